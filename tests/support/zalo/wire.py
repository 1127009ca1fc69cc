"""What comes in and what goes out, whichever host it is for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

JSON_TYPE = "text/json;charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"
ACCEPTED = "accepted"


class Cut(StrEnum):
    """How a connection ends without an answer: closed in good order, or reset."""

    DROP = "drop"
    RESET = "reset"


@dataclass
class Request:
    """A call; header names are in lower case.

    ``before_answer`` is what has to be done before the answer goes out, outside of the lock.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    before_answer: list[Callable[[], object]] = field(default_factory=list)

    @cached_property
    def content(self) -> dict[str, Any] | None:
        """The JSON object of the body; nothing when it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True)
class Answer:
    """What a caller gets after ``pause`` seconds, and what the log says of it."""

    decision: str
    body: bytes = b""
    status: int = 200
    content_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0
    cut: Cut | None = None


class Refused(Exception):
    """A check of a call failed, with the code that its host has for that."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(code, message)
        self.code, self.message = code, message


def as_json(content: object) -> bytes:
    """JSON without needless spaces, letters as they are."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def success(data: object = None, decision: str = ACCEPTED, **more: object) -> Answer:
    """The envelope of a call that went well."""
    content: dict[str, object] = {} if data is None else {"data": data}
    return Answer(decision, as_json(content | more | {"error": 0, "message": "Success"}))


def page(status: int, text: str) -> Answer:
    """What a gateway puts in place of an answer."""
    html = f"<html><body><h1>{status} {text}</h1></body></html>"
    return Answer(f"HTTP {status}", html.encode(), status, HTML_TYPE)
