"""What stands in a cell when a spreadsheet program could not calculate it."""

from __future__ import annotations

import re

from models.domain.vietnamese.numbers import CellValue

NO_RESULT = "=?"
"""How a reader gives a formula that was saved without its result."""
_FIRST = frozenset("#E")
_FAULT = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!)|Err:\d{3}")


def is_fault(value: CellValue) -> bool:
    """Whether a cell shows an error of Excel (``#REF!``) or of LibreOffice (``Err:502``)."""
    return isinstance(value, str) and value[:1] in _FIRST and bool(_FAULT.fullmatch(value))
