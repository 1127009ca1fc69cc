"""Small value types and the one rounding rule that the whole domain shares."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self
from unicodedata import normalize

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

CENT = Decimal("0.01")

Points = Annotated[Decimal, Field(ge=0, decimal_places=2)]
"""Points of the index, in steps of 0.01."""

UnitCode = Annotated[str, Field(min_length=1, max_length=40)]
"""Official code of a commune (GSO, five digits) or the campaign's own code of a department."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""Content of a file, named by its SHA-256 in lower-case hex."""


def nfc(text: str) -> str:
    """``text`` in Unicode NFC, the one form in which Vietnamese is kept and compared."""
    return normalize("NFC", text)


Text = Annotated[str, AfterValidator(nfc)]
"""Text for people, in Unicode NFC."""


class Value(BaseModel):
    """Base of immutable values: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __copy__(self) -> Self:
        """A copy that derives anew what follows from its fields, which may be changed in it."""
        fresh = super().__copy__()
        for name in fresh.__dict__.keys() - type(self).model_fields.keys():
            del fresh.__dict__[name]
        return fresh


def half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Round ``value`` to a multiple of 10^n given by ``step``, halves away from zero.

    Published points are rounded this way once (91.17 % of 10 is 9.117 and prints as 9.12).
    """
    return value.quantize(step, rounding=ROUND_HALF_UP)


def to_hundredths(value: Decimal) -> int:
    """1.25 -> 125, as points are stored: exact, small and summable in SQL.

    ValueError when there are more than two places.
    """
    hundredths = value.scaleb(2)
    if hundredths != int(hundredths):
        raise ValueError(f"more than two places: {value}")
    return int(hundredths)


def from_hundredths(hundredths: int) -> Decimal:
    """125 -> 1.25, always with two places."""
    return Decimal(hundredths).scaleb(-2)
