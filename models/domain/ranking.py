"""Ranking on exact fractions, before any index is rounded."""
from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from models.domain.values import Value


class TieRule(StrEnum):
    """What units with equal indexes get: 1,1,3; or 1,1,2; or the better in listed areas first."""

    STANDARD = "standard"
    DENSE = "dense"
    TIE_BREAK = "tie_break"


class Band(Value):
    """A named class of results, from an index (percent, included) upwards."""

    name: str
    at_least: Decimal = Field(ge=0, le=100)


class RankingPolicy(Value):
    """Tie rule, areas for tie-breaks in order, and bands (none by default: the plan only ranks)."""

    tie: TieRule = TieRule.STANDARD
    tie_break_areas: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
