"""A criteria set as the annex table of a decision, which ``annex_import`` reads back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from math import ceil

import xlsxwriter

from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from tasks.criteria.annex_columns import AnnexColumn
from tasks.criteria.rule_words import declared_text, rule_text

_WIDTHS = (8, 44, 10, 18, 44, 44, 12)
_LETTERS_PER_WIDTH = 0.95
_LINE = 17.0
_FORMAT = {"font_name": "Times New Roman", "font_size": 13, "text_wrap": True, "valign": "top"}

Cells = tuple[str | Decimal, ...]


def export_annex(criteria_set: CriteriaSet) -> bytes:
    """The set as an XLSX table in the columns of ``Column``; equal sets give equal bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(criteria_set.effective_from, time(0))})
        _write(book, criteria_set)
    return target.getvalue()


def _write(book: xlsxwriter.Workbook, criteria_set: CriteriaSet) -> None:
    sheet = book.add_worksheet(criteria_set.annex[:31])
    plain = book.add_format(_FORMAT | {"border": 1})
    strong = book.add_format(_FORMAT | {"border": 1, "bold": True})
    title = book.add_format({**_FORMAT, "bold": True, "text_wrap": False})
    top = _title_lines(criteria_set)
    for row, line in enumerate(top):
        sheet.write_string(row, 0, line, title)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(len(top))
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(len(top), 2 * _LINE)
    sheet.write_row(len(top), 0, list(AnnexColumn), strong)
    for row, cells in enumerate(_rows(criteria_set), start=len(top) + 1):
        style = plain if cells[4] else strong
        sheet.set_row(row, _height(cells))
        for index, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                sheet.write_number(row, index, cell, style)
            else:
                sheet.write_string(row, index, cell, style)


def _height(cells: Cells) -> float:
    """Points of height that show every line; office programs do not all fit rows by themselves."""
    lines = [
        sum(ceil(len(line) / (width * _LETTERS_PER_WIDTH)) for line in str(cell).split("\n"))
        for cell, width in zip(cells, _WIDTHS, strict=True)
    ]
    return _LINE * max(lines)


def _title_lines(criteria_set: CriteriaSet) -> list[str]:
    lines = [f"{criteria_set.annex}. {criteria_set.title}", f"(Kèm theo {criteria_set.decision})"]
    return [*lines, f"({criteria_set.mark_line})"] if criteria_set.mark else lines


def _rows(criteria_set: CriteriaSet) -> Iterator[Cells]:
    for area in criteria_set.areas:
        yield (area.code, area.name, area.max_points, "", "", "", "")
        for criterion in area.criteria:
            yield (criterion.code, criterion.name, criterion.max_points, "", "", "", "")
            yield from map(_item, criterion.items)
    yield from _adjustments(
        criteria_set, "C", "Điểm thưởng", ScoreSource.BONUS, criteria_set.bonus_cap
    )
    yield from _adjustments(
        criteria_set, "T", "Điểm trừ", ScoreSource.DEDUCTION, criteria_set.deduction_cap
    )
    yield ("", "Tổng điểm", criteria_set.scale, "", "", "", "")


def _adjustments(
    criteria_set: CriteriaSet, code: str, name: str, source: ScoreSource, cap: Decimal
) -> Iterator[Cells]:
    if cap:
        yield (code, f"{name} (tổng không quá điểm tối đa)", cap, "", "", "", "")
    yield from (_item(item) for item in criteria_set.adjustments if item.source is source)


def _item(item: SubCriterion) -> Cells:
    rule = rule_text(item)
    return (item.code, item.name, item.max_points, declared_text(item), rule, item.evidence, "")
