"""One worked example of every method that changes data: what it needs before, and the call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from models.domain.answers import Awarded, Declared, NotApplicable
from models.domain.approval import (
    Decision,
    Dossier,
    DossierPart,
    GateKey,
    GateRequest,
    Verdict,
    Vote,
)
from models.domain.campaign import Form
from models.domain.messages import Attachment, Message, MessageState, Purpose
from models.domain.results import UnitResult
from models.domain.score_row import ScoreRow
from models.domain.stages import Body, StageName
from models.domain.submission import RoundLocked
from models.domain.survey import SurveyFigure
from models.domain.survey_batch import SurveyBatch
from models.store import UnitOfWork

AT = datetime(2021, 11, 6, 2, 0, tzinfo=UTC)
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
    not_before=AT,
)
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


@dataclass(frozen=True)
class Example:
    """A call that changes something, after ``given`` in an earlier unit of work."""

    call: Callable[[UnitOfWork], object]
    given: Callable[[UnitOfWork], object] = lambda unit: None


def keep(unit: UnitOfWork, content: bytes = b"du thao") -> str:
    return unit.files.put(content, "tep.docx")


def _draft(unit: UnitOfWork) -> None:
    unit.documents.save("plan", "plan", 1, "Kế hoạch", keep(unit))


EXAMPLES = {
    "audit.record": Example(lambda u: u.audit.record("login", "chu-tich", reason="xem hồ sơ")),
    "clock.set": Example(lambda u: u.clock.set(AT)),
    "documents.issue": Example(
        lambda u: u.documents.issue("plan", "plan", 1, 12, date(2021, 10, 19), keep(u, b"ky")),
        _draft,
    ),
    "documents.next_number": Example(lambda u: u.documents.next_number("KH-UBND", 2021)),
    "documents.save": Example(_draft),
    "files.put": Example(keep),
    "gates.decide": Example(
        lambda u: u.gates.decide(DECISION, 7), lambda u: u.gates.request(REQUEST)
    ),
    "gates.note_rework": Example(lambda u: u.gates.note_rework(StageName.RESULTS, 1, "đã sửa")),
    "gates.refuse": Example(
        lambda u: u.gates.refuse(KEY, "wrong-code", "Mã chưa đúng."),
        lambda u: u.gates.request(REQUEST),
    ),
    "gates.request": Example(lambda u: u.gates.request(REQUEST)),
    "gates.void": Example(
        lambda u: u.gates.void(KEY, "sửa “bảng điểm”"), lambda u: u.gates.request(REQUEST)
    ),
    "gates.vote": Example(lambda u: u.gates.vote(VOTE, 5), lambda u: u.gates.request(REQUEST)),
    "messages.claim": Example(
        lambda u: u.messages.claim(MESSAGE.key, AT, "email"), lambda u: u.messages.queue([MESSAGE])
    ),
    "messages.give_back": Example(
        lambda u: u.messages.give_back(MESSAGE.key, AT, "email", "421", "bận"),
        lambda u: (u.messages.queue([MESSAGE]), u.messages.claim(MESSAGE.key, AT, "email")),
    ),
    "messages.mark": Example(
        lambda u: u.messages.mark(MESSAGE.key, MessageState.ACCEPTED, AT, "email", "250", ""),
        lambda u: (u.messages.queue([MESSAGE]), u.messages.claim(MESSAGE.key, AT, "email")),
    ),
    "messages.queue": Example(lambda u: u.messages.queue([MESSAGE])),
    "results.save": Example(lambda u: u.results.save(1, [RESULT])),
    "scores.replace": Example(lambda u: u.scores.replace(Form.COMMUNE, "18406", "self", ROWS)),
    "stages.end": Example(
        lambda u: u.stages.end(StageName.PLAN, "Đã ban hành"),
        lambda u: u.stages.start(StageName.PLAN, "run-1"),
    ),
    "stages.resume": Example(
        lambda u: u.stages.resume(StageName.PLAN),
        lambda u: (
            u.stages.start(StageName.PLAN, "run-1"),
            u.stages.wait(StageName.PLAN, "chờ ký", None, "run-1"),
        ),
    ),
    "stages.start": Example(lambda u: u.stages.start(StageName.PLAN, "run-1")),
    "stages.wait": Example(
        lambda u: u.stages.wait(StageName.PLAN, "chờ ký", AT, "run-1"),
        lambda u: u.stages.start(StageName.PLAN, "run-1"),
    ),
    "submissions.append": Example(
        lambda u: u.submissions.append(Form.COMMUNE, "18406", RoundLocked(at=AT))
    ),
    "surveys.add_batch": Example(lambda u: u.surveys.add_batch(BATCH)),
    "surveys.replace_figures": Example(lambda u: u.surveys.replace_figures({"18406": [FIGURE]})),
}
"""By "repository.method"; ``campaigns.open`` is the one that every test store begins with."""
