"""Histories of submissions and what the fold makes of them."""

from datetime import UTC, date, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.campaign import Form
from models.domain.collection.status_words import status_words
from models.domain.collection.submission import (
    SUBMISSION_EVENTS,
    fold_events,
    next_state,
    purpose_of,
)
from models.domain.collection.submission_events import (
    ExplanationAsked,
    FileReceived,
    FileRefused,
    FindingsReturned,
    QuestionAnswered,
    QuestionAsked,
    RoundExtended,
    RoundLocked,
    SubmissionAccepted,
    UnitUnlocked,
    WorkbookSent,
    event_adapter,
)
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import Limit, LimitKind
from models.domain.messages.purposes import Purpose
from models.domain.scoring.reductions import ScoreReduction
from tests.support.properties import PROPERTY

AT = datetime(2021, 11, 1, 2, 30, tzinfo=UTC)
A, B = "a" * 64, "b" * 64

SENT = WorkbookSent(at=AT, file=A)
RECEIVED = FileReceived(at=AT, file=B, name="Phụ lục III.xlsx", door="drop", sender="can-bo-1")
REFUSED = FileRefused(at=AT, file=B, reason="unreadable", message="Tệp không mở được.")
FINDINGS = FindingsReturned(at=AT, file=B, findings=3)
ACCEPTED = SubmissionAccepted(at=AT, file=B, version=1, late=False)
LOCKED = RoundLocked(at=AT)
EXTENDED = RoundExtended(at=AT, until=date(2021, 11, 9), by="truong-phong", reason="Mưa lũ")
UNLOCKED = UnitUnlocked(at=AT, by="truong-phong", reason="Nộp bổ sung")
ASKED = QuestionAsked(at=AT, text="Điền số liệu đến ngày nào?", sender="can-bo-1")
ANSWERED = QuestionAnswered(at=AT, text="Đến hết tháng 10.", by="truong-phong")
EXPLAIN = ExplanationAsked(
    at=AT,
    items=(ScoreReduction(code="1.1.1", declared="1", appraised=None, reason="Thiếu văn bản"),),
    limit=Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 17)),
)

EVERY_KIND = [
    SENT,
    RECEIVED,
    REFUSED,
    FINDINGS,
    ACCEPTED,
    LOCKED,
    EXTENDED,
    UNLOCKED,
    ASKED,
    ANSWERED,
    EXPLAIN,
]
histories = st.lists(st.sampled_from(EVERY_KIND), max_size=12)


def test_nothing_happened_yet():
    assert fold_events([]) == SubmissionState()
    assert fold_events([]).status is SubmissionStatus.NOT_SENT


@pytest.mark.parametrize(
    ("history", "status"),
    [
        ([SENT], "sent_out"),
        ([SENT, RECEIVED, REFUSED], "sent_out"),
        ([SENT, RECEIVED, FINDINGS], "findings"),
        ([SENT, RECEIVED, FINDINGS, SENT], "findings"),
        ([SENT, RECEIVED, ACCEPTED], "accepted"),
        ([SENT, RECEIVED, ACCEPTED, SENT], "accepted"),
        ([SENT, RECEIVED, ACCEPTED, RECEIVED, REFUSED], "accepted"),
        ([SENT, RECEIVED, ACCEPTED, RECEIVED, FINDINGS], "accepted"),
    ],
)
def test_the_status_follows_from_the_history(history, status):
    assert fold_events(history).status == status


def test_files_are_counted():
    state = fold_events([SENT, RECEIVED, REFUSED, RECEIVED, FINDINGS, RECEIVED, ACCEPTED])

    assert (state.received, state.refused) == (3, 1)


def test_an_accepted_file_is_the_submission_and_closes_its_findings():
    later = AT + timedelta(days=6)
    again = SubmissionAccepted(at=later, file=A, version=2, late=True)
    state = fold_events([SENT, ACCEPTED, FINDINGS, again])

    assert state.version == 2
    assert state.accepted_file == A
    assert state.accepted_at == later
    assert state.late
    assert state.open_findings == 0


def test_a_faulty_new_file_leaves_the_accepted_one_standing():
    state = fold_events([SENT, ACCEPTED, FINDINGS])

    assert (state.version, state.accepted_file, state.open_findings) == (1, B, 3)


@pytest.mark.parametrize(
    ("history", "locked", "until"),
    [
        ([LOCKED], True, None),
        ([LOCKED, UNLOCKED], False, None),
        ([LOCKED, EXTENDED], False, date(2021, 11, 9)),
        ([LOCKED, EXTENDED, LOCKED], True, date(2021, 11, 9)),
    ],
)
def test_a_round_closes_and_opens_again(history, locked, until):
    state = fold_events(history)

    assert (state.locked, state.extension and state.extension.day) == (locked, until)


def test_an_extension_by_day_is_read_from_histories_that_name_only_a_day():
    old = {"kind": "round_extended", "at": AT, "until": "2021-11-09", "by": "x", "reason": "y"}

    assert event_adapter.validate_python(old).until == EXTENDED.until


def test_a_department_owes_its_sheet_again_after_a_supplement():
    sheet = WorkbookSent(at=AT, file=A, versions={"18496": 1})
    more = WorkbookSent(at=AT + timedelta(days=1), file=B, versions={"18499": 1})
    back = ACCEPTED.model_copy(update={"at": AT + timedelta(days=2)})

    assert not fold_events([sheet]).answered
    assert fold_events([sheet, ACCEPTED]).answered
    assert not fold_events([sheet, ACCEPTED, more]).answered
    assert fold_events([sheet, ACCEPTED, more, back]).answered
    assert fold_events([sheet, ACCEPTED, more]).seen == {"18496": 1, "18499": 1}
    assert fold_events([SENT, ACCEPTED, SENT]).answered


