"""Comments and their boxes on one worksheet, put on and taken off together."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.comments import (
    CommentLines,
    add_comments,
    comments_part,
    is_empty,
    remove_comments,
)
from tasks.workbook.annotate.grid import MOST_COLUMNS, MOST_ROWS, Sizes, place, walk
from tasks.workbook.annotate.remarks import joined
from tasks.workbook.annotate.xml import WORKSHEET_ORDER, attribute, child, placed, removed
from tasks.workbook.write.styles import lines_in

_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>\s*", re.DOTALL)
_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ID = re.compile(rb"_x0000_s(\d+)")
_BLOCK = 1024
"""Numbers of shapes are given out to drawings in blocks."""
_WIDTH, _LINE_HEIGHT, _MARGIN = 330, 16, 14
_LETTERS = 50
_EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>{kind}</xml>'
)
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path '
    'gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:5pt;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


@dataclass(frozen=True, slots=True)
class Box:
    """The box of one cell: where it hangs, and its corners as VML writes them."""

    row: int
    column: int
    height: int
    anchor: str


def box_for(cell: str, text: str, sizes: Sizes) -> Box:
    """A box beside ``cell`` that is large enough for ``text``."""
    row, column = place(cell)
    height = _LINE_HEIGHT * lines_in(text, _LETTERS) + _MARGIN
    left, top = min(column + 1, MOST_COLUMNS - 1), max(row - 1, 0)
    right, right_rest = walk(left, 12 + _WIDTH, MOST_COLUMNS, sizes.width)
    bottom, bottom_rest = walk(top, 4 + height, MOST_ROWS, sizes.height)
    corners = (left, 12, top, 4, right, right_rest, bottom, bottom_rest)
    return Box(row, column, height, ", ".join(map(str, corners)))


def new_drawing(block: int, boxes: int) -> bytes:
    """A drawing without shapes that may give ``boxes`` of them numbers from ``block`` on."""
    blocks = ",".join(str(block + n) for n in range(boxes // _BLOCK + 1))
    return _EMPTY.format(blocks=blocks, kind=_KIND).encode()


def free_block(drawings: Collection[bytes]) -> int:
    """The first block of numbers that none of the ``drawings`` uses."""
    used = [int(number) // _BLOCK for vml in drawings for number in _ID.findall(vml)]
    return max(used, default=0) + 1


def add_boxes(vml: bytes, boxes: Sequence[Box], block: int) -> bytes:
    """The drawing with ``boxes`` behind its own shapes; ValueError when it has no end."""
    end = vml.rfind(b"</xml>")
    if end < 0:
        raise ValueError("a drawing without an end")
    kind = b"" if b"_x0000_t202" in vml.replace(b"#_x0000_t202", b"") else _KIND.encode()
    taken = [int(number) for number in _ID.findall(vml)]
    first = max(taken, default=block * _BLOCK) + 1
    shapes = "".join(
        _BOX.format(
            id=first + number,
            width=_WIDTH * 3 // 4,
            height=box.height * 3 // 4,
            anchor=box.anchor,
            row=box.row,
            column=box.column,
        )
        for number, box in enumerate(boxes)
    )
    return vml[:end] + kind + shapes.encode() + vml[end:]


def remove_boxes(vml: bytes, cells: Collection[str]) -> bytes:
    """The drawing without the comment boxes of ``cells``."""
    gone = {place(cell) for cell in cells}

    def kept(match: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        if not (row and column and _NOTE.search(match[0])):
            return match[0]
        return b"" if (int(row[1]), int(column[1])) in gone else match[0]

    return _SHAPE.sub(kept, vml)


def has_shapes(vml: bytes) -> bool:
    """Whether anything is drawn."""
    return bool(_SHAPE.search(vml))


_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def add_notes(book: XlsxBook, sheet: str, lines: Mapping[str, CommentLines]) -> None:
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


def remove_notes(book: XlsxBook, sheet: str) -> None:
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


def _drawing(book: XlsxBook, sheet: str) -> str:
    """The member with the boxes of a sheet; "" when it has none."""
    element = child(book.package.tree(sheet), "legacyDrawing")
    wanted = "" if element is None else attribute(element, "id")
    targets = {each.id: each.target for each in book.package.relations(sheet)}
    target = targets.get(wanted, "")
    return target if target in book.package else ""


def _new_drawing(book: XlsxBook, sheet: str, content: bytes) -> str:
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


def _drop(book: XlsxBook, sheet: str, part: str) -> None:
    for each in book.package.relations(sheet):
        if each.target == part:
            book.package.unrelate(sheet, each.id)
    book.package.drop(part)
