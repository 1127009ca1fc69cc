"""Cells of a sheet by name, where on a sheet a row lies, and what a faulty cell shows."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import Field

from models.domain.values import Value
from models.domain.vietnamese.numbers import CellValue

NO_RESULT = "=?"
"""How a reader gives a formula that was saved without its result."""
_FIRST = frozenset("#E")
_FAULT = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!)|Err:\d{3}")


class CellRef(Value):
    """One cell as a person names it: sheet name and ``C12``."""

    sheet: str
    cell: str = Field(pattern=r"^[A-Z]{1,3}[1-9]\d*$")

    @property
    def row(self) -> int:
        """The row number, from 1."""
        return int(self.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


class RowPlace(NamedTuple):
    """Where a row stands: sheet, row number from 1, and the place of each column from 0."""

    sheet: str
    row: int
    columns: Mapping[str, int]

    def ref(self, column: str) -> CellRef:
        """The cell of this row under ``column`` (a header text)."""
        return CellRef(sheet=self.sheet, cell=f"{column_letters(self.columns[column])}{self.row}")


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def is_fault(value: CellValue) -> bool:
    """Whether a cell shows an error of Excel (``#REF!``) or of LibreOffice (``Err:502``)."""
    return isinstance(value, str) and value[:1] in _FIRST and bool(_FAULT.fullmatch(value))
