"""Numbers shown as percentages, which a values-only reader gives as fractions.

An official who types "95%" sees 95 % while the file holds 0.95. Few files have such cells, so the
slower library that knows formats is only asked when the styles say that there are some.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

_BUILT_IN = frozenset({"9", "10"})
_CUSTOM = re.compile(r'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"')
_CELL_STYLES = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_USED = re.compile(r'numFmtId="(\d+)"')
_LITERAL = re.compile(r"&quot;.*?&quot;|\\.")

PercentCells = dict[tuple[str, int, int], str]


def percent_cells(archive: ZipFile, content: bytes) -> PercentCells:
    """What a person sees in each percent cell ("95%"), by sheet, row and column from 0."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = archive.read("xl/styles.xml").decode("utf-8", errors="replace")
    return _shown(content) if _has_percent(styles) else {}


def _has_percent(styles: str) -> bool:
    custom = {id_ for id_, code in _CUSTOM.findall(styles) if "%" in _LITERAL.sub("", code)}
    used = _CELL_STYLES.search(styles)
    return bool(used and (_BUILT_IN | custom).intersection(_USED.findall(used.group())))


def _shown(content: bytes) -> PercentCells:
    # Imported here: it takes longer to load than all other files of a day take to read.
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        return {
            (sheet.title, cell.row - 1, cell.column - 1): _percent(cell.value)
            for sheet in workbook.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
            and not isinstance(cell.value, bool)
            and "%" in (cell.number_format or "")
        }
    finally:
        workbook.close()


def _percent(value: float) -> str:
    return f"{Decimal(repr(value)) * 100:f}%"
