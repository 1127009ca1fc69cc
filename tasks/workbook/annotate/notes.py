"""Comments and their boxes on one worksheet, put on and taken off together."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.workbook.annotate.book import Book
from tasks.workbook.annotate.boxes import (
    add_boxes,
    box_for,
    free_block,
    has_shapes,
    new_drawing,
    remove_boxes,
)
from tasks.workbook.annotate.comments import (
    Lines,
    add_comments,
    comments_part,
    is_empty,
    remove_comments,
)
from tasks.workbook.annotate.grid import Sizes
from tasks.workbook.annotate.words import joined
from tasks.workbook.annotate.worksheet import WORKSHEET_ORDER
from tasks.workbook.annotate.xml import attribute, child, placed, removed

_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def add_notes(book: Book, sheet: str, lines: Mapping[str, Lines]) -> None:
    """Put the ``lines`` on the cells of the sheet with the member ``sheet``."""
    fresh = add_comments(book, sheet, lines)
    if not fresh:
        return
    package = book.package
    drawings = [package.read(n) for n in package.names() if n.casefold().endswith(".vml")]
    block = free_block(drawings)
    part = _drawing(book, sheet)
    if not part:
        part = _new_drawing(book, sheet, new_drawing(block, len(fresh)))
    sizes = Sizes(package.tree(sheet))
    boxes = [box_for(cell, joined(lines[cell]), sizes) for cell in fresh]
    package.write(part, add_boxes(package.read(part), boxes, block))


def remove_notes(book: Book, sheet: str) -> None:
    """Take our lines off; comments, boxes and members that are empty then go with them."""
    gone = remove_comments(book, sheet)
    if not gone:
        return
    package, part = book.package, comments_part(book, sheet)
    if is_empty(book, part):
        _drop(book, sheet, part)
    drawing = _drawing(book, sheet)
    if not drawing:
        return
    left = remove_boxes(package.read(drawing), gone)
    if has_shapes(left):
        package.write(drawing, left)
    else:
        element = child(package.edit(sheet), "legacyDrawing")
        if element is not None:
            removed(element)
        _drop(book, sheet, drawing)


def _drawing(book: Book, sheet: str) -> str:
    """The member with the boxes of a sheet; "" when it has none."""
    element = child(book.package.tree(sheet), "legacyDrawing")
    wanted = "" if element is None else attribute(element, "id")
    targets = {each.id: each.target for each in book.package.relations(sheet)}
    target = targets.get(wanted, "")
    return target if target in book.package else ""


def _new_drawing(book: Book, sheet: str, content: bytes) -> str:
    root = book.package.edit(sheet)
    lost = child(root, "legacyDrawing")
    if lost is not None:
        removed(lost)
    folder = book.part.rpartition("/")[0]
    part = book.package.free_name(f"{folder}/drawings/vmlDrawing{{}}.vml".lstrip("/"))
    book.package.write(part, content)
    book.package.add_default_type("vml", _TYPE)
    made = placed(root, "legacyDrawing", WORKSHEET_ORDER)
    made.set(book.id_attribute(), book.relate(sheet, part, "vmlDrawing"))
    return part


def _drop(book: Book, sheet: str, part: str) -> None:
    for each in book.package.relations(sheet):
        if each.target == part:
            book.package.unrelate(sheet, each.id)
    book.package.drop(part)