def test_a_lock_by_hand_ends_an_unlock():
    state = fold_events([LOCKED, UNLOCKED, LOCKED])

    assert (state.locked, state.unlocked, state.locked_at) == (True, False, AT)


def test_questions_wait_until_answered():
    assert fold_events([ASKED, ASKED, ANSWERED]).open_questions == 1
    assert fold_events([ANSWERED]).open_questions == 0


@PROPERTY
@given(histories, histories)
def test_a_history_can_be_folded_in_parts(first, second):
    assert fold_events(first + second) == reduce(next_state, second, fold_events(first))


@PROPERTY
@given(histories)
def test_once_accepted_always_accepted(history):
    assert fold_events([ACCEPTED, *history]).status is SubmissionStatus.ACCEPTED


@PROPERTY
@given(histories)
def test_every_state_has_words(history):
    assert status_words(fold_events(history))[0].isupper()


@pytest.mark.parametrize("event", EVERY_KIND, ids=lambda event: event.kind)
def test_an_event_survives_a_trip_through_json(event):
    assert event_adapter.validate_json(event_adapter.dump_json(event)) == event


def test_the_examples_here_cover_every_kind_of_event():
    mapping = event_adapter.json_schema()["discriminator"]["mapping"]

    assert set(mapping) == {event.kind for event in EVERY_KIND}


def test_every_event_has_its_row_in_the_table():
    assert set(SUBMISSION_EVENTS) == {type(event) for event in EVERY_KIND}


@pytest.mark.parametrize("event", EVERY_KIND, ids=lambda event: event.kind)
def test_an_event_is_audited_under_the_name_that_chains_hold_since_ever(event):
    assert SUBMISSION_EVENTS[type(event)].audit == f"submission.{event.kind}"


@pytest.mark.parametrize("event", EVERY_KIND, ids=lambda event: event.kind)
@pytest.mark.parametrize("status", SubmissionStatus)
def test_status_and_lock_follow_the_table_and_nothing_else(event, status):
    for locked in (False, True):
        spec, before = SUBMISSION_EVENTS[type(event)], SubmissionState(status=status, locked=locked)
        after = next_state(before, event)

        assert after.status is spec.status.get(status, status)
        assert after.locked is (locked if spec.locked is None else spec.locked)
        alone = event.apply(before)
        assert (alone.status, alone.locked) == (status, locked)


def test_the_reason_of_an_event_goes_into_the_audit():
    assert SUBMISSION_EVENTS[RoundExtended].reason_of(EXTENDED) == "Mưa lũ"
    assert SUBMISSION_EVENTS[FileRefused].reason_of(REFUSED) == "Tệp không mở được."
    assert SUBMISSION_EVENTS[WorkbookSent].reason_of(SENT) == ""


def test_people_are_written_to_as_the_table_says():
    assert purpose_of(WorkbookSent, Form.AUTHORITY) is Purpose.WORKBOOK_SENT
    assert purpose_of(WorkbookSent, Form.APPRAISAL) is Purpose.APPRAISAL_SHEET_SENT
    assert purpose_of(SubmissionAccepted, Form.APPRAISAL) is Purpose.RECEIPT
    with pytest.raises(KeyError, match="RoundLocked"):
        purpose_of(RoundLocked, Form.COMMUNE)


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "file_lost", "at": AT, "file": A},
        {"kind": "workbook_sent", "at": datetime(2021, 11, 1), "file": A},  # noqa: DTZ001
        {"kind": "workbook_sent", "at": AT, "file": "tep.xlsx"},
        {"kind": "findings_returned", "at": AT, "file": A, "findings": 0},
        {"kind": "submission_accepted", "at": AT, "file": A, "version": 0, "late": False},
        {"kind": "unit_unlocked", "at": AT, "by": "truong-phong", "reason": ""},
        {"kind": "round_extended", "at": AT, "until": "2021-11-09", "by": "x", "reason": ""},
    ],
)
def test_a_malformed_event_is_refused(bad):
    with pytest.raises(ValidationError):
        event_adapter.validate_python(bad)


@pytest.mark.parametrize(
    ("history", "words"),
    [
        ([], "Chưa phát biểu mẫu cho đơn vị"),
        ([SENT], "Chưa nộp"),
        ([SENT, RECEIVED, REFUSED], "Chưa nộp (1 tệp chưa dùng được)"),
        ([SENT, FINDINGS], "Cần sửa 3 chỗ"),
        ([SENT, ACCEPTED], "Đã nhận bản 1"),
        ([ACCEPTED.model_copy(update={"late": True})], "Đã nhận bản 1, nộp muộn"),
        ([ACCEPTED, FINDINGS], "Đã nhận bản 1; bản mới cần sửa 3 chỗ"),
        ([SENT, LOCKED], "Chưa nộp; đã khóa nhận hồ sơ"),
        ([SENT, LOCKED, EXTENDED], "Chưa nộp; được gia hạn đến hết ngày 09/11/2021"),
        ([SENT, LOCKED, UNLOCKED], "Chưa nộp; được mở khóa"),
        (
            [SENT, LOCKED, UNLOCKED.model_copy(update={"until": EXTENDED.until})],
            "Chưa nộp; được mở khóa đến hết ngày 09/11/2021",
        ),
        (
            [ACCEPTED.model_copy(update={"late": True, "due": AT - timedelta(hours=27)})],
            "Đã nhận bản 1, nộp muộn 1 ngày 3 giờ",
        ),
        ([SENT, EXTENDED, LOCKED, ASKED], "Chưa nộp; đã khóa nhận hồ sơ; có 1 câu hỏi chờ trả lời"),
    ],
)
def test_operators_read_the_state_in_words(history, words):
    assert status_words(fold_events(history)) == words
