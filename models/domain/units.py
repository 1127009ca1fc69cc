"""Units, the bodies above them, and the people who act for them."""

import re
from enum import StrEnum

from pydantic import Field, field_validator

from models.domain.values import UnitCode, Value


class Level(StrEnum):
    """Level of the authority that runs a campaign (districts ended on 1 July 2025)."""

    DISTRICT = "district"
    PROVINCE = "province"


class UnitKind(StrEnum):
    """What a unit is: communes are ranked, departments score the authority's own index."""

    COMMUNE = "commune"
    DEPARTMENT = "department"


class Position(StrEnum):
    """Position of a contact; a campaign needs people in positions, not names."""

    CHAIRMAN = "chairman"
    DEPUTY_CHAIRMAN = "deputy_chairman"
    COUNCIL_CHAIRMAN = "council_chairman"
    COUNCIL_MEMBER = "council_member"
    HEAD = "head"
    OFFICER = "officer"
    OPERATOR = "operator"
    RECIPIENT = "recipient"


class Unit(Value):
    """A commune or a department taking part in a campaign, keyed by its code.

    The code names folders and files, so it is of plain letters, digits and single marks between.
    """

    code: UnitCode = Field(pattern=r"^[A-Za-z0-9]+([._\-][A-Za-z0-9]+)*$")
    name: str = Field(min_length=1)
    kind: UnitKind

    @property
    def name_within(self) -> str:
        """The name inside a sentence: "xã Hà Linh", but "Phòng Tư pháp"."""
        if self.kind is UnitKind.DEPARTMENT:
            return self.name
        return self.name[:1].lower() + self.name[1:]


OWN_WAYS = frozenset({"email", "zalo_user", "zalo_phone", "call"})
"""Names of ways for which a contact has a field of its own, or that are no address."""


class Contact(Value):
    """A person in a position of a unit (or of the authority itself).

    ``id`` is unique in the campaign and is what decisions, messages and codes are keyed by;
    ``unit`` is None for people of the authority and recipients outside it. ``phone`` is kept as
    providers want it (84 and nine digits), ``zalo`` is the id under which the Official Account
    knows its follower, ``ways`` are addresses on further channels by the name of the channel.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$", max_length=60)
    position: Position
    title: str = Field(min_length=1)
    unit: UnitCode | None = None
    email: str = Field(
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+$"
    )
    phone: str | None = Field(default=None, pattern=r"^84[1-9][0-9]{8}$")
    zalo: str | None = Field(default=None, pattern=r"^[0-9A-Za-z._\-]{1,64}$")
    ways: dict[str, str] = Field(default_factory=dict)

    @field_validator("ways")
    @classmethod
    def _are_further_ways(cls, ways: dict[str, str]) -> dict[str, str]:
        for name, address in ways.items():
            if name in OWN_WAYS or not address.isprintable():
                raise ValueError(f"kênh {name} không ghi được như vậy")
        return ways

    @field_validator("phone", mode="before")
    @classmethod
    def _as_providers_want_it(cls, phone: object) -> object:
        return as_dialled(phone) if isinstance(phone, str) else phone


class Departed(Value):
    """A person who has left, and the id of who has taken over (empty: nobody)."""

    contact: Contact
    successor: str = ""


def as_dialled(phone: str) -> str:
    """``0912 345 678`` and ``+84912345678`` are the same number as ``84912345678``."""
    digits = re.sub(r"[\s.\-()]", "", phone).removeprefix("+")
    return f"84{digits[1:]}" if re.fullmatch(r"0[1-9][0-9]{8}", digits) else digits
