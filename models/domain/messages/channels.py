"""The ways to a person, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from models.domain.units import Contact


class Way(StrEnum):
    """A channel on which a person has an address. An installation may name further ones."""

    ZALO_USER = "zalo_user"
    """By the id under which the Official Account knows its follower (ZBS by UID)."""
    ZALO_PHONE = "zalo_phone"
    """By telephone number (ZBS, formerly ZNS)."""
    ZALO_BOT = "zalo_bot"
    """By the chat in which the person wrote to the office's bot."""
    EMAIL = "email"


CALL = "call"
"""A person who tells it by telephone; the system never goes this way by itself."""

ORDER = (Way.ZALO_USER, Way.ZALO_PHONE, Way.ZALO_BOT, Way.EMAIL)
"""The order in which ways are tried unless the campaign has its own."""


def addresses(contact: Contact) -> dict[str, str]:
    """Where a person is reached, by way; ways without an address are left out."""
    own = {
        Way.ZALO_USER: contact.zalo,
        Way.ZALO_PHONE: contact.phone,
        Way.EMAIL: contact.email,
        **contact.ways,
    }
    return {str(way): address for way, address in own.items() if address}


def routes(
    order: Sequence[str],
    reached: Mapping[str, str],
    possible: Collection[str],
    used: Collection[str] = (),
) -> tuple[str, ...]:
    """The ways to try, best first.

    ``reached`` are the person's addresses that are not known to be dead, ``possible`` the ways that
    are set up here and have a text for the message, ``used`` those that the message went already.
    A way that is missing is passed over; that is no failure.
    """
    return tuple(
        way for way in order if way in reached and way in possible and way not in set(used)
    )


CHAT = "zalo_chat"
