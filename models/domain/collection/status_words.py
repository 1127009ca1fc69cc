"""Where a unit stands with its form, in Vietnamese, for tables that operators read."""

from __future__ import annotations

from models.domain.collection.submission import SubmissionState, SubmissionStatus
from models.domain.lateness import late_words


def status_words(state: SubmissionState) -> str:
    """The state in one line: what is in, whether the round is open, what waits for an answer."""
    words = [_standing(state), *_opening(state)]
    if state.open_questions:
        words.append(f"có {state.open_questions} câu hỏi chờ trả lời")
    return "; ".join(words)


def _opening(state: SubmissionState) -> list[str]:
    if state.locked:
        return ["đã khóa nhận hồ sơ"]
    if state.unlocked:
        until = state.unlocked_until
        return [f"được mở khóa đến {until.end_in_words()}" if until else "được mở khóa"]
    if state.extension is not None:
        return [f"được gia hạn đến {state.extension.end_in_words()}"]
    return []


def _standing(state: SubmissionState) -> str:
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
