"""Filling in a workbook as a person would: open, type into cells, save.

The "program" is one that keeps all it does not understand and does not calculate: typed cells
change, formulas lose their last results, and the file is packed anew.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_rowcol_to_cell

from models.domain.collection.workbook import Sheet
from tasks.files.zip_members import Members
from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.package import Package
from tasks.workbook.read.read import read_workbook

Typed = str | Decimal | int | bool | None
_CELL = re.compile(
    r'<c r="(?P<place>[A-Z]+[0-9]+)"(?P<style>(?: s="[0-9]+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL
)
_RESULT = re.compile(r"(</f>)<v>[^<]*</v>")


def fill(workbook: bytes, cells: Mapping[tuple[str, str, str], Typed]) -> bytes:
    """The workbook, one that this program made, with ``cells`` typed in.

    A cell is named by sheet, the text in the first column of its row (a code), and the header of
    its column. KeyError when the sheet, the code or the header is not there.
    """
    sheets = read_workbook(workbook, "bảng được gửi")
    members = {sheet.name: sheet.part for sheet in XlsxBook(Package(Members(workbook))).sheets}
    places = {sheet.name: _places(sheet) for sheet in sheets}
    typed: dict[str, dict[str, Typed]] = {}
    for (sheet, code, header), value in cells.items():
        rows, columns = places[sheet]
        place = xl_rowcol_to_cell(rows[code], columns[header])
        typed.setdefault(members[sheet], {})[place] = value
    return _saved(workbook, typed)


def _places(sheet: Sheet) -> tuple[dict[str, int], dict[str, int]]:
    """Rows by the text in the first column, and columns by header: the fullest text row."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for number, row in enumerate(sheet.rows):
        if row and isinstance(row[0], str):
            rows.setdefault(row[0], number)
        texts = {text: n for n, text in enumerate(row) if isinstance(text, str)}
        if number < 30 and len(texts) > len(columns):
            columns = texts
    return rows, columns


def _saved(workbook: bytes, typed: Mapping[str, Mapping[str, Typed]]) -> bytes:
    target = BytesIO()
    with (
        ZipFile(BytesIO(workbook)) as source,
        ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename in typed:
                content = _edited(content, typed[member.filename])
            copy.writestr(member, content)
    return target.getvalue()


def _edited(content: bytes, typed: Mapping[str, Typed]) -> bytes:
    left = dict(typed)

    def cell(match: re.Match[str]) -> str:
        if match["place"] in left:
            kind, inner = _cell(left.pop(match["place"]))
            return f'<c r="{match["place"]}"{match["style"]}{kind}>{inner}</c>'
        return _RESULT.sub(r"\1", match[0]) if "<f>" in match[0] else match[0]

    edited = _CELL.sub(cell, content.decode())
    if left:
        raise KeyError(*left)
    return edited.encode()


def _cell(value: Typed) -> tuple[str, str]:
    """The type attribute of a cell and what stands in it."""
    if isinstance(value, str):
        return ' t="inlineStr"', f"<is><t>{escape(value)}</t></is>"
    if isinstance(value, bool):
        return ' t="b"', f"<v>{value:d}</v>"
    return "", "" if value is None else f"<v>{value}</v>"
