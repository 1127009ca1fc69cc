"""The record of a unit as people read it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.domain.collection.status_words import history_words
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
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.scoring.reductions import ScoreReduction

AT = datetime(2021, 11, 5, 17, 30, tzinfo=UTC)
A = "a" * 64
END = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 12), hour=time(17))
BY = {"at": AT, "by": "operator-1"}
LOST = tuple(ScoreReduction(code=code, declared=1, appraised=0) for code in ("1.1.1", "T.1"))


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            ExplanationAsked(at=AT, items=LOST, limit=END),
            "Đề nghị giải trình 2 nội dung (1.1.1, T.1), chậm nhất 17 giờ 00 ngày 12/11/2021",
        ),
        (
            ExplanationAsked(**BY, items=LOST[:1], limit=END),
            "Đề nghị giải trình 1 nội dung (1.1.1), chậm nhất 17 giờ 00 ngày 12/11/2021 "
            "(operator-1)",
        ),
        (QuestionAsked(at=AT, text="Đã có.", sender="", explains=True), "Giải trình số 1: Đã có."),
        (WorkbookSent(at=AT, file=A), "Gửi biểu mẫu cho đơn vị"),
        (
            FileReceived(at=AT, file=A, name="bảng.xlsx", door="mail", sender=""),
            "Nhận tệp “bảng.xlsx” (thư điện tử)",
        ),
        (
            FileReceived(at=AT, file=A, name="bảng.xlsx", door="fax", sender=""),
            "Nhận tệp “bảng.xlsx” (fax)",
        ),
        (
            FileRefused(at=AT, file=A, reason="closed", message="Đợt nhận đã khóa."),
            "Không ghi nhận được tệp: Đợt nhận đã khóa.",
        ),
        (FindingsReturned(at=AT, file=A, findings=3), "Trả lại, cần sửa 3 chỗ"),
        (SubmissionAccepted(at=AT, file=A, version=1, late=False), "Ghi nhận bản 1, đúng hạn"),
        (
            SubmissionAccepted(at=AT, file=A, version=2, late=True, due=AT - timedelta(hours=27)),
            "Ghi nhận bản 2, nộp muộn 1 ngày 3 giờ",
        ),
        (SubmissionAccepted(at=AT, file=A, version=2, late=True), "Ghi nhận bản 2, nộp muộn"),
        (RoundLocked(at=AT), "Khóa nhận bài"),
        (RoundLocked(at=AT, final=True), "Khóa hẳn, kết quả đã được phê duyệt"),
        (RoundLocked(**BY, reason="Đã nhận đủ"), "Khóa nhận bài (operator-1: Đã nhận đủ)"),
        (
            RoundExtended(**BY, until=END, reason="Mưa lũ"),
            "Gia hạn đến 17 giờ 00 ngày 12/11/2021 (operator-1: Mưa lũ)",
        ),
        (
            UnitUnlocked(**BY, until=END, reason="Bổ sung"),
            "Mở khóa đến 17 giờ 00 ngày 12/11/2021 (operator-1: Bổ sung)",
        ),
        (UnitUnlocked(**BY, reason="Bổ sung"), "Mở khóa đến khi khóa lại (operator-1: Bổ sung)"),
        (QuestionAsked(at=AT, text="Đến ngày nào?", sender=""), "Câu hỏi số 1: Đến ngày nào?"),
        (QuestionAnswered(**BY, text="Đến 31/10."), "Trả lời (operator-1): Đến 31/10."),
        (
            QuestionAnswered(**BY, text="Đến 31/10.", number=2),
            "Trả lời câu hỏi số 2 (operator-1): Đến 31/10.",
        ),
    ],
)
def test_every_event_has_a_line_with_its_moment_in_hanoi(event, words):
    assert list(history_words([event])) == [f"06/11/2021 00:30  {words}"]


def test_questions_are_numbered_as_they_came():
    asked = [QuestionAsked(at=AT, text=text, sender="") for text in "AB"]

    lines = [line.partition("  ")[2] for line in history_words(asked)]
    assert lines == ["Câu hỏi số 1: A", "Câu hỏi số 2: B"]


def test_a_note_and_its_answer_are_told_as_such():
    asked = [QuestionAsked(at=AT, text=text, sender="", owed=text == "B") for text in "AB"]
    answers = [QuestionAnswered(**BY, text="x", number=number) for number in (1, 2)]

    lines = [line.partition("  ")[2] for line in history_words([*asked, *answers])]
    assert lines == [
        "Lời nhắn kèm hồ sơ số 1: A",
        "Câu hỏi số 2: B",
        "Trả lời lời nhắn kèm hồ sơ số 1 (operator-1): x",
        "Trả lời câu hỏi số 2 (operator-1): x",
    ]
