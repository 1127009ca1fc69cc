"""What an annotated workbook shows, read by other programs' eyes, and what it must not change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.domain.checks.self_assessment.review import assess
from tasks.workbook.annotate.annotate import Annotated, annotate
from tasks.workbook.annotate.colours import FORMULA
from tasks.workbook.annotate.remarks import LIST_SHEET, OUR_LINES
from tests.support.sent_workbooks import parsed
from tests.support.workbooks import context

FIRST_LINE = 5
"""The row of the list in which the first remark stands."""


@dataclass(frozen=True)
class Marks:
    """Cells by sheet and name: coloured, commented, and linked from the list."""

    coloured: frozenset[tuple[str, str]]
    commented: frozenset[tuple[str, str]]
    linked: tuple[tuple[str, str], ...]


def given_back(content: bytes, name: str = "bai-nop.xlsx") -> Annotated:
    """The file with all that the checks find in it marked; it is the sender's own."""
    made = annotate(content, name, assess(parsed(content), context()).findings)
    assert made is not None
    assert made.own
    return made


@lru_cache(maxsize=4)
def book_of(content: bytes) -> Workbook:
    """The file as openpyxl sees it, to look at only: it is remembered."""
    return load_workbook(BytesIO(content))


def marks_of(content: bytes) -> Marks:
    """Our marks in a file."""
    book = book_of(content)
    sheets = [sheet for sheet in book.worksheets if sheet.title != LIST_SHEET]
    return Marks(
        frozenset((s.title, cell) for s in sheets for cell in _coloured(s)),
        frozenset(
            (s.title, cell.coordinate)
            for s in sheets
            for row in s.iter_rows()
            for cell in row
            if cell.comment and OUR_LINES.search(cell.comment.text)
        ),
        tuple(_linked(book[LIST_SHEET])) if LIST_SHEET in book.sheetnames else (),
    )


def rest_of(content: bytes) -> dict[str, Any]:
    """All that must stay as it was: cells with their formats, and the sheets around them."""
    book = book_of(content)
    return {s.title: _sheet(s) for s in book.worksheets if s.title != LIST_SHEET}


def members_of(content: bytes) -> dict[str, bytes]:
    """The members of a file."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """A file of members."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _coloured(sheet: Worksheet) -> list[str]:
    return [
        area.coord
        for entry in sheet.conditional_formatting
        if any(FORMULA in rule.formula for rule in entry.rules)
        for area in entry.sqref.ranges
    ]


def _linked(sheet: Worksheet) -> list[tuple[str, str]]:
    places = [cell.hyperlink.location for (cell,) in sheet["C5:C999"] if cell.hyperlink]
    pairs = [place.rsplit("!", 1) for place in places]
    return [(name[1:-1].replace("''", "'"), cell) for name, cell in pairs]


def _sheet(sheet: Worksheet) -> dict[str, Any]:
    styles: dict[tuple[int, ...], str] = {}
    cells = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        style = tuple(cell._style or ())
        if style not in styles:
            parts = (cell.fill, cell.font, cell.border, cell.alignment, cell.protection)
            styles[style] = f"{cell.number_format} {parts!r}"
        comment = _own_comment(cell.comment)
        cells[cell.coordinate] = (cell.value, cell.data_type, styles[style], comment)
    rules = [
        (str(entry.sqref), rule.type, rule.formula, rule.dxf)
        for entry in sheet.conditional_formatting
        for rule in entry.rules
        if FORMULA not in rule.formula
    ]
    return {
        "cells": cells,
        "widths": {k: (d.width, d.hidden) for k, d in sheet.column_dimensions.items()},
        "heights": {k: (d.height, d.hidden) for k, d in sheet.row_dimensions.items()},
        "validations": sorted(
            (str(v.sqref), v.type, v.formula1, v.formula2, v.error, v.prompt)
            for v in sheet.data_validations.dataValidation
        ),
        "protection": repr(sheet.protection),
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "rules": rules,
        "state": (sheet.sheet_state, sheet.freeze_panes, sheet.print_title_rows),
        "page": (repr(sheet.page_setup), repr(sheet.page_margins), sheet.oddFooter.center.text),
    }


def _own_comment(comment: Any) -> str:
    text = OUR_LINES.sub("", comment.text).strip() if comment else ""
    return f"{comment.author}: {text}" if text else ""
