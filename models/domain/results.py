"""The results table: self, appraised and survey points, total, index and rank of every unit."""

from __future__ import annotations

from decimal import Decimal

from models.domain.values import UnitCode, Value


class UnitResult(Value):
    """One row of the results table.

    ``self_points``, ``appraised_points`` and ``survey_points`` are sums of published points of
    the areas; ``total`` is appraised + survey + bonus - deduction, kept within 0 and ``maximum``.
    ``rank_low`` to ``rank_high`` is the range of places the survey's sampling error leaves open.
    ``area_points`` (by area code) follow the appraised card.
    """

    unit: UnitCode
    name: str
    self_points: Decimal
    appraised_points: Decimal
    survey_points: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    maximum: Decimal
    index_percent: Decimal
    rank: int
    tied: bool
    band: str | None
    rank_low: int
    rank_high: int
    area_points: dict[str, Decimal]
    submitted: bool
