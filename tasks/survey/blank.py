"""The empty form list that the survey team types answers into: one row per paper form."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from models.domain.scoring.survey import SurveyPolicy
from models.domain.units import Unit
from tasks.prefect_steps.step import step
from tasks.survey.source import CHANNEL, FORM, UNIT

ROWS = 5000
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_GUIDE = (
    ("Cách nhập phiếu khảo sát", "title"),
    ("Mỗi phiếu là một hàng trong trang “Phieu”; không đổi tiêu đề cột.", ""),
    (
        "ma_phieu: số in trên phiếu, không trùng giữa các nguồn. Phiếu trùng số chỉ tính một lần.",
        "",
    ),
    ("ma_don_vi: mã đơn vị được khảo sát, theo danh sách bên dưới.", ""),
    ("kenh: cách lấy phiếu (giay, truc_tuyen, dien_thoai); có thể để trống.", ""),
    ("Câu không trả lời thì để trống. Không nhập họ tên, số điện thoại của người trả lời.", ""),
)
_BLANK = "mau-nhap-phieu.xlsx"
BLANKS = "mau"
"""Subfolder of the blank form: what lies in the folder itself is a source."""


def survey_items(criteria_set: CriteriaSet) -> tuple[SubCriterion, ...]:
    """The sub-criteria that the survey measures, in the order of the set."""
    return tuple(item for _, _, item in criteria_set.leaves() if item.source is ScoreSource.SURVEY)


def blank_workbook(
    items: Sequence[SubCriterion], units: Sequence[Unit], policy: SurveyPolicy
) -> bytes:
    """A workbook with lists to pick from; the same arguments give the same bytes."""
    output = io.BytesIO()
    workbook = xlsxwriter.Workbook(output, {"in_memory": True})
    workbook.set_properties({"title": "Mẫu nhập phiếu khảo sát", "created": _EPOCH})
    _forms_sheet(workbook, items, units, policy)
    _guide_sheet(workbook, items, units, policy)
    workbook.close()
    return output.getvalue()


def _columns(items: Sequence[SubCriterion]) -> list[str]:
    return [FORM, UNIT, CHANNEL, *(item.code for item in items)]


def _forms_sheet(
    workbook: xlsxwriter.Workbook,
    items: Sequence[SubCriterion],
    units: Sequence[Unit],
    policy: SurveyPolicy,
) -> None:
    sheet = workbook.add_worksheet("Phieu")
    head = workbook.add_format({"bold": True, "bg_color": "#E3ECF5", "bottom": 1})
    text = workbook.add_format({"num_format": "@"})
    columns = _columns(items)
    sheet.set_column(0, 2, 14, text)
    sheet.set_column(3, len(columns) - 1, 8, text)
    sheet.write_row(0, 0, columns, head)
    sheet.freeze_panes(1, 1)
    codes = f"='Huong dan'!$A${_first_unit(policy)}:$A${_first_unit(policy) + len(units) - 1}"
    sheet.data_validation(1, 1, ROWS, 1, _list_of(codes, "Chọn mã đơn vị trong danh sách."))
    answers = list(policy.weights)
    wrong = f"Chỉ nhập một trong: {', '.join(answers)}; không trả lời thì để trống."
    sheet.data_validation(1, 3, ROWS, len(columns) - 1, _list_of(answers, wrong))


def _list_of(source: str | list[str], message: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Chưa đúng",
        "error_message": message,
    }


def _first_unit(policy: SurveyPolicy) -> int:
    """The row (from 1) of the guide on which the list of units starts."""
    return len(_GUIDE) + len(policy.weights) + 4


def _guide_sheet(
    workbook: xlsxwriter.Workbook,
    items: Sequence[SubCriterion],
    units: Sequence[Unit],
    policy: SurveyPolicy,
) -> None:
    sheet = workbook.add_worksheet("Huong dan")
    bold = workbook.add_format({"bold": True, "font_size": 12})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    for row, (line, style) in enumerate(_GUIDE):
        sheet.write_string(row, 0, line, bold if style else None)
    answers = [
        (answer, f"tính {weight} % mức hài lòng") for answer, weight in policy.weights.items()
    ]
    row = _table(sheet, len(_GUIDE), "Câu trả lời", answers, bold)
    row = _table(sheet, row + 1, "Mã đơn vị", [(unit.code, unit.name) for unit in units], bold)
    _table(sheet, row + 1, "Câu hỏi", [(item.code, item.name) for item in items], bold)


def _table(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    title: str,
    lines: Sequence[tuple[str, str]],
    bold: xlsxwriter.format.Format,
) -> int:
    """Write a titled list of pairs from ``row`` on; returns the row after it."""
    sheet.write_string(row, 0, title, bold)
    for offset, (code, name) in enumerate(lines, start=1):
        sheet.write_string(row + offset, 0, code)
        sheet.write_string(row + offset, 1, name)
    return row + len(lines) + 1


@step("Phát hành mẫu nhập phiếu khảo sát")
def publish_survey_forms(campaign: str) -> None:
    """Put the blank form beside the place where the survey's sources are awaited."""
    workspace = open_workspace(campaign)
    items = survey_items(workspace.sets[Form.COMMUNE])
    blank = blank_workbook(items, workspace.campaign.communes, workspace.campaign.survey)
    folder = workspace.settings.survey_folder(campaign) / BLANKS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _BLANK).write_bytes(blank)
