"""Numbers as the page writes them: two decimals, decimal comma."""

from __future__ import annotations

from decimal import Decimal

from models.domain.results import UnitResult


def points(value: Decimal) -> str:
    """Points or a percentage with two decimals, for example ``85,40``."""
    return f"{value:.2f}".replace(".", ",")


def rank_words(result: UnitResult) -> str:
    """The rank, with a mark when it is shared."""
    return f"{result.rank}*" if result.tied else str(result.rank)


def interval_words(result: UnitResult) -> str:
    """The range of ranks that sampling leaves open; one number when there is no doubt."""
    if result.rank_low == result.rank_high:
        return str(result.rank_low)
    return f"{result.rank_low}–{result.rank_high}"
