"""Survey answers: weights, what makes a form valid, and the satisfaction of a unit."""
from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from models.domain.values import Value


class SurveyPolicy(Value):
    """How answers become satisfaction.

    ``weights`` maps an answer to its share (percent) of full satisfaction; ``small_sample`` is
    the number of valid forms below which a unit's figure is marked as uncertain.
    """

    weights: dict[str, Decimal] = Field(
        default={"A": Decimal(100), "B": Decimal(60), "C": Decimal(20), "D": Decimal(0)}
    )
    small_sample: int = Field(default=30, ge=1)
