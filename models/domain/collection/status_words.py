"""How a unit stands with its form, how late it was and what happened, in Vietnamese."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from models.domain.collection.submission_events import (
    ExplanationAsked,
    FileReceived,
    FileRefused,
    FindingsReturned,
    QuestionAsked,
    RoundExtended,
    RoundLocked,
    SubmissionAccepted,
    SubmissionEvent,
    UnitUnlocked,
    WorkbookSent,
)
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.delivery import DOOR_WORDS
from models.domain.vietnamese.dates import moment_in_table

LATE_SUBMISSION = "nộp muộn"


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
        return LATE_SUBMISSION
    minutes = int(late_by.total_seconds()) // 60
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = ((days, "ngày"), (hours, "giờ"), (0 if days else left, "phút"))
    amounts = " ".join(f"{amount} {noun}" for amount, noun in parts if amount)
    return f"{LATE_SUBMISSION} {amounts or 'dưới 1 phút'}"


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


def history_words(history: Iterable[SubmissionEvent]) -> Iterator[str]:
    """One line an event, each with its moment in Hanoi, oldest first; questions are numbered."""
    asked: list[QuestionAsked] = []
    for event in history:
        if isinstance(event, QuestionAsked):
            asked.append(event)
        yield f"{moment_in_table(event.at)}  {_words(event, asked)}"


def _words(event: SubmissionEvent, asked: Sequence[QuestionAsked]) -> str:
    match event:
        case WorkbookSent():
            return "Gửi biểu mẫu cho đơn vị"
        case FileReceived(name=name, door=door):
            return f"Nhận tệp “{name}” ({DOOR_WORDS.get(door, door)})"
        case FileRefused(message=message):
            return f"Không ghi nhận được tệp: {message}"
        case FindingsReturned(findings=count):
            return f"Trả lại, cần sửa {count} chỗ"
        case SubmissionAccepted(version=version):
            return f"Ghi nhận bản {version}, {_timing(event)}"
        case RoundLocked():
            return _locked(event)
        case RoundExtended(until=until, by=by, reason=reason):
            return f"Gia hạn đến {until.end_in_words()} ({by}: {reason})"
        case UnitUnlocked(until=until, by=by, reason=reason):
            end = f"đến {until.end_in_words()}" if until else "đến khi khóa lại"
            return f"Mở khóa {end} ({by}: {reason})"
        case ExplanationAsked(items=items, limit=limit, by=by):
            codes = ", ".join(item.code for item in items)
            request = f"Đề nghị giải trình {len(items)} nội dung ({codes}), {limit.in_words()}"
            return f"{request} ({by})" if by else request
        case QuestionAsked(text=text):
            return f"{_called(asked, len(asked)).capitalize()}: {text}"
        case _:
            which = f" {_called(asked, event.number)}" if event.number else ""
            return f"Trả lời{which} ({event.by}): {event.text}"


def _called(asked: Sequence[QuestionAsked], number: int) -> str:
    named = asked[number - 1 : number]
    if any(each.explains for each in named):
        return f"giải trình số {number}"
    is_note = any(not each.owed for each in named)
    return f"{'lời nhắn kèm hồ sơ' if is_note else 'câu hỏi'} số {number}"


def _timing(event: SubmissionAccepted) -> str:
    if not event.late:
        return "đúng hạn"
    return late_words(event.at - event.due if event.due else None)


def _locked(event: RoundLocked) -> str:
    if event.by:
        return f"Khóa nhận bài ({event.by}: {event.reason})"
    return "Khóa hẳn, kết quả đã được phê duyệt" if event.final else "Khóa nhận bài"
