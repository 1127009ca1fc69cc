"""Ranks as the page writes them."""

from __future__ import annotations

from models.domain.scoring.results import UnitResult


def rank_words(result: UnitResult) -> str:
    """The rank, with a mark when it is shared."""
    return f"{result.rank}*" if result.tied else str(result.rank)


def interval_words(result: UnitResult) -> str:
    """The range of ranks that sampling leaves open; one number when there is no doubt."""
    if result.rank_low == result.rank_high:
        return str(result.rank_low)
    return f"{result.rank_low}–{result.rank_high}"
