"""What is put in for one sub-criterion: declared by the unit, awarded by appraisers, or n/a."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, StrictStr

from models.domain.values import Points, Value


def _read_figure(raw: object) -> object:
    """Turn integers and the JSON form of a number into a finite Decimal; refuse floats."""
    if isinstance(raw, Mapping) and set(raw) == {"number"}:
        try:
            raw = Decimal(str(raw["number"]))
        except InvalidOperation as error:
            raise ValueError("số kê khai không đọc được") from error
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = Decimal(raw)
    if isinstance(raw, float) or (isinstance(raw, Decimal) and not raw.is_finite()):
        raise ValueError("số kê khai phải là số thập phân xác định")
    return raw


def _write_figure(figure: Decimal | bool | str) -> bool | str | dict[str, str]:
    """The JSON form, in which the number 1 and the label "1" stay apart."""
    return {"number": str(figure)} if isinstance(figure, Decimal) else figure


Figure = Annotated[
    Decimal | StrictBool | StrictStr,
    BeforeValidator(_read_figure),
    PlainSerializer(_write_figure, when_used="json"),
]
"""A declared figure: a number, "Có"/"Không" as bool, or the label of a level."""


class _Answer(Value):
    @cached_property
    def as_json(self) -> str:
        """The answer as it is stored, written once: the same few come from all units."""
        return self.model_dump_json()


class Declared(_Answer):
    """What the unit states; the rule of the sub-criterion turns it into points.

    ``value`` is a bool for yes/no; the label for a choice or a percentage reduction; a Decimal
    for steps, ratio (percent), count and free points.
    """

    kind: Literal["declared"] = "declared"
    value: Figure


class Awarded(_Answer):
    """Points put in by an appraiser or the council, whatever the unit declared."""

    kind: Literal["awarded"] = "awarded"
    points: Points


class NotApplicable(_Answer):
    """Không áp dụng: takes the maximum of an optional sub-criterion out of the divisor."""

    kind: Literal["not_applicable"] = "not_applicable"


Answer = Annotated[Declared | Awarded | NotApplicable, Field(discriminator="kind")]
