"""What is kept about stages, scores, survey sources and documents."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from models.domain.criteria.answers import Awarded, Declared, NotApplicable
from models.domain.delivery import Delivery, Door, MailKind, MailRecord
from models.domain.documents.record import DocumentRecord
from models.domain.gate.records import Dossier, GateKey, GateRecord, GateRequest
from models.domain.scoring.score_tree import ScoreRow
from models.domain.scoring.survey import SurveyBatch
from models.domain.stages import Body, StageName, StageRecord, StageState

SHA = "a" * 64


def test_a_stage_without_history_is_pending():
    record = StageRecord(stage=StageName.SURVEY)

    assert record.state is StageState.PENDING
    assert record.started_at is None
    assert record.wake_at is None


def test_a_stage_record_refuses_a_moment_without_zone():
    with pytest.raises(ValidationError, match="timezone"):
        StageRecord(stage=StageName.SURVEY, started_at=datetime(2021, 11, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    "answer",
    [
        Declared(value=True),
        Declared(value=Decimal("97.5")),
        Declared(value="Mức khá"),
        Awarded(points=Decimal("1.25")),
        NotApplicable(),
    ],
)
def test_a_score_row_survives_a_trip_through_json(answer):
    row = ScoreRow(criterion="1.1.1", answer=answer, points=Decimal("1.25"), by="can-bo-1")

    assert ScoreRow.model_validate_json(row.model_dump_json()) == row


def test_a_score_row_refuses_points_finer_than_a_cent():
    with pytest.raises(ValidationError, match="decimal_max_places"):
        ScoreRow(criterion="1.1.1", answer=NotApplicable(), points=Decimal("0.001"))


def test_a_survey_batch_says_what_became_of_its_rows():
    batch = SurveyBatch(
        source="Phiếu giấy",
        sha256=SHA,
        rows_read=10,
        rows_kept=5,
        duplicates=2,
        bad_values=9,
        unknown_units=1,
    )

    assert batch.unusable == 2


def test_a_survey_batch_cannot_account_for_more_rows_than_it_read():
    with pytest.raises(ValidationError, match="nhiều hơn"):
        SurveyBatch(source="Phiếu giấy", sha256=SHA, rows_read=3, rows_kept=3, duplicates=1)


def test_a_document_is_a_draft_until_it_has_number_and_day():
    draft = DocumentRecord(kind="decision", ref="results", round=1, title="Dự thảo", sha256=SHA)
    issued = draft.model_copy(update={"number": 5, "issued_on": date(2021, 11, 19)})

    assert not draft.issued
    assert DocumentRecord.model_validate(issued.model_dump()).issued


@pytest.mark.parametrize("half", [{"number": 5}, {"issued_on": date(2021, 11, 19)}])
def test_a_number_without_its_day_is_refused(half):
    with pytest.raises(ValidationError, match="cùng nhau"):
        DocumentRecord(kind="decision", ref="x", round=1, title="Dự thảo", sha256=SHA, **half)


def test_a_gate_record_may_lack_votes_and_decision_but_not_its_request():
    key = GateKey(stage=StageName.PLAN, body=Body.CHAIRMAN, round=1)
    dossier = Dossier(title="Kế hoạch")
    at = datetime(2021, 10, 11, tzinfo=UTC)
    request = GateRequest(key=key, dossier=dossier, approvers=("ct",), requested_at=at)
    own = {"key": key, "fingerprint": dossier.fingerprint, "void_reason": "", "decision": None}

    assert GateRecord(**own, request=request, votes=()).request == request
    with pytest.raises(ValidationError, match="request"):
        GateRecord(**own, votes=())


def test_a_delivery_has_a_moment_with_its_zone_and_a_reference():
    own = {
        "door": Door.DROP,
        "reference": "18406/bieu.xlsx",
        "at": datetime(2021, 11, 5, tzinfo=UTC),
    }
    assert Delivery(**own).files == ()
    with pytest.raises(ValidationError, match="timezone"):
        Delivery(**{**own, "at": datetime(2021, 11, 5)})  # noqa: DTZ001
    with pytest.raises(ValidationError, match="reference"):
        Delivery(**{**own, "reference": ""})


def test_a_mail_is_known_by_its_place_in_the_mailbox():
    place = {"mailbox": "INBOX", "uidvalidity": 7, "uid": 1}

    assert MailRecord(**place, kind=MailKind.BOUNCE).reference == ""
    for name, wrong in {"mailbox": "", "uidvalidity": 0, "uid": 0}.items():
        with pytest.raises(ValidationError, match=name):
            MailRecord(**{**place, name: wrong}, kind=MailKind.LETTER)
