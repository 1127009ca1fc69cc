"""The audit chain: every change is an event that carries the hash of the event before it.

One chain per campaign. The hash covers the canonical form, so it does not depend on the database,
its time zone, or the Unicode form in which text comes back.
"""

import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256
from typing import Any
from unicodedata import is_normalized

from pydantic import AwareDatetime, Field, JsonValue

from models.domain.errors import BrokenChain
from models.domain.values import Sha256, Value, nfc

GENESIS = "0" * 64


class AuditEntry(Value):
    """Who (``actor``) did what (``action``) to what (``subject``), when, and why."""

    campaign: str
    at: AwareDatetime
    actor: str
    action: str
    subject: str
    before: JsonValue | None = None
    after: JsonValue | None = None
    reason: str = ""


class AuditEvent(AuditEntry):
    """An entry at its place in the chain: number from 1, hash of the one before, own hash."""

    seq: int = Field(ge=1)
    previous: Sha256
    hash: Sha256


def canonical(entry: AuditEntry, seq: int, previous: str) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, NFC, times in UTC to the microsecond."""
    values = vars(entry)
    content: dict[str, JsonValue] = {name: values[name] for name in AuditEntry.model_fields}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content |= {"seq": seq, "previous": previous}
    text = _to_json(content)
    # All strings in a text that is NFC are NFC; it nearly always is, and looking is quick.
    return (text if is_normalized("NFC", text) else _to_json(_normal(content))).encode()


def _to_json(content: JsonValue) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _normal(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {nfc(name): _normal(item) for name, item in value.items()}
    return value


def append(entry: AuditEntry, head: AuditEvent | None) -> AuditEvent:
    """``entry`` as the next event after ``head`` (None: the chain begins)."""
    if head is not None and head.campaign != entry.campaign:
        raise _broken(head.seq + 1, "thuộc đợt khác")
    seq, previous = (1, GENESIS) if head is None else (head.seq + 1, head.hash)
    # What is in the entry was checked when it was made: to do it again costs as much as the hash.
    own: dict[str, Any] = {"seq": seq, "previous": previous, "hash": _hash(entry, seq, previous)}
    return AuditEvent.model_construct(**vars(entry), **own)


def verify(events: Iterable[AuditEvent], kept: str = GENESIS) -> str:
    """Hash of the last event (``GENESIS`` if there is none); BrokenChain at the first misfit.

    ``kept`` is a head that was noted down elsewhere before; BrokenChain when it is not in the
    chain. Only it shows that the end was cut off, or that the chain was written anew.
    """
    head: AuditEvent | None = None
    found = kept == GENESIS
    for event in events:
        _check(event, head)
        head, found = event, found or event.hash == kept
    if not found:
        raise _lost(kept)
    return GENESIS if head is None else head.hash


def _check(event: AuditEvent, head: AuditEvent | None) -> None:
    seq, previous = (1, GENESIS) if head is None else (head.seq + 1, head.hash)
    if event.seq != seq:
        raise _broken(seq, "bị thiếu hoặc sai thứ tự")
    if head is not None and event.campaign != head.campaign:
        raise _broken(seq, "thuộc đợt khác")
    if event.previous != previous:
        raise _broken(seq, "không nối với sự kiện trước")
    if event.hash != _hash(event, seq, previous):
        raise _broken(seq, "đã bị sửa nội dung")


def _hash(entry: AuditEntry, seq: int, previous: str) -> str:
    return sha256(canonical(entry, seq, previous)).hexdigest()


def _broken(seq: int, what: str) -> BrokenChain:
    return BrokenChain(
        f"Nhật ký không còn nguyên vẹn: sự kiện số {seq} {what}. "
        "Đề nghị giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất.",
        subject=str(seq),
    )


def _lost(kept: str) -> BrokenChain:
    return BrokenChain(
        f"Nhật ký không có sự kiện mang mã {kept}: phần cuối đã bị cắt hoặc chuỗi đã bị viết lại. "
        "Đề nghị kiểm tra lại mã đã ghi; nếu mã đúng, giữ nguyên cơ sở dữ liệu và đối chiếu với "
        "bản sao lưu gần nhất.",
        subject=kept,
    )
