"""A scan of an xlsx: limits of its sheets, percent cells, errors, formulas without a result.

The sheets are searched as bytes: parsing them takes over ten times as long, more than all the rest
of reading a workbook (bench/workbook_read.py).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from models.domain.cells import NO_RESULT
from models.domain.collection.workbook import FileNote
from tasks.files.limits import Bounds, column_number, far_cells_refused
from tasks.files.zip_members import Members
from tasks.workbook.read.scan import PERCENT, OddCells, WorkbookScan, is_percent

_MARKS = {
    "vbaproject.bin": FileNote.MACROS,
    "xl/macrosheets/": FileNote.MACROS,
    "xl/externallinks/": FileNote.EXTERNAL_LINKS,
    "xl/embeddings/": FileNote.EMBEDDED_OBJECTS,
    "xl/activex/": FileNote.EMBEDDED_OBJECTS,
}
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_CELL = rb'<C(?=(?:[RST]|CM|VM|PH)=)(?=[^>]*?R="([A-Z]{1,2})(\d{1,4})")'
"""A cell with its place, in whatever order its attributes stand."""
_FORMULA = rb"<F[^>]*(?:/>|>[^<]*</F>)"
_ERROR = re.compile(_CELL + rb'(?=[^>]*T="E")[^>]*>(?:' + _FORMULA + rb")?<V>(#[^<]*)</V>")
_NUMBER = re.compile(
    _CELL + rb'(?=[^>]*?S="(\d+)")(?![^>]*T="[^N])[^>]*>(?:' + _FORMULA + rb")?<V>[^<]"
)
_NO_RESULTS = (b"</C>", b"<V></V>", b"<V/>")
"""What stands behind a formula without a result."""
_CLOSED = re.compile(rb'"/>(?=</C>|<V></V>|<V/>)')
"""The end of a formula that has attributes only, as one that shares another's, without a result."""
_BUILT_IN = frozenset({"9", "10"})
"""Numbers of the formats of percentages that no file spells out."""
_USUAL = 64 * 1024
"""Bytes of styles that are worth remembering; larger ones are not kept in memory."""
_NAME = re.compile(rb'R="([A-Z]{1,2})(\d{1,4})"')


def scan_xlsx(members: Members, name: str, bounds: Bounds) -> WorkbookScan:
    """What ``members`` hold beside values; UnreadableFile when a sheet reaches too far."""
    percent = percent_styles(members.read(_STYLES)) if _STYLES in members else frozenset()
    found: dict[str, OddCells] = {}
    for member in members.names:
        sheet = far_cells_refused(members.read(member), name, bounds)
        if sheet is not None and (odd := _odd_cells(sheet, percent)):
            found[member] = odd
    sheets = _sheet_names(members) if found else {}
    cells = {sheets[member]: odd for member, odd in found.items() if member in sheets}
    return WorkbookScan(cells, _notes(members.names))


def _odd_cells(sheet: bytes, percent: frozenset[bytes]) -> OddCells:
    parts = sheet.split(b"</F>")
    behind = pairwise(parts)
    empty = [before for before, after in behind if after.startswith(_NO_RESULTS)]
    empty += _CLOSED.split(sheet)[:-1]
    odd = dict.fromkeys(_uncalculated(empty), NO_RESULT)
    if b'T="E"' in sheet:
        for column, row, error in _ERROR.findall(sheet):
            odd[_place(column, row)] = error.decode(errors="replace")
    if percent:
        for column, row, style in _NUMBER.findall(sheet):
            if style in percent:
                odd[_place(column, row)] = PERCENT
    return odd


def percent_styles(xml: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles that show percentages, as a cell's ``s`` attribute gives them.

    An official who types "95%" sees 95 % while the file holds 0.95, which a values-only reader
    gives. Remembered, as what one program saves of one form has the same styles in all units: that
    saves a quarter of reading and checking a workbook (bench/workbook_read.py).
    """
    return _remembered(xml) if len(xml) <= _USUAL else _percent_styles(xml)


def _percent_styles(xml: bytes) -> frozenset[bytes]:
    styles = ElementTree.fromstring(xml)
    formats = _BUILT_IN | {
        each.get("numFmtId")
        for each in styles.iterfind(".//{*}numFmt")
        if is_percent(each.get("formatCode", ""))
    }
    return frozenset(
        str(place).encode()
        for place, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if style.get("numFmtId") in formats
    )


_remembered = lru_cache(maxsize=16)(_percent_styles)


def _uncalculated(before: list[bytes]) -> Iterator[tuple[int, int]]:
    """The cells whose formula has no result, by what stands before the end of each."""
    for part in before:
        cell = part[part.rfind(b"<C") :]
        head, formula, _ = cell.partition(b"><F")
        name = _NAME.search(head)
        if formula and name and b'T="STR"' not in head:
            yield _place(*name.groups())


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, column_number(column) - 1


def _sheet_names(members: Members) -> dict[str, str]:
    """The name of each sheet by its member."""
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(members.read(f"{dirname(_WORKBOOK)}/_rels/workbook.xml.rels"))
    }
    return {
        normpath(join(dirname(_WORKBOOK), target)).lstrip("/"): each.get("name", "")
        for each in _elements(members.read(_WORKBOOK))
        if each.tag.endswith("}sheet")
        and (target := next((targets[v] for v in each.attrib.values() if v in targets), None))
    }


def _elements(xml: bytes) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(xml).iter()


def _notes(names: tuple[str, ...]) -> frozenset[FileNote]:
    folded = [name.lower() for name in names]
    return frozenset(note for mark, note in _MARKS.items() if any(mark in name for name in folded))
