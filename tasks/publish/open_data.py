"""The results as CSV and JSON, for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from tasks.publish.columns import Figure, columns, rows
from tasks.publish.publication import Publication
from tasks.rendering.excel import POINTS

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TOP = 3


def results_csv(publication: Publication) -> bytes:
    """CSV for programs: UTF-8 with mark, comma between fields, dot in numbers.

    The mark makes Excel show Vietnamese letters. Text that a spreadsheet would run as a formula
    gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in columns(publication)])
    writer.writeheader()
    for row in rows(publication):
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def results_json(publication: Publication) -> bytes:
    """The same rows with what they belong to; points are strings, so that no digit is lost."""
    content = {
        "tieu_de": publication.title,
        "co_quan": publication.campaign.authority.name,
        "nam": publication.campaign.year,
        "quyet_dinh_phe_duyet": str(publication.decision),
        "thong_bao": str(publication.notice),
        "bo_tieu_chi": publication.criteria_note,
        "quy_tac_dong_hang": publication.campaign.ranking.tie.value,
        "dien_giai_dong_hang": f"{EXACT_ORDER} {describe_tie_rule(publication.campaign.ranking)}",
        "dau_van_tay_xep_hang": publication.digest,
        "cot": {column.name: column.meaning for column in columns(publication)},
        "ket_qua": [
            {name: f"{v:.2f}" if isinstance(v, Decimal) else v for name, v in row.items()}
            for row in rows(publication)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: Figure) -> str | int:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return safe_text(value) if isinstance(value, str) else value


def safe_text(text: str) -> str:
    """``text`` in a form that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def results_xlsx(publication: Publication) -> bytes:
    """A sheet of results and a sheet that explains them; equal publications give equal bytes."""
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        workbook.set_properties({"title": publication.title, "created": _EPOCH})
        _results(workbook, publication)
        _explanations(workbook, publication)
    return output.getvalue()


def _results(workbook: xlsxwriter.Workbook, publication: Publication) -> None:
    sheet = workbook.add_worksheet("Kết quả")
    title = workbook.add_format({"bold": True, "font_size": 14})
    head = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E3ECF5", "bottom": 1}
    )
    two = workbook.add_format({"num_format": POINTS})
    wanted = columns(publication)
    sheet.write_string(0, 0, f"{publication.title} - {publication.campaign.authority.name}", title)
    sheet.write_string(1, 0, _basis(publication))
    sheet.write_row(_TOP, 0, [column.heading for column in wanted], head)
    for number, row in enumerate(rows(publication), start=_TOP + 1):
        for place, value in enumerate(row.values()):
            _write(sheet, number, place, value, two)
    _lay_out(sheet, len(publication.results), [column.name for column in wanted])


def _basis(publication: Publication) -> str:
    return (
        f"Quyết định {publication.decision}; Thông báo {publication.notice}."
        f" Bộ tiêu chí: {publication.criteria_note}."
    )


def _lay_out(sheet: Worksheet, units: int, names: list[str]) -> None:
    sheet.set_row(_TOP, 32)
    sheet.set_column(0, len(names) - 1, 11)
    sheet.set_column(names.index("ten_don_vi"), names.index("ten_don_vi"), 28)
    sheet.autofilter(_TOP, 0, _TOP + units, len(names) - 1)
    sheet.freeze_panes(_TOP + 1, names.index("ten_don_vi") + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TOP)


def _write(sheet: Worksheet, row: int, place: int, value: Figure, two: Format) -> None:
    """Two-place decimals survive the double that Excel stores; text is never a formula."""
    if isinstance(value, bool):
        sheet.write_string(row, place, "có" if value else "không")
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), two)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, value)


def _explanations(workbook: xlsxwriter.Workbook, publication: Publication) -> None:
    sheet = workbook.add_worksheet("Giải thích")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    lines = [(column.heading, column.meaning) for column in columns(publication)]
    lines.append(("Đồng hạng", f"{EXACT_ORDER} {describe_tie_rule(publication.campaign.ranking)}"))
    lines.append(("Dấu vân tay", publication.digest))
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
