"""Filling in a workbook as a person would: open, type into cells, save.

The "program" is one that keeps all it does not understand and does not calculate: typed cells
change, formulas lose their last results, and the file is packed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_rowcol_to_cell

from models.domain.workbook import Sheet
from tasks.workbook.read import read

Typed = str | Decimal | int | bool | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X = f"{{{_MAIN}}}"
ElementTree.register_namespace("", _MAIN)


def fill(workbook: bytes, cells: Mapping[tuple[str, str, str], Typed]) -> bytes:
    """The workbook, one that this program made, with ``cells`` typed in.

    A cell is named by sheet, the text in the first column of its row (a code), and the header of
    its column. KeyError when the sheet, the code or the header is not there.
    """
    sheets = read(workbook, "bảng được gửi")
    members = {s.name: f"xl/worksheets/sheet{n}.xml" for n, s in enumerate(sheets, start=1)}
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
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, _edited(content, typed[name]) if name in typed else content)
    return target.getvalue()


def _edited(content: bytes, typed: Mapping[str, Typed]) -> bytes:
    sheet = ElementTree.fromstring(content)
    cells = {str(cell.get("r")): cell for cell in sheet.iter(f"{_X}c")}
    for cell in cells.values():
        if cell.find(f"{_X}f") is not None and (result := cell.find(f"{_X}v")) is not None:
            cell.remove(result)
    for place, value in typed.items():
        _type_into(cells[place], value)
    edited: bytes = ElementTree.tostring(sheet, "UTF-8", xml_declaration=True)
    return edited


def _type_into(cell: ElementTree.Element, value: Typed) -> None:
    """Put ``value`` in the place of what the cell holds; its style stays."""
    cell.attrib.pop("t", None)
    cell[:] = []
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = ElementTree.SubElement(ElementTree.SubElement(cell, f"{_X}is"), f"{_X}t")
        text.text = value
    elif isinstance(value, bool):
        cell.set("t", "b")
        ElementTree.SubElement(cell, f"{_X}v").text = str(int(value))
    elif value is not None:
        ElementTree.SubElement(cell, f"{_X}v").text = str(value)
