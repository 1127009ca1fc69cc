"""What a values-only reader does not tell about a workbook, gathered by a look into its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.domain.workbook import FileNote

CellPlace = tuple[str, int, int]
"""Sheet name, row and column from 0."""


@dataclass(frozen=True, slots=True)
class Look:
    """``percents`` are numbers shown as percentages, ``words`` stand for what has no value.

    A word is the error that a cell shows, or ``NO_RESULT``.
    """

    percents: frozenset[CellPlace] = frozenset()
    words: Mapping[CellPlace, str] = field(default_factory=dict)
    notes: frozenset[FileNote] = frozenset()

    @property
    def sheets(self) -> frozenset[str]:
        """The sheets with a cell of either kind."""
        return frozenset(place[0] for place in (*self.percents, *self.words))
