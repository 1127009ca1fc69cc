"""The results as one table, and it as CSV, as JSON and as an Excel workbook.

pandas and openpyxl take a second to load, so this module is imported where results are published.
"""

import json
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from pandas import DataFrame, Series

from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from tasks.publish.columns import DataValue, columns
from tasks.publish.publication import Publication
from tasks.rendering.excel import A4, POINTS
from tasks.rendering.zips import without_dates

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
_FONT = "Calibri"
_HEAD = 4
"""The row of the headings."""
_FRAME = 0.7109375
"""What Excel adds to the width of a column for its frame, in characters."""


def results_frame(publication: Publication) -> DataFrame:
    """One row per unit in rank order, its columns by name; points stay Decimal."""
    return DataFrame(
        {
            column.name: Series([column.of(r) for r in publication.results], dtype=object)
            for column in columns(publication)
        }
    )


def results_csv(publication: Publication) -> bytes:
    """CSV for programs: UTF-8 with mark, comma between fields, dot in numbers.

    The mark makes Excel show Vietnamese letters. Text that a spreadsheet would run as a formula
    gets an apostrophe in front.
    """
    text = results_frame(publication).map(_plain).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


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
        "ket_qua": results_frame(publication).map(_exact).to_dict("records"),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: DataValue) -> str | int:
    if isinstance(value, bool):
        return "có" if value else "không"
    return safe_text(value) if isinstance(value, str) else _exact(value)


def _exact(value: DataValue) -> str | int:
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def safe_text(text: str) -> str:
    """``text`` in a form that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def results_xlsx(publication: Publication) -> bytes:
    """A sheet of results and a sheet that explains them; equal publications give equal bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    book.properties.title, book.properties.creator = publication.title, ""
    book.properties.created = book.properties.modified = _EPOCH
    _results(sheet, publication)
    _explanations(book.create_sheet("Giải thích"), publication)
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()  # ``Workbook.save`` writes the moment of saving
    return without_dates(output.getvalue())


def _results(sheet: Worksheet, publication: Publication) -> None:
    sheet.title = "Kết quả"
    sheet["A1"] = f"{publication.title} - {publication.campaign.authority.name}"
    sheet["A1"].font = Font(_FONT, size=14, bold=True)
    sheet["A2"] = (
        f"Quyết định {publication.decision}; Thông báo {publication.notice}."
        f" Bộ tiêu chí: {publication.criteria_note}."
    )
    frame = results_frame(publication)
    _write_heads(sheet, [column.heading for column in columns(publication)])
    for number, row in enumerate(frame.itertuples(index=False, name=None), start=_HEAD + 1):
        for place, value in enumerate(row, start=1):
            _write(sheet, number, place, value)
    _lay_out(sheet, len(frame), list(frame.columns))


def _write_heads(sheet: Worksheet, headings: list[str]) -> None:
    sheet.row_dimensions[_HEAD].height = 32
    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(_HEAD, place, heading)
        cell.font, cell.fill = Font(_FONT, size=11, bold=True), PatternFill("solid", "E3ECF5")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = Border(bottom=Side("thin"))


def _lay_out(sheet: Worksheet, units: int, names: list[str]) -> None:
    name = names.index("ten_don_vi") + 1
    for place in range(1, len(names) + 1):
        _set_width(sheet, place, 28 if place == name else 11)
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(names))}{_HEAD + units}"
    sheet.freeze_panes = f"{get_column_letter(name + 1)}{_HEAD + 1}"
    sheet.page_margins = PageMargins(left=0.7, right=0.7, top=0.75, bottom=0.75)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"


def _write(sheet: Worksheet, row: int, place: int, value: DataValue) -> None:
    """Two-place decimals survive the double that Excel stores; text is never a formula."""
    if isinstance(value, bool):
        value = "có" if value else "không"
    cell = sheet.cell(row, place, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        cell.number_format = POINTS


def _explanations(sheet: Worksheet, publication: Publication) -> None:
    _set_width(sheet, 1, 18)
    _set_width(sheet, 2, 100)
    for column in columns(publication):
        sheet.append((column.heading, column.meaning))
    sheet.append(("Đồng hạng", f"{EXACT_ORDER} {describe_tie_rule(publication.campaign.ranking)}"))
    sheet.append(("Dấu vân tay", publication.digest))


def _set_width(sheet: Worksheet, place: int, characters: int) -> None:
    sheet.column_dimensions[get_column_letter(place)].width = characters + _FRAME
