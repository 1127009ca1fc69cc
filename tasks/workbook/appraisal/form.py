"""A department's score sheet for ``Form.APPRAISAL``: one long list of all communes.

Criterion by criterion, the communes stand below each other, one line each, with self score,
appraised score, reason, evidence and explanation side by side. Side by side communes would need
some 200 columns for 69 communes, and one sheet a commune 69 tabs; the list scrolls one way, shows
how all communes did on the same question (which is how fair appraisal works), and one click of the
filter on "Đơn vị" leaves a single commune for a visit. The overview sums it up by commune. It is
written as the units' forms are, with their styles, headings, rules and hidden sheets.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook

from models.domain.collection.appraisal_sheet import AppraisalLine
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource
from tasks.workbook.appraisal.list_sheet import AppraisalList
from tasks.workbook.write.blank import FIXED_DATE
from tasks.workbook.write.facts import CoverFacts, values_of
from tasks.workbook.write.hidden_sheets import add_identity_sheet
from tasks.workbook.write.styles import INK, Styles, set_page
from tasks.workbook.write.template import fill_template, split_template

OVERVIEW_SHEET = "Tổng hợp"
_HEADERS = ("Mã đơn vị", "Đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Chênh lệch")
_WIDTHS = (14, 40, 16, 16, 16)


def build_appraisal(
    criteria_set: CriteriaSet,
    lines: Sequence[AppraisalLine],
    identity: Identity,
    facts: CoverFacts,
) -> bytes:
    """The score sheet of one department, filled in with the self scores.

    ``lines`` come from ``appraisal_lines_of`` for the communes' set; ``identity.unit`` is the
    department. The same arguments give the same bytes.
    """
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    workbook.set_properties({"title": criteria_set.title, "created": FIXED_DATE})
    styles = Styles(workbook)
    sheet = AppraisalList(workbook, styles)
    sheet.head(criteria_set, facts)
    scored_end = sheet.last_row
    for item, group in groupby(lines, key=lambda line: line.item):
        sheet.block(item, tuple(group))
        if item.source is ScoreSource.SELF:
            scored_end = sheet.last_row
    sheet.close()
    _add_overview(workbook, styles, lines, scored_end)
    add_identity_sheet(workbook, values_of(identity, facts))
    workbook.close()
    return fill_template(split_template(target.getvalue()), {})


def _add_overview(
    workbook: Workbook, styles: Styles, lines: Sequence[AppraisalLine], last_row: int
) -> None:
    """Add one row a commune over the rows of scored items.

    ``last_row`` is the last such row of the list, from 0: bonus and deduction lines come after.
    """
    units = {line.unit.code: line.unit for line in lines}
    points = _self_points(lines)
    end = last_row + 1
    sheet = workbook.add_worksheet(OVERVIEW_SHEET)
    set_page(sheet, 1)
    title = styles.text(bold=True, font_size=14, font_color=INK, align="center")
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(_HEADERS) - 1, "TỔNG HỢP ĐIỂM THEO ĐƠN VỊ", title)
    for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, header, styles.header())
    sheet.set_row(1, 24)
    sheet.freeze_panes(2, 0)
    for row, unit in enumerate(units.values(), start=2):
        sheet.write_string(row, 0, unit.code, styles.cell(align="center"))
        sheet.write_string(row, 1, unit.name, styles.cell())
        for column, source in ((2, "E"), (3, "F")):
            total = f"SUMIF('Thẩm định'!$A$1:$A${end},\"*-{unit.code}\",'Thẩm định'!"
            formula = f"={total}${source}$1:${source}${end})"
            sheet.write_formula(row, column, formula, styles.points(), float(points[unit.code]))
        sheet.write_formula(row, 4, f"=D{row + 1}-C{row + 1}", styles.points())
    sheet.protect("", {"format_columns": True})


def _self_points(lines: Iterable[AppraisalLine]) -> dict[str, Decimal]:
    """The sums as the sheet goes out, for programs that do not calculate."""
    points: dict[str, Decimal] = {}
    for line in lines:
        scored = line.points if line.item.source is ScoreSource.SELF and line.points else Decimal(0)
        points[line.unit.code] = points.get(line.unit.code, Decimal(0)) + scored
    return points
