"""Our marks in an xlsx: put on, and taken off when the file comes back with them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lxml.etree import _Element

from models.domain.cells import CellRef, column_letters
from models.domain.collection.workbook import Severity
from models.domain.vietnamese.text import fold
from tasks.workbook.annotate.book import BookSheet, XlsxBook
from tasks.workbook.annotate.colours import FILLS, add_colours, has_colours, remove_colours
from tasks.workbook.annotate.comments import CommentLines
from tasks.workbook.annotate.grid import merged_areas, place
from tasks.workbook.annotate.list_sheet import LIST_FORMATS, list_sheet, list_titles
from tasks.workbook.annotate.notes import add_notes, remove_notes
from tasks.workbook.annotate.remarks import LIST_SHEET, LIST_TITLE, Remark, comment_line
from tasks.workbook.annotate.style_book import StyleBook

Marked = dict[str, tuple[str, list[Remark]]]
"""Remarks by the cell that shows them, each with the range that is coloured (a merged area)."""


def clear(book: XlsxBook) -> None:
    """Take off all that an earlier annotation put on, whichever program saved the file since."""
    for number in reversed(range(len(book.sheets))):
        if _is_list(book, book.sheets[number]):
            book.remove(number)
    for sheet in _worksheets(book):
        remove_notes(book, sheet.part)
        if b"cchc" in book.package.read(sheet.part) and has_colours(book.package.tree(sheet.part)):
            remove_colours(book.package.edit(sheet.part))


def mark(book: XlsxBook, file: str, remarks: Sequence[Remark], *, copied: bool) -> None:
    """Colour and comment the cells and put the list in front."""
    styles = StyleBook(book)
    formats = {severity: styles.colour(fill) for severity, fill in FILLS.items()}
    sheets = {each.name: each.part for each in _worksheets(book)}
    for name, group in groupby(sorted(remarks, key=_sheet_of), key=_sheet_of):
        if name in sheets:
            _mark_sheet(book, sheets[name], list(group), formats)
    numbers = {each: styles.cell_style(each) for each in LIST_FORMATS}
    name = _free_name({fold(each.name) for each in book.sheets})
    shown = list_sheet(file, remarks, numbers.__getitem__, book.namespace, copied)
    book.insert_first(name, shown, list_titles(name))


def _mark_sheet(
    book: XlsxBook, part: str, remarks: Sequence[Remark], formats: Mapping[Severity, int]
) -> None:
    marked = _marked(book.package.tree(part), remarks)
    ranges: dict[Severity, list[str]] = {severity: [] for severity in FILLS}
    lines: dict[str, CommentLines] = {}
    for cell, (range_, about) in marked.items():
        ranges[about[0].severity].append(range_)
        lines[cell] = [comment_line(remark.severity, remark.words) for remark in about]
    add_colours(book.package.edit(part), ranges, formats)
    add_notes(book, part, lines)


def _marked(sheet: _Element, remarks: Sequence[Remark]) -> Marked:
    """Where each remark is shown: a merged area shows only what is on its first cell."""
    areas = merged_areas(sheet)
    marked: Marked = {}
    for remark in remarks:
        if remark.cell is None:
            continue
        row, column = place(remark.cell.cell)
        cell = range_ = remark.cell.cell
        for name, area in areas.items():
            if area.holds(row, column):
                cell, range_ = f"{column_letters(area.column)}{area.row + 1}", name
        marked.setdefault(cell, (range_, []))[1].append(remark)
    return marked


def _sheet_of(remark: Remark) -> str:
    return remark.cell.sheet if isinstance(remark.cell, CellRef) else ""


def _worksheets(book: XlsxBook) -> Iterable[BookSheet]:
    kinds = {each.target: each.kind for each in book.package.relations(book.part)}
    return [
        each
        for each in book.sheets
        if kinds.get(each.part) == "worksheet" and each.part in book.package
    ]


def _is_list(book: XlsxBook, sheet: BookSheet) -> bool:
    """Whether a sheet is our list: by its name, which programs keep, and its title."""
    if not fold(sheet.name).startswith(fold(LIST_SHEET)) or sheet.part not in book.package:
        return False
    package = book.package
    strings = [each.target for each in package.related(book.part, "sharedStrings")]
    parts = [sheet.part, *(each for each in strings if each in package)]
    first = next(package.tree(sheet.part).iter("{*}c"), None)
    if first is None:
        return False
    text = "".join(each.text or "" for each in first.iter("{*}t"))
    if not text and first.get("t") == "s" and len(parts) > 1:
        number = next((each.text for each in first.iter("{*}v")), None)
        items = list(package.tree(parts[1]).iter("{*}si"))
        shared = items[int(number or "0")]
        text = "".join(each.text or "" for each in shared.iter("{*}t"))
    return fold(text) == fold(LIST_TITLE)


def _free_name(taken: set[str]) -> str:
    number, name = 1, LIST_SHEET
    while fold(name) in taken:
        number += 1
        name = f"{LIST_SHEET} ({number})"
    return name
