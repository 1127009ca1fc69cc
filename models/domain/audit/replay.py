"""What the events say must be stored, so that a row changed behind the store's back shows.

``attested`` folds the events to the state they lead to; the store reads the same state from its
rows (``models.store.verification``), and ``differences`` names what is not the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import JsonValue

from models.domain.audit.chain import AuditEvent


class RecordKind(StrEnum):
    """What is compared, in the words in which people read of it."""

    CONFIGURATION = "cấu hình đợt"
    CONTACT = "thay đổi người liên hệ"
    STAGE = "tiến độ bước"
    FILE = "tệp"
    DELIVERY = "lần gửi"
    SUBMISSION = "hồ sơ nộp"
    EVIDENCE = "tài liệu kiểm chứng"
    SCORES = "bảng điểm"
    FIGURES = "số liệu khảo sát"
    RESULTS = "bảng kết quả"
    REQUEST = "hồ sơ trình"
    VOTE = "phiếu biểu quyết"
    DECISION = "quyết định"
    DOCUMENT = "văn bản"


Content = dict[str, JsonValue]
Claims = dict[tuple[RecordKind, str], Content]
"""What is stored, by kind and by the subject that the events name it with."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def replay(events: Iterable[AuditEvent]) -> Claims:
    """The state that the events, oldest first, lead to."""
    claims: Claims = {}
    for event in events:
        group = event.action.partition(".")[0]
        tell = _TELL.get(event.action) or _TELL.get(group)
        if tell is not None:
            tell(claims, event)
    return claims


def differences(audited: Claims, stored: Claims) -> Iterator[str]:
    """A Vietnamese line for each thing that is not stored as the events say.

    Of what both have, the names count that the stored content has.
    """
    for key in audited.keys() | stored.keys():
        kind, subject = key
        if key not in stored:
            yield f"Mất {kind} {subject}: nhật ký có ghi nhưng không còn được lưu."
        elif key not in audited:
            yield f"Thừa {kind} {subject}: đang lưu nhưng nhật ký không ghi."
        else:
            changed = _changed(audited[key], stored[key])
            yield from (f"Sai {kind} {subject}: {line}." for line in changed)


def _changed(audited: Content, stored: Content) -> Iterator[str]:
    for name, value in stored.items():
        wanted = audited.get(name)
        if _normal(wanted) != _normal(value):
            yield f"“{name}” trong nhật ký là {_shown(wanted)}, đang lưu là {_shown(value)}"


def _normal(value: JsonValue) -> JsonValue:
    """Moments in UTC: events keep the zone they were told in, databases do not."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    return value


def _shown(value: JsonValue) -> str:
    text = "trống" if value in (None, "") else f"“{value}”"
    return text if len(text) <= 80 else f"{text[:79]}…"


def _after(event: AuditEvent) -> Content:
    return dict(event.after) if isinstance(event.after, Mapping) else {}


def _keep(kind: RecordKind) -> Callable[[Claims, AuditEvent], None]:
    """What the event says is what stands from now on."""

    def tell(claims: Claims, event: AuditEvent) -> None:
        claims[kind, event.subject] = _after(event)

    return tell


def _keep_rows(kind: RecordKind) -> Callable[[Claims, AuditEvent], None]:
    """Like ``_keep``; of no rows nothing stands."""

    def tell(claims: Claims, event: AuditEvent) -> None:
        claims[kind, event.subject] = _after(event)
        if not _after(event).get("rows"):
            del claims[kind, event.subject]

    return tell


def _put(claims: Claims, event: AuditEvent) -> None:
    claims[RecordKind.FILE, event.subject] = {**_after(event), "content": event.subject}


def _deliver(claims: Claims, event: AuditEvent) -> None:
    claims[RecordKind.DELIVERY, event.subject] = {**_after(event), "settled": False}


def _settle(claims: Claims, event: AuditEvent) -> None:
    claims.setdefault((RecordKind.DELIVERY, event.subject), {})["settled"] = True


def _add_to(kind: RecordKind) -> Callable[[Claims, AuditEvent], None]:
    """What the event says stands beside what was said of the same subject before, by number."""

    def tell(claims: Claims, event: AuditEvent) -> None:
        history = claims.setdefault((kind, event.subject), {})
        history[f"{len(history) + 1}"] = _after(event)

    return tell


def _assign(claims: Claims, event: AuditEvent) -> None:
    for position, codes in _after(event).items():
        key = (RecordKind.EVIDENCE, f"{event.subject}/{position}")
        claims.setdefault(key, {})["criteria"] = codes


def _request(claims: Claims, event: AuditEvent) -> None:
    after = _after(event)
    own: Content = {"dossier": after.get("fingerprint"), "void_reason": ""}
    claims[RecordKind.REQUEST, event.subject] = after | own


def _void(claims: Claims, event: AuditEvent) -> None:
    claims.setdefault((RecordKind.REQUEST, event.subject), {})["void_reason"] = event.reason


def _vote(claims: Claims, event: AuditEvent) -> None:
    after = _after(event)
    claims[RecordKind.VOTE, f"{event.subject}/{after.get('member')}"] = after


def _save(claims: Claims, event: AuditEvent) -> None:
    after = _after(event)
    own: Content = {"draft": after.get("sha256"), "number": None, "issued_on": None}
    claims[RecordKind.DOCUMENT, event.subject] = after | own


def _issue(claims: Claims, event: AuditEvent) -> None:
    claims.setdefault((RecordKind.DOCUMENT, event.subject), {}).update(_after(event))


_TELL: dict[str, Callable[[Claims, AuditEvent], None]] = {
    "campaign.open": _keep(RecordKind.CONFIGURATION),
    "contact": _add_to(RecordKind.CONTACT),
    "stage": _keep(RecordKind.STAGE),
    "file.put": _put,
    "delivery.put": _deliver,
    "delivery.settle": _settle,
    "submission": _add_to(RecordKind.SUBMISSION),
    "evidence.add": _keep(RecordKind.EVIDENCE),
    "evidence.assign": _assign,
    "scores.replace": _keep_rows(RecordKind.SCORES),
    "survey.replace_figures": _keep_rows(RecordKind.FIGURES),
    "results.save": _keep_rows(RecordKind.RESULTS),
    "gate.request": _request,
    "gate.void": _void,
    "gate.vote": _vote,
    "gate.decide": _keep(RecordKind.DECISION),
    "document.save": _save,
    "document.issue": _issue,
}
