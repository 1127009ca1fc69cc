"""One worked example of every method that changes data: what it needs before, and the call."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from pydantic import JsonValue

from models.domain.campaign import Form
from models.domain.collection.submission_events import UnitUnlocked
from models.domain.criteria.answers import Awarded, Declared, NotApplicable
from models.domain.delivery import Delivery, Door, MailKind, MailRecord
from models.domain.evidence.file import (
    Evidence,
    EvidenceFacts,
    EvidenceKind,
    LeftOut,
    LeftOutReason,
)
from models.domain.gate.records import (
    Decision,
    Dossier,
    DossierPart,
    GateKey,
    GateRequest,
    Verdict,
    Vote,
)
from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import Attachment, Message
from models.domain.messages.mode import Armed
from models.domain.messages.outbox import LEASE, SendResult, Start
from models.domain.messages.provider_events import EventOutcome, ProviderEvent
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from models.domain.people.contact_changes import ChangeKind, ContactChange
from models.domain.people.links import PersonalLink
from models.domain.scoring.results import UnitResult
from models.domain.scoring.score_tree import ScoreRow
from models.domain.scoring.survey import SurveyBatch, SurveyFigure
from models.domain.stages import Body, StageName
from models.domain.units import Contact, Position
from models.store import UnitOfWork
from models.store.canonical import canonical_json, text_digest

AT = datetime(2021, 11, 6, 2, 0, tzinfo=UTC)
DUE = datetime(2021, 11, 5, 1, 30, tzinfo=UTC)
CALLED = DUE + timedelta(minutes=2)
"""When the call of an example is made."""
KEY = GateKey(stage=StageName.RESULTS, body=Body.CHAIRMAN, round=1)
DOSSIER = Dossier(
    title="Phê duyệt kết quả", summary="**21** xã", parts=(DossierPart(name="a", sha256="a" * 64),)
)
REQUEST = GateRequest(
    key=KEY, dossier=DOSSIER, approvers=("chu-tich", "pho-chu-tich"), requested_at=AT, quorum=2
)
DECISION = Decision(
    key=KEY,
    verdict=Verdict.APPROVE,
    opinion="Nhất trí",
    signer="pho-chu-tich",
    signed_at=AT,
    fingerprint=DOSSIER.fingerprint,
    acting_for="chu-tich",
)
DELIVERY = Delivery(door=Door.PORTAL, reference="lan-1", at=AT, sender="18406", text="Hỏi cách ghi")
OFFICER = Contact(
    id="can-bo-18406",
    position=Position.OFFICER,
    title="Công chức",
    unit="18406",
    email="cu@xa.example",
    phone="0912345678",
)
CORRECTION = ContactChange(
    kind=ChangeKind.CORRECTED,
    contact=OFFICER.model_copy(update={"email": "moi@xa.example", "phone": "84987654321"}),
    by="operator-1",
    at=AT,
    reason="Đổi số",
)
EVIDENCE = Evidence(
    sha256=sha256(b"du thao").hexdigest(),
    name="ke-hoach.docx",
    size=7,
    folder="1.1.1",
    facts=EvidenceFacts(
        kind=EvidenceKind.DOCX,
        left_out=(LeftOut(name="a", reason=LeftOutReason.NESTED),),
    ),
    door=Door.MAIL,
    reference="<1@xa.example>",
    at=AT,
)
MAIL = MailRecord(
    mailbox="cchc@thu.example/INBOX",
    uidvalidity=1690,
    uid=7,
    kind=MailKind.LETTER,
    reference="r",
)
DELIVERED = DELIVERY.model_dump(mode="json", exclude={"door", "reference"})
VOTE = Vote(
    key=KEY, member="uy-vien-1", verdict=Verdict.RETURN, opinion="Thiếu biên bản", cast_at=AT
)
ROWS = (
    ScoreRow(criterion="1.1.1", answer=Declared(value=Decimal("91.17")), points=Decimal("9.12")),
    ScoreRow(
        criterion="1.1.2",
        answer=Awarded(points=Decimal("0.5")),
        points=Decimal("0.50"),
        note="thiếu tài liệu kiểm chứng",
        by="NV",
    ),
    ScoreRow(criterion="1.1.10", answer=NotApplicable(), points=Decimal(0)),
    ScoreRow(criterion="1.1.3", answer=Declared(value=True), points=Decimal(1)),
)
BATCH = SurveyBatch(source="giay.xlsx", sha256="b" * 64, rows_read=10, rows_kept=8, duplicates=2)
FIGURE = SurveyFigure(
    item="9.1.1",
    forms=31,
    percent=Decimal("91.17"),
    standard_error=Decimal("1.05"),
    small_sample=False,
)
MESSAGE = Message(
    key="nhac-1",
    person="chu-tich",
    purpose=Purpose.REMINDER,
    unit="18406",
    subject_ref="commune/18406",
    params={"title": "Nhắc nộp"},
    attachments=(Attachment(name="bieu.xlsx", sha256="c" * 64),),
    not_before=DUE,
)
START = Start(
    message="nhac-1", number=1, channel="email", address="d" * 16, template="email/x", version="1"
)
REFUSED = SendResult(
    message="nhac-1",
    number=1,
    channel="email",
    state=MessageState.FAILED_PERMANENT,
    blame=Blame.RECIPIENT,
    code="550",
    detail="sai",
)
ARMED = Armed(host="may-chu", nonce="n" * 20)
TOLD_US = ProviderEvent(key="zalo/received/m1", channel="zalo", received_at=AT, raw="{}")
STOPPED = ChannelState(name="email").stopped(AT, "535", "sai mật khẩu")
RESULT = UnitResult(
    unit="18406",
    name="Xã Một",
    self_points=Decimal("60.00"),
    appraised_points=Decimal("58.25"),
    survey_points=Decimal("27.10"),
    bonus=Decimal(0),
    deduction=Decimal("0.50"),
    total=Decimal("84.85"),
    maximum=Decimal("100.00"),
    index_percent=Decimal("84.85"),
    rank=1,
    tied=False,
    band=None,
    rank_low=1,
    rank_high=2,
    area_points={"1": Decimal("8.50")},
    submitted=True,
)
SECOND = RESULT.model_copy(update={"unit": "18409", "name": "Xã Hai"})
LINK = PersonalLink(
    id="A" * 22, form=Form.COMMUNE, unit="18406", person="can-bo-18406", issued_at=AT
)
UNLOCKED = UnitUnlocked(at=AT, by="NV", reason="mất mạng ba ngày")


@dataclass(frozen=True)
class Told:
    """What the last audit event says, besides author and moment."""

    action: str
    subject: str
    before: JsonValue = None
    after: JsonValue = None
    reason: str = ""


@dataclass(frozen=True)
class Example:
    """A call that changes something, after ``given`` in an earlier unit of work."""

    call: Callable[[UnitOfWork], object]
    told: Told
    given: Callable[[UnitOfWork], object] = lambda unit: None


def keep(unit: UnitOfWork, content: bytes = b"du thao") -> str:
    return unit.files.put(content, "tep.docx")


def sha(content: bytes) -> str:
    return sha256(content).hexdigest()


def extent(*rows: object) -> JsonValue:
    text = json.dumps(sorted(rows), ensure_ascii=False, separators=(",", ":"))
    return {"rows": len(rows), "digest": sha(text.encode())}


def _draft(unit: UnitOfWork, content: bytes = b"du thao", round_: int = 1) -> None:
    unit.documents.save("plan", "plan", round_, "Kế hoạch", keep(unit, content))


def number(unit: UnitOfWork, kind: str, round_: int, symbol: str = "KH-UBND") -> int:
    """Take the next number of 2021 for a document, drafted if it is not there."""
    if unit.documents.get(kind, "plan", round_) is None:
        unit.documents.save(kind, "plan", round_, "Kế hoạch", keep(unit))
    return unit.documents.next_number(symbol, 2021, kind, "plan", round_)


def _numbered(unit: UnitOfWork) -> None:
    if unit.documents.get("plan", "plan", 1) is None:
        number(unit, "plan", 1)


def _asked(unit: UnitOfWork) -> None:
    unit.gates.request(REQUEST)


def _decided(unit: UnitOfWork) -> None:
    _asked(unit)
    unit.gates.decide(DECISION, 6)


def _queued(unit: UnitOfWork) -> None:
    unit.messages.queue([MESSAGE])


def _claimed(unit: UnitOfWork) -> None:
    _queued(unit)
    unit.dispatching.claim("c1", AT + LEASE, 10)


def _sent(unit: UnitOfWork) -> None:
    _claimed(unit)
    unit.dispatching.start("c1", [START], DUE)


def _put_off(unit: UnitOfWork) -> None:
    _sent(unit)
    rest = {"state": MessageState.DEFERRED, "detail": "kênh tạm dừng: x", "not_before": AT}
    unit.transmissions.settle([SendResult(message=MESSAGE.key, number=1, **rest)])


def happened(what: str, channel: str = "email", code: str = "", detail: str = "") -> JsonValue:
    """The extent of one event of the example message, as the audit tells it."""
    return extent([MESSAGE.key, "1", str(CALLED), what, channel, code, detail, ""])


def _issued(unit: UnitOfWork) -> None:
    if unit.links.find(LINK.id) is None:
        unit.links.issue(LINK)


def _started(unit: UnitOfWork) -> None:
    unit.stages.start(StageName.PLAN, "run-1")


def _told_us(unit: UnitOfWork) -> None:
    unit.provider_events.take(TOLD_US)
    unit.provider_events.settle({TOLD_US.key: EventOutcome.UNMATCHED})


def _waiting(unit: UnitOfWork) -> None:
    _started(unit)
    unit.stages.wait(StageName.PLAN, "chờ ký", None, "run-1")


def _officer(email: str, phone: str) -> dict[str, JsonValue]:
    own = {"title": "Công chức", "email": email, "phone": phone}
    return {"position": "officer", "unit": "18406", **own, "zalo": None, "ways": {}}


MOMENT = "2021-11-06T02:00:00Z"
GIVEN, DONE = "2021-11-05T01:31:00Z", "2021-11-05T01:32:00Z"
"""When the two units of work of an example take place."""

SIGNED = {
    "verdict": "approve",
    "opinion": "Nhất trí",
    "signer": "pho-chu-tich",
    "signed_at": MOMENT,
    "fingerprint": DOSSIER.fingerprint,
    "acting_for": "chu-tich",
}
PENDING = {
    "stage": "plan",
    "state": "pending",
    "started_at": None,
    "ended_at": None,
    "waiting_for": "",
    "wake_at": None,
    "run": "",
    "summary": "",
}
RUNNING = PENDING | {"state": "running", "started_at": GIVEN, "run": "run-1"}
WAITING = RUNNING | {"state": "waiting", "waiting_for": "chờ ký"}
FIGURE_LINE = ("18406", "9.1.1", 31, 9117, 105, False)
OTHER_LINE = ("18409", "9.1.1", 31, 9117, 105, False)
LINES = (
    ("1.1.1", 0, '{"kind":"declared","value":{"number":"91.17"}}', 912, "", ""),
    ("1.1.2", 1, '{"kind":"awarded","points":"0.5"}', 50, "thiếu tài liệu kiểm chứng", "NV"),
    ("1.1.10", 2, '{"kind":"not_applicable"}', 0, "", ""),
    ("1.1.3", 3, '{"kind":"declared","value":true}', 100, "", ""),
)


def _result_line(row: UnitResult, position: int) -> tuple[object, ...]:
    return row.unit, row.rank, position, canonical_json(row)


TOLD_UNLOCKED = Told(
    "submission.unit_unlocked",
    "commune/18406",
    None,
    UNLOCKED.model_dump(mode="json") | {"kind": "unit_unlocked", "at": MOMENT, "by": "NV"},
    "mất mạng ba ngày",
)

EXAMPLES = {
    "audit.record": Example(
        lambda u: u.audit.record("login", "chu-tich", 1, {"n": 2}, "xem hồ sơ"),
        Told("login", "chu-tich", 1, {"n": 2}, "xem hồ sơ"),
    ),
    "clock.set": Example(
        lambda u: u.clock.set(AT),
        Told("clock.set", "clock", "2021-11-05T02:00:00+00:00", "2021-11-06T02:00:00+00:00"),
        lambda u: u.clock.set(AT - timedelta(days=1)),
    ),
    "documents.issue": Example(
        lambda u: u.documents.issue("plan", "plan", 1, 1, date(2021, 10, 19), keep(u, b"ky")),
        Told(
            "document.issue",
            "plan/plan/1",
            {"number": None, "issued_on": None, "sha256": sha(b"du thao")},
            {"number": 1, "issued_on": "2021-10-19", "sha256": sha(b"ky")},
        ),
        _numbered,
    ),
    "documents.next_number": Example(
        lambda u: number(u, "plan", 2),
        Told(
            "document.next_number",
            "KH-UBND/2021",
            {"number": 1},
            {"number": 2, "document": "plan/plan/2"},
        ),
        lambda u: (_numbered(u), _draft(u, round_=2)),
    ),
    "documents.save": Example(
        _draft,
        Told(
            "document.save",
            "plan/plan/1",
            {"title": "Kế hoạch", "sha256": sha(b"du thao 1")},
            {"title": "Kế hoạch", "sha256": sha(b"du thao")},
        ),
        lambda u: _draft(u, b"du thao 1"),
    ),
    "evidence.add": Example(
        lambda u: (keep(u), u.evidence.add(Form.COMMUNE, "18406", EVIDENCE)),
        Told(
            "evidence.add",
            "commune/18406/1",
            None,
            EVIDENCE.model_dump(mode="json"),
        ),
    ),
    "evidence.assign": Example(
        lambda u: u.evidence.assign(Form.COMMUNE, "18406", {1: ("1.1.1",), 9: ("1.1.1",)}),
        Told("evidence.assign", "commune/18406", {"1": []}, {"1": ["1.1.1"]}),
        lambda u: (keep(u), u.evidence.add(Form.COMMUNE, "18406", EVIDENCE)),
    ),
    "files.put": Example(
        keep, Told("file.put", sha(b"du thao"), None, {"name": "tep.docx", "size": 7})
    ),
    "files.put_all": Example(
        lambda u: u.files.put_all([(b"1", "mot"), (b"du thao", "tep.docx"), (b"1", "hai")]),
        Told("file.put", sha(b"1"), None, {"name": "mot", "size": 1}),
        keep,
    ),
    "gates.decide": Example(
        lambda u: u.gates.decide(DECISION, 7),
        Told("gate.decide", str(KEY), None, SIGNED | {"code_step": 7}, "Nhất trí"),
        _asked,
    ),
    "gates.note_rework": Example(
        lambda u: u.gates.note_rework(StageName.RESULTS, 1, "đã sửa"),
        Told("gate.note_rework", "results/1", "đang sửa", "đã sửa"),
        lambda u: u.gates.note_rework(StageName.RESULTS, 1, "đang sửa"),
    ),
    "gates.refuse": Example(
        lambda u: u.gates.refuse(KEY, "wrong-code", "Mã chưa đúng."),
        Told(
            "gate.refuse",
            str(KEY),
            None,
            {"reason": "wrong-code", "message": "Mã chưa đúng."},
            "Mã chưa đúng.",
        ),
        _asked,
    ),
    "gates.request": Example(
        _asked,
        Told(
            "gate.request",
            str(KEY),
            None,
            {
                "title": "Phê duyệt kết quả",
                "fingerprint": DOSSIER.fingerprint,
                "approvers": ["chu-tich", "pho-chu-tich"],
                "quorum": 2,
            },
        ),
    ),
    "gates.void": Example(
        lambda u: u.gates.void(KEY, "sửa “bảng điểm”"),
        Told("gate.void", str(KEY), SIGNED, None, "sửa “bảng điểm”"),
        _decided,
    ),
    "gates.vote": Example(
        lambda u: u.gates.vote(VOTE, 5),
        Told(
            "gate.vote",
            str(KEY),
            None,
            {
                "member": "uy-vien-1",
                "verdict": "return",
                "opinion": "Thiếu biên bản",
                "cast_at": MOMENT,
                "code_step": 5,
            },
            "Thiếu biên bản",
        ),
        _asked,
    ),
    "dispatching.claim": Example(
        lambda u: u.dispatching.claim("c1", AT + LEASE, 10),
        Told("messages.claim", "claimed 1", extent(), extent([MESSAGE.key, 1])),
        _queued,
    ),
    "dispatching.start": Example(
        lambda u: u.dispatching.start("c1", [START], AT + LEASE),
        Told("messages.sending", "sending 1", after=happened("sending")),
        _claimed,
    ),
    "transmissions.settle": Example(
        lambda u: u.transmissions.settle([REFUSED], "máy chủ từ chối"),
        Told(
            "messages.settle",
            "failed_permanent 1",
            after=happened("failed_permanent", code="550", detail="sai"),
            reason="máy chủ từ chối",
        ),
        _sent,
    ),
    "transmissions.note": Example(
        lambda u: u.transmissions.note(START, "delayed", "4.4.1", "còn thử", ""),
        Told(
            "messages.note",
            MESSAGE.key,
            after=happened("delayed", code="4.4.1", detail="còn thử"),
        ),
        _sent,
    ),
    "transmissions.called": Example(
        lambda u: u.transmissions.called(MESSAGE.key, "đã gọi"),
        Told(
            "messages.called",
            MESSAGE.key,
            after=extent([MESSAGE.key, "2", str(CALLED), "delivered", "call", "", "đã gọi", ""]),
            reason="đã gọi",
        ),
        _queued,
    ),
    "transmissions.again": Example(
        lambda u: u.transmissions.again(MESSAGE.key, "gửi lại"),
        Told(
            "messages.again",
            MESSAGE.key,
            after=extent([MESSAGE.key, "2", str(CALLED), "again", "", "", "gửi lại", ""]),
            reason="gửi lại",
        ),
        _queued,
    ),
    "dispatching.go_on": Example(
        lambda u: u.dispatching.go_on(MESSAGE.key, "zalo_phone"),
        Told(
            "messages.go_on",
            MESSAGE.key,
            after=extent([MESSAGE.key, "2", str(CALLED), "go_on", "zalo_phone", "", "", ""]),
        ),
        _queued,
    ),
    "transmissions.hurry": Example(
        lambda u: u.transmissions.hurry("kênh tạm dừng", "đã sửa"),
        Told(
            "messages.hurry",
            "deferred 1",
            after=extent([MESSAGE.key, "1", str(CALLED), "hurry", "", "", "đã sửa", ""]),
            reason="đã sửa",
        ),
        _put_off,
    ),
    "dispatching.give_up": Example(
        lambda u: u.dispatching.give_up("bị ngắt"),
        Told("messages.give_up", "unknown 1", after=happened("unknown", detail="bị ngắt")),
        _sent,
    ),
    "arming.put": Example(
        lambda u: u.arming.put(ARMED, "gửi thật"),
        Told("arming.put", "may-chu", reason="gửi thật"),
    ),
    "arming.clear": Example(
        lambda u: u.arming.clear("tạm dừng"),
        Told("arming.clear", "may-chu", reason="tạm dừng"),
        lambda u: u.arming.put(ARMED),
    ),
    "channels.put": Example(
        lambda u: u.channels.put(STOPPED, "sai mật khẩu"),
        Told(
            "channel.put",
            "email",
            {
                "stopped_at": None,
                "retry_at": None,
                "trouble_since": None,
                "stops": 0,
                "code": "",
                "detail": "",
            },
            {
                "stopped_at": "2021-11-06T02:00:00Z",
                "retry_at": "2021-11-06T02:05:00Z",
                "trouble_since": "2021-11-06T02:00:00Z",
                "stops": 1,
                "code": "535",
                "detail": "sai mật khẩu",
            },
            "sai mật khẩu",
        ),
    ),
    "contacts.record": Example(
        lambda unit: unit.contacts.record(CORRECTION, OFFICER),
        Told(
            "contact.corrected",
            OFFICER.id,
            _officer("cu@xa.example", "84*****678"),
            {
                **_officer("moi@xa.example", "84*****321"),
                "kind": "corrected",
                "successor": "",
                "by": "operator-1",
                "at": AT.isoformat(),
                "reason": "Đổi số",
                "digest": text_digest(canonical_json(CORRECTION.contact)),
            },
            "Đổi số",
        ),
    ),
    "links.issue": Example(
        lambda unit: unit.links.issue(LINK),
        Told(
            "link.issue",
            LINK.id,
            after={"form": "commune", "unit": "18406", "person": "can-bo-18406"},
        ),
    ),
    "links.claim": Example(
        lambda unit: unit.links.claim(LINK.id, "d" * 64),
        Told("link.claim", LINK.id, after={"unit": "18406", "person": "can-bo-18406"}),
        _issued,
    ),
    "links.revoke": Example(
        lambda unit: unit.links.revoke(LINK.id), Told("link.revoked", LINK.id), _issued
    ),
    "messages.queue": Example(
        _queued, Told("messages.queue", "reminder", extent(), extent(canonical_json(MESSAGE)))
    ),
    "results.save": Example(
        lambda u: u.results.save(1, [RESULT]),
        Told(
            "results.save",
            "round 1",
            extent(_result_line(SECOND, 0), _result_line(RESULT, 1)),
            extent(_result_line(RESULT, 0)),
        ),
        lambda u: u.results.save(1, [SECOND, RESULT]),
    ),
    "scores.replace": Example(
        lambda u: u.scores.replace(Form.COMMUNE, "18406", "self", ROWS),
        Told("scores.replace", "commune/self/18406", extent(*LINES[:2]), extent(*LINES)),
        lambda u: u.scores.replace(Form.COMMUNE, "18406", "self", ROWS[:2]),
    ),
    "scores.replace_all": Example(
        lambda u: u.scores.replace_all(
            Form.COMMUNE, "self", {unit: [row.line for row in ROWS] for unit in ("18409", "18406")}
        ),
        Told("scores.replace", "commune/self/18406", extent(*LINES[:2]), extent(*LINES)),
        lambda u: u.scores.replace(Form.COMMUNE, "18406", "self", ROWS[:2]),
    ),
    "stages.end": Example(
        lambda u: u.stages.end(StageName.PLAN, "Đã ban hành"),
        Told(
            "stage.ended",
            "plan",
            RUNNING,
            RUNNING | {"state": "ended", "ended_at": DONE, "summary": "Đã ban hành"},
        ),
        _started,
    ),
    "stages.resume": Example(
        lambda u: u.stages.resume(StageName.PLAN, "run-1"),
        Told("stage.running", "plan", WAITING, RUNNING),
        _waiting,
    ),
    "stages.start": Example(
        _started, Told("stage.running", "plan", PENDING, RUNNING | {"started_at": DONE})
    ),
    "stages.wait": Example(
        lambda u: u.stages.wait(StageName.PLAN, "chờ ký", AT, "run-1"),
        Told("stage.waiting", "plan", RUNNING, WAITING | {"wake_at": MOMENT}, "chờ ký"),
        _started,
    ),
    "deliveries.put": Example(
        lambda u: u.deliveries.put(DELIVERY),
        Told("delivery.put", "portal/lan-1", None, DELIVERED),
    ),
    "deliveries.put_all": Example(
        lambda u: u.deliveries.put_all([DELIVERY, DELIVERY]),
        Told("delivery.put", "portal/lan-1", None, DELIVERED),
    ),
    "deliveries.settle_all": Example(
        lambda u: u.deliveries.settle_all([DELIVERY, DELIVERY]),
        Told("delivery.settle", "portal/lan-1", None, None),
        lambda u: u.deliveries.put(DELIVERY),
    ),
    "mails.note": Example(
        lambda u: u.mails.note(MAIL),
        Told("mail.letter", f"{MAIL.mailbox}/1690/7", None, {"kind": "letter", "reference": "r"}),
    ),
    "provider_events.take": Example(
        lambda u: u.provider_events.take(TOLD_US),
        Told("provider_event.take", TOLD_US.key, None, {"raw": sha(b"{}")}),
    ),
    "provider_events.settle": Example(
        lambda u: u.provider_events.settle({TOLD_US.key: EventOutcome.APPLIED}),
        Told("provider_event.settle", "1", extent(), extent([TOLD_US.key, "applied"])),
        lambda u: u.provider_events.take(TOLD_US),
    ),
    "retention.erase": Example(
        lambda u: u.retention.erase("hết hạn lưu"),
        Told("retention.erase", "1", extent([TOLD_US.key, sha(b"{}")]), None, "hết hạn lưu"),
        _told_us,
    ),
    "submissions.append": Example(
        lambda u: u.submissions.append(Form.COMMUNE, "18406", UNLOCKED),
        TOLD_UNLOCKED,
    ),
    "submissions.append_all": Example(
        lambda u: u.submissions.append_all(
            [(Form.COMMUNE, "18409", UNLOCKED), (Form.COMMUNE, "18406", UNLOCKED)]
        ),
        TOLD_UNLOCKED,
    ),
    "surveys.add_batch": Example(
        lambda u: u.surveys.add_batch(BATCH),
        Told(
            "survey.add_batch",
            "giay.xlsx",
            None,
            {
                "source": "giay.xlsx",
                "sha256": "b" * 64,
                "rows_read": 10,
                "rows_kept": 8,
                "duplicates": 2,
                "bad_values": 0,
                "unknown_units": 0,
            },
        ),
    ),
    "surveys.replace_figures": Example(
        lambda u: u.surveys.replace_figures({"18406": [FIGURE]}),
        Told(
            "survey.replace_figures",
            "figures",
            extent(FIGURE_LINE, OTHER_LINE),
            extent(FIGURE_LINE),
        ),
        lambda u: u.surveys.replace_figures({"18409": [FIGURE], "18406": [FIGURE]}),
    ),
}
"""By "repository.method"; ``campaigns.open`` is the one that every test store begins with."""
