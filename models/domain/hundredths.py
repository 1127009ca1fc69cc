"""Decimals with two places, kept as whole hundredths: exact, small and summable in SQL."""

from __future__ import annotations

from decimal import Decimal


def to_hundredths(value: Decimal) -> int:
    """1.25 -> 125; ValueError when there are more than two places."""
    hundredths = value.scaleb(2)
    if hundredths != int(hundredths):
        raise ValueError(f"more than two places: {value}")
    return int(hundredths)


def from_hundredths(hundredths: int) -> Decimal:
    """125 -> 1.25, always with two places."""
    return Decimal(hundredths).scaleb(-2)
