"""The cover "Bìa": whose workbook this is, by when, and how to send it back."""

from __future__ import annotations

from xlsxwriter import Workbook

from models.domain.criteria import CriteriaSet
from tasks.workbook.facts import token
from tasks.workbook.styles import CRITERION_FILL, GREY, INK, RED, Styles

COVER_SHEET = "Bìa"
_ROWS = (
    ("Đơn vị", "unit_name"),
    ("Mã đơn vị", "unit"),
    ("Lần gửi", "round"),
    ("Thời hạn gửi", "limit"),
    ("Cách gửi", "send_to"),
    ("Liên hệ khi vướng mắc", "contact"),
)
_BIG_ROWS = frozenset({"send_to", "contact"})


def add_cover_sheet(workbook: Workbook, styles: Styles, criteria_set: CriteriaSet) -> None:
    """Add the cover; its facts are tokens that each unit's copy replaces."""
    sheet = workbook.add_worksheet(COVER_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 3)
    sheet.set_column("B:B", 30)
    sheet.set_column("C:C", 74)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 30)
    sheet.set_row(2, 58)
    centred = {"align": "center"}
    sheet.merge_range("B1:C1", token("authority"), styles.text(bold=True, font_size=13, **centred))
    title = styles.text(bold=True, font_size=16, font_color=INK, **centred)
    sheet.merge_range("B3:C3", token("title"), title)
    sheet.set_row(3, 36)
    source = f"({criteria_set.annex}, {criteria_set.decision})"
    sheet.merge_range("B4:C4", source, styles.text(italic=True, **centred))
    if criteria_set.mark:
        mark = styles.text(bold=True, italic=True, font_color=RED, **centred)
        sheet.merge_range("B5:C5", criteria_set.mark_line, mark)
    label = styles.cell(bold=True, bg_color=CRITERION_FILL, indent=1)
    value = styles.cell(indent=1, align="left")
    for row, (words, name) in enumerate(_ROWS, start=6):
        sheet.set_row(row, 66 if name in _BIG_ROWS else 30)
        sheet.write_string(row, 1, words, label)
        sheet.write_string(row, 2, token(name), value)
    closing = "Đồng chí xem trang “Hướng dẫn”, điền các ô nền vàng ở trang “Chấm điểm”."
    sheet.set_row(13, 30)
    sheet.merge_range("B14:C14", closing, styles.text(italic=True, font_color=GREY, **centred))
    sheet.protect("", {"format_rows": True, "format_columns": True})
