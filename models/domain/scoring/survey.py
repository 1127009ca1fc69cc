"""Survey answers: weights, what makes a form valid, and the satisfaction of a unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from models.domain.values import Sha256, Value, half_up


class SurveyPolicy(Value):
    """How answers become satisfaction.

    ``weights`` maps an answer to its share (percent) of full satisfaction; ``small_sample`` is
    the number of valid forms below which a unit's figure is marked as uncertain. ``sources`` names
    the files that are awaited, without their endings; empty when nobody knows how many will come.
    """

    weights: dict[str, Annotated[Decimal, Field(ge=0, le=100)]] = Field(
        default={"A": Decimal(100), "B": Decimal(60), "C": Decimal(20), "D": Decimal(0)},
        min_length=1,
    )
    small_sample: int = Field(default=30, ge=1)
    sources: tuple[str, ...] = ()


class SurveyFigure(Value):
    """Satisfaction with one item of one unit, as published.

    ``forms`` is the number of valid answers, ``percent`` the satisfaction (2 places, half-up) and
    ``standard_error`` its standard error in percentage points (2 places).
    """

    item: str
    forms: int = Field(ge=0)
    percent: Decimal = Field(ge=0, le=100, decimal_places=2)
    standard_error: Decimal = Field(ge=0, decimal_places=2)
    small_sample: bool


def figure(item: str, counts: Mapping[str, int], policy: SurveyPolicy) -> SurveyFigure:
    """The satisfaction that ``counts`` (answer -> number of forms) gives.

    Answers without a weight are not valid and do not count. Without a valid form the percentage
    is 0 and the sample small; one form alone shows no spread, so its standard error is 0.
    """
    valid = {answer: counts.get(answer, 0) for answer in policy.weights}
    forms = sum(valid.values())
    mean = _mean(valid, policy.weights) if forms else Decimal(0)
    return SurveyFigure(
        item=item,
        forms=forms,
        percent=half_up(mean),
        standard_error=half_up(_standard_error(valid, policy.weights, mean)),
        small_sample=forms < policy.small_sample,
    )


def _mean(counts: Mapping[str, int], weights: Mapping[str, Decimal]) -> Decimal:
    total = sum((weights[answer] * count for answer, count in counts.items()), Decimal(0))
    return total / sum(counts.values())


def _standard_error(
    counts: Mapping[str, int], weights: Mapping[str, Decimal], mean: Decimal
) -> Decimal:
    forms = sum(counts.values())
    if forms < 2:
        return Decimal(0)
    squares = ((weights[answer] - mean) ** 2 * count for answer, count in counts.items())
    return (sum(squares, Decimal(0)) / (forms - 1) / forms).sqrt()


class SurveyBatch(Value):
    """Counts of one source: rows read, kept, and what was taken out and why.

    ``bad_values`` counts answers, not rows: a row with one bad answer keeps its others.
    """

    source: str = Field(min_length=1)
    sha256: Sha256
    rows_read: int = Field(ge=0)
    rows_kept: int = Field(ge=0)
    duplicates: int = Field(default=0, ge=0)
    bad_values: int = Field(default=0, ge=0)
    unknown_units: int = Field(default=0, ge=0)

    @property
    def unusable(self) -> int:
        """Forms without a number or any valid answer, and lines that could not be split."""
        return self.rows_read - self.rows_kept - self.duplicates - self.unknown_units

    @model_validator(mode="after")
    def _accounts_for_no_more_than_it_read(self) -> Self:
        if self.unusable < 0:
            raise ValueError("số phiếu giữ lại và loại bỏ nhiều hơn số phiếu đã đọc")
        return self
