"""What a provider of channels tells us of its own accord: kept as it came, then settled once."""

import json
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from itertools import product
from typing import Any

from pydantic import AwareDatetime, Field

from models.domain.deadlines import day_in_hanoi
from models.domain.values import Value, nfc

EVENT_PATIENCE = timedelta(minutes=5)
"""How long an event waits for its message: it may have overtaken the answer that names it."""


class EventOutcome(StrEnum):
    """What was made of an event."""

    APPLIED = "applied"
    """It changed how a message stands."""
    KNOWN = "known"
    """It said nothing that was not known, or that may not follow any more."""
    KEPT = "kept"
    """It is of no message: a follower, a quota."""
    UNMATCHED = "unmatched"
    """It is of no message of ours."""
    MOVED = "moved"
    """It is of a message of another campaign, which has it now."""


class ProviderEvent(Value):
    """An event as it came in; ``key`` is the same for the same event however often it comes."""

    key: str = Field(min_length=1)
    channel: str = Field(min_length=1)
    received_at: AwareDatetime
    raw: str


class SettledEvent(ProviderEvent):
    """An event and what was made of it; None while it waits."""

    outcome: EventOutcome | None = None


RECEIVED = "user_received_message"
PRESSED = "user_click_response_button"

HELP = "cần hỗ trợ"
"""The button by which a person asks to be called, in lower case."""


class ZaloEvent(Value):
    """What an event says; what it does not say is empty.

    ``track`` is our name for the message, ``ref`` Zalo's, ``to`` who got it; ``words`` stand on the
    button that was pressed at ``submitted``; ``timestamp`` is what the signature may have been
    counted with.
    """

    name: str = ""
    track: str = ""
    ref: str = ""
    to: str = ""
    words: str = ""
    submitted: str = ""
    timestamp: str = ""

    @property
    def is_of_message(self) -> bool:
        """Whether it can change how a message stands."""
        return self.name in (RECEIVED, PRESSED)

    @property
    def asks_for_help(self) -> bool:
        """Whether the person wants to be helped."""
        return self.name == PRESSED and self.words.strip().casefold() == HELP


def zalo_event(raw: str) -> ZaloEvent:
    """What ``raw`` says; empty when it is not what Zalo writes."""
    said = _object(_parsed(raw))
    message = _object(said.get("message"))
    return ZaloEvent(
        name=_text(said, "event_name"),
        track=_text(message, "tracking_id"),
        ref=_text(message, "msg_id") or _text(said, "msg_id"),
        to=_text(_object(said.get("recipient")), "id"),
        words=nfc(_text(message, "data")),
        submitted=_text(message, "submit_time"),
        timestamp=_text(said, "timestamp"),
    )


def event_key(channel: str, raw: str) -> str:
    """By what an event of ``channel`` is known when it comes again, in whatever spelling."""
    event = zalo_event(raw)
    if event.name == RECEIVED and event.ref:
        return f"{channel}/received/{event.ref}"
    if event.name == PRESSED and (event.track or event.ref):
        told = (event.track, event.submitted, event.words, event.ref)
        return f"{channel}/pressed/{_digest(json.dumps(told))}"
    return f"{channel}/{_digest(raw)}"


def _parsed(raw: str) -> Any:  # noqa: ANN401 - whatever the text holds
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _object(found: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the text holds
    return found if isinstance(found, dict) else {}


def _text(said: dict[str, Any], name: str) -> str:
    """A member that is text; Zalo's ids and moments are text too, and numbers at times."""
    found = said.get(name)
    return str(found) if isinstance(found, (str, int)) else ""


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()


PREFIX = "mac="


def is_signed(
    raw: bytes, given: str, ids: Iterable[str], times: Iterable[str], secrets: Iterable[str]
) -> bool:
    """Whether ``given`` signs ``raw``, bytes as they came, with one value of each kind.

    Empty values sign nothing: what is not set up lets nobody in.
    """
    known = False
    for identity, time, secret in product(*map(_filled, (ids, times, secrets))):
        content = identity.encode() + raw + time.encode(errors="replace") + secret.encode()
        expected = PREFIX + sha256(content).hexdigest()
        known |= compare_digest(expected.encode(), given.encode(errors="replace"))
    return known


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


ERASED = "sha256:"
"""What stands in place of an erased text: this and its digest, so that a copy is known as such."""


def may_be_erased(last_day: date, months: int, now: datetime) -> bool:
    """Whether ``months`` have passed at ``now`` (aware) since the last day of a campaign."""
    return day_in_hanoi(now) > months_after(last_day, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where there is none, the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
