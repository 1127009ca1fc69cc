"""What a check reports, before problems are joined into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from models.domain.cells import CellRef

Subject = TypeVar("Subject")
Check = Callable[[Subject], Iterator["Problem"]]
"""A check of a review of some kind; its ``__name__`` is the stable id that is stored."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell, or the whole file when ``cell`` is None, and the words for it.

    Problems of one check with the same words become one finding that lists all their cells.
    """

    words: str
    cell: CellRef | None = None
