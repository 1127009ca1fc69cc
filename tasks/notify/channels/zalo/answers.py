"""What came back from Zalo, read without trusting that it is what the manual says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.domain.messages.outcomes import Receipt
from tasks.notify.channels.zalo.errors import Host, Kind, kind_of
from tasks.notify.channels.zalo.rulings import receipt_for

LONGEST_WORDS = 200


@dataclass(frozen=True)
class Answer:
    """An answer: what it means, its code and words, and what it tells besides."""

    kind: Kind
    code: str = ""
    words: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """The id that Zalo gave the message; it has a name on each host."""
        return str(self.data.get("msg_id") or self.data.get("message_id") or "")

    @property
    def facts(self) -> dict[str, str]:
        """What it tells of the quota, in words for a board; nothing when it tells nothing."""
        quota = self.data.get("quota", self.data)
        if not isinstance(quota, Mapping):
            return {}
        found = {
            "hạn mức ngày": quota.get("dailyQuota", quota.get("total")),
            "còn lại": quota.get("remainingQuota", quota.get("remain")),
        }
        return {name: str(value) for name, value in found.items() if value is not None}

    def receipt(self, key: str = "", now: datetime | None = None) -> Receipt:
        """The receipt of a message that got this answer."""
        return receipt_for(self.kind, self.code, self.words, self.ref, key, now)


def read_answer(host: Host, status: int, body: bytes, trial: bool = False) -> Answer:
    """The answer with this HTTP status; what is no JSON of the known form may mean anything.

    ``trial`` says that the call was marked as one.
    """
    said = _object(body)
    if said is None or status >= 500:
        return Answer(Kind.AMBIGUOUS, f"HTTP {status}")
    return _of_bot(said) if host is Host.BOT else _of_account(host, said, trial)


def _of_account(host: Host, said: Mapping[str, Any], trial: bool) -> Answer:
    """``{"error": 0, "data": {...}}``; the code is a number, in places written as text."""
    code = _number(said.get("error"))
    if code is None:
        return Answer(Kind.AMBIGUOUS, words="câu trả lời không có mã")
    if code == 0:
        return Answer(Kind.DONE, "0", data=_mapping(said.get("data")))
    return Answer(kind_of(host, code, trial), str(code), _words(said.get("message")))


def _of_bot(said: Mapping[str, Any]) -> Answer:
    """``{"ok": true, "result": {...}}``."""
    code = _number(said.get("error_code"))
    if said.get("ok") is True:
        return Answer(Kind.DONE, data=_mapping(said.get("result")))
    if said.get("ok") is not False or code is None:
        return Answer(Kind.AMBIGUOUS, words="câu trả lời không có mã")
    return Answer(kind_of(Host.BOT, code), str(code), _words(said.get("description")))


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _number(found: object) -> int | None:
    try:
        return int(str(found))
    except ValueError:
        return None


def _words(found: object) -> str:
    return " ".join(str(found or "").split())[:LONGEST_WORDS]
