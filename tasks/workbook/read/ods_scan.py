"""A scan of an ods: limits, percentages, errors, formulas without a result, notes.

Rows and cells are written once and repeated by number, so that a line of XML can stand for a
billion cells: they are counted before a reader makes room for them.
"""

import re
from collections.abc import Iterator
from itertools import product
from xml.parsers.expat import ExpatError, ParserCreate

from models.domain.cells import NO_RESULT, is_fault
from models.domain.collection.workbook import FileNote
from tasks.files.limits import Bounds, far_cells_refusal, password_refusal
from tasks.files.zip_members import Members
from tasks.workbook.read.scan import PERCENT, Extent, TooFar, WorkbookScan

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_OBJECT = re.compile(r"Object \d+")
Attributes = dict[str, str]


class Cells:
    """Reads the content as events: where each cell stands and what is odd about it."""

    def __init__(self) -> None:
        self.odd: dict[str, dict[tuple[int, int], str]] = {}
        self._sheet, self._row, self._column = "", 0, 0
        self._rows = self._columns = 1
        self._extent = Extent()
        self._cell: Attributes | None = None
        self._text: list[str] = []

    def read(self, xml: bytes) -> None:
        """Read a whole content; ValueError when it is no XML, TooFar when it has no end."""
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)
        except ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
            self._extent.next_sheet()
        elif tag == "table:table-row":
            self._column, self._rows = 0, _number(attributes, "table:number-rows-repeated")
        elif tag in _CELLS:
            self._cell, self._text = attributes, []
            self._columns = _number(attributes, "table:number-columns-repeated")

    def _characters(self, text: str) -> None:
        if self._cell is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if tag in _CELLS and self._cell is not None:
            self._finish(self._cell, "".join(self._text).strip())
            self._cell = None
            self._column += self._columns
        elif tag == "table:table-row":
            self._row += self._rows

    def _finish(self, cell: Attributes, text: str) -> None:
        if not text and "office:value-type" not in cell:
            if "table:formula" in cell:
                self._note_visible(NO_RESULT)
            return
        self._extent.include(self._row + self._rows, self._column + self._columns)
        if cell.get("office:value-type") == "percentage":
            self._note(PERCENT)
        elif "table:formula" in cell and is_fault(text):
            self._note_visible(text)

    def _note_visible(self, words: str) -> None:
        self._extent.include(self._row + self._rows, self._column + self._columns)
        self._note(words)

    def _note(self, oddity: str) -> None:
        rows = range(self._row, self._row + self._rows)
        columns = range(self._column, self._column + self._columns)
        self.odd.setdefault(self._sheet, {}).update(dict.fromkeys(product(rows, columns), oddity))


def scan_ods(members: Members, name: str, bounds: Bounds) -> WorkbookScan:
    """What ``members`` hold beside values; UnreadableFile for a password or a far cell."""
    if _MANIFEST in members and b"encryption-data" in members.read(_MANIFEST):
        raise password_refusal(name)
    cells, content = Cells(), members.read(_CONTENT)
    try:
        cells.read(content)
    except TooFar as error:
        raise far_cells_refusal(name, bounds) from error
    notes = frozenset(_notes(members.names, content))
    return WorkbookScan(cells.odd, notes)


def _number(attributes: Attributes, name: str) -> int:
    return int(attributes.get(name, "1"))


def _notes(names: tuple[str, ...], content: bytes) -> Iterator[FileNote]:
    if any(name.startswith(("Basic/", "Scripts/")) and name[-1] != "/" for name in names):
        yield FileNote.MACROS
    if b"<table:table-source" in content or b"'file:" in content or b"&apos;file:" in content:
        yield FileNote.EXTERNAL_LINKS
    if any(_OBJECT.fullmatch(name) for name in names):
        yield FileNote.EMBEDDED_OBJECTS
