"""What a values-only reader does not tell about a workbook, gathered by a look into its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.domain.collection.workbook import FileNote

PERCENT = ""
"""What is said of a number that is shown as a percentage."""

OddCells = Mapping[tuple[int, int], str]
"""By row and column from 0: ``PERCENT``, the error that a cell shows, or ``NO_RESULT``."""


@dataclass(frozen=True, slots=True)
class Look:
    """The odd cells by sheet, and what else the file holds."""

    cells: Mapping[str, OddCells] = field(default_factory=dict)
    notes: frozenset[FileNote] = frozenset()
