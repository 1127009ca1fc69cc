"""Personal links to the upload page: whose they are, how long they serve, on which device.

A link is no account: it speaks for one person of one unit in one form. The first browser that is
asked to go on with it takes it, and nobody gets in with the link alone from then on.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.campaign import Form
from models.domain.values import UnitCode, Value

GRACE = timedelta(days=14)
"""How long a link outlives the closing of its round: to read the receipt, to ask for more time."""

LONGEST_LINK = timedelta(days=90)
"""How long a link serves at most, whatever the round does."""

PAUSE = timedelta(minutes=10)
"""How long a link that was sent and not opened is waited for before another one is sent."""

MOST_A_DAY = 5
"""Links that a person may ask for in 24 hours."""


class LinkEnding(StrEnum):
    """Why a link serves no more."""

    REPLACED = "replaced"
    REVOKED = "revoked"


class PersonalLink(Value):
    """A personal link; ``device`` is the SHA-256 of what its browser holds, empty until one does.

    ``replaced`` says that the person opened a newer one, ``revoked`` that an operator ended it.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{16,40}$")
    form: Form
    unit: UnitCode
    person: str
    issued_at: AwareDatetime
    device: str = ""
    claimed_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    ending: LinkEnding | None = None


class LinkStatus(StrEnum):
    """What may be done with a link now."""

    UNCLAIMED = "unclaimed"
    CLAIMED = "claimed"
    ENDED = "ended"
    EXPIRED = "expired"


def expiry(link: PersonalLink, closing: datetime | None) -> datetime:
    """The first moment at which ``link`` serves no more.

    That is ``GRACE`` after the round closes for the unit (``closing``; None: no moment is named),
    but never more than ``LONGEST`` after the link was issued.
    """
    longest = link.issued_at + LONGEST_LINK
    return longest if closing is None else min(longest, closing + GRACE)


def link_status(link: PersonalLink, expires: datetime, now: datetime) -> LinkStatus:
    """How ``link`` stands at ``now``; a link that was ended stays so after it has expired."""
    if link.ending is not None:
        return LinkStatus.ENDED
    if now >= expires:
        return LinkStatus.EXPIRED
    return LinkStatus.CLAIMED if link.device else LinkStatus.UNCLAIMED


def is_revoked(links: Iterable[PersonalLink]) -> bool:
    """Whether an operator ended the newest of a person's links: only operators give a new one."""
    newest = max(links, key=lambda link: link.issued_at, default=None)
    return newest is not None and newest.ending is LinkEnding.REVOKED


def may_ask(links: Iterable[PersonalLink], now: datetime) -> bool:
    """Whether the person whose ``links`` these are may be sent another one at ``now``.

    One that nobody has opened yet is waited for a while.
    """
    recent = [link for link in links if now - link.issued_at < timedelta(days=1)]
    awaited = any(now - link.issued_at < PAUSE and not link.device for link in recent)
    return not awaited and len(recent) < MOST_A_DAY
