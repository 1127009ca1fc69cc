"""What Zalo tells of messages: read from the raw text of an event, which may be anything."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from models.domain.values import Value, nfc

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
