"""The cover "Bìa": whose workbook this is, by when, and how to send it back."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from models.domain.campaign import Campaign, Form
from models.domain.collection.workbook import COVER_SHEET
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.units import Position, Unit
from tasks.rendering.excel import A4
from tasks.workbook.write.facts import CoverFacts, fact_token
from tasks.workbook.write.styles import CRITERION_FILL, GREY, INK, RED, Styles

_ROWS = (
    ("Đơn vị", "unit_name"),
    ("Mã đơn vị", "unit"),
    ("Lần gửi", "round"),
    ("Thời hạn gửi", "limit"),
    ("Cách gửi", "send_to"),
    ("Liên hệ khi vướng mắc", "contact"),
)
_CENTRED: dict[str, Any] = {"align": "center"}
_BIG_ROWS = frozenset({"send_to", "contact"})


def add_cover_sheet(workbook: Workbook, styles: Styles, criteria_set: CriteriaSet) -> None:
    """Add the cover; its facts are tokens that each unit's copy replaces."""
    sheet = workbook.add_worksheet(COVER_SHEET)
    _lay_out(sheet)
    _write_headings(sheet, styles, criteria_set)
    _write_facts(sheet, styles)
    closing = (
        "Đồng chí xem trang “Hướng dẫn”, rồi điền các ô nền vàng ở hai trang “Chấm điểm” và “Tài "
        "liệu kiểm chứng”."
    )
    sheet.set_row(13, 30)
    style = styles.text(italic=True, font_color=GREY, **_CENTRED)
    sheet.merge_range("B14:C14", closing, style)
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _lay_out(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    for columns, width in (("A:A", 3), ("B:B", 30), ("C:C", 74)):
        sheet.set_column(columns, width)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    for row, height in ((0, 30), (2, 58), (3, 36)):
        sheet.set_row(row, height)


def _write_headings(sheet: Worksheet, styles: Styles, criteria_set: CriteriaSet) -> None:
    authority = styles.text(bold=True, font_size=13, **_CENTRED)
    title = styles.text(bold=True, font_size=16, font_color=INK, **_CENTRED)
    source = f"({criteria_set.annex}, {criteria_set.decision})"
    sheet.merge_range("B1:C1", fact_token("authority"), authority)
    sheet.merge_range("B3:C3", fact_token("title"), title)
    sheet.merge_range("B4:C4", source, styles.text(italic=True, **_CENTRED))
    if criteria_set.mark:
        mark = styles.text(bold=True, italic=True, font_color=RED, **_CENTRED)
        sheet.merge_range("B5:C5", criteria_set.mark_line, mark)


def _write_facts(sheet: Worksheet, styles: Styles) -> None:
    label = styles.cell(bold=True, bg_color=CRITERION_FILL, indent=1)
    value = styles.cell(indent=1, align="left")
    for row, (words, name) in enumerate(_ROWS, start=6):
        sheet.set_row(row, 44 if name in _BIG_ROWS else 30)
        sheet.write_string(row, 1, words, label)
        sheet.write_string(row, 2, fact_token(name), value)


SEND_TO = (
    "Trả lời thư đã nhận, đính kèm tệp này, giữ nguyên tên tệp; hoặc mở đường dẫn riêng ghi trong "
    "thư và tải tệp lên."
)


def cover_for(campaign: Campaign, form: Form, unit: Unit) -> CoverFacts:
    """What the cover of the workbook of ``unit`` says."""
    operators = campaign.people(Position.OPERATOR)
    return CoverFacts(
        authority=campaign.authority.name,
        title=campaign.title,
        unit_name=unit.name,
        limit=campaign.limit_of(form).in_full(),
        contact=f"{campaign.authority.office}, {operators[0].email}",
        send_to=SEND_TO,
    )
