"""How far a unit is with its form and how late it was, in Vietnamese, for operators' tables."""

from __future__ import annotations

from datetime import timedelta

from models.domain.collection.submission import SubmissionState, SubmissionStatus

LATE = "nộp muộn"


def status_words(state: SubmissionState) -> str:
    """The state in one line: what is in, whether the round is open, what waits for an answer."""
    words = [_progress(state), *_opening(state)]
    if state.open_questions:
        words.append(f"có {state.open_questions} câu hỏi chờ trả lời")
    return "; ".join(words)


def late_words(late_by: timedelta | None) -> str:
    """Words such as "nộp muộn 1 ngày 3 giờ": days and hours, below a day hours and minutes.

    Without the amount when the history does not tell it; "dưới 1 phút" below a minute.
    """
    if late_by is None:
        return LATE
    minutes = int(late_by.total_seconds()) // 60
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = ((days, "ngày"), (hours, "giờ"), (0 if days else left, "phút"))
    amounts = " ".join(f"{amount} {noun}" for amount, noun in parts if amount)
    return f"{LATE} {amounts or 'dưới 1 phút'}"


def _opening(state: SubmissionState) -> list[str]:
    if state.locked:
        return ["đã khóa nhận hồ sơ"]
    if state.unlocked:
        until = state.unlocked_until
        return [f"được mở khóa đến {until.end_in_words()}" if until else "được mở khóa"]
    if state.extension is not None:
        return [f"được gia hạn đến {state.extension.end_in_words()}"]
    return []


def _progress(state: SubmissionState) -> str:
    if state.status is SubmissionStatus.NOT_SENT:
        return "Chưa phát biểu mẫu cho đơn vị"
    if state.status is SubmissionStatus.FINDINGS:
        return f"Cần sửa {state.open_findings} chỗ"
    if state.status is SubmissionStatus.SENT_OUT:
        return f"Chưa nộp ({state.refused} tệp chưa dùng được)" if state.refused else "Chưa nộp"
    late = f", {late_words(state.late_by)}" if state.late else ""
    accepted = f"Đã nhận bản {state.version}{late}"
    if state.open_findings:
        return f"{accepted}; bản mới cần sửa {state.open_findings} chỗ"
    return accepted
