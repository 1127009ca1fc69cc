"""What happened to a unit's form, event by event, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.domain.collection.status_words import late_words
from models.domain.collection.submission import (
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
from models.domain.vietnamese.dates import moment_in_table


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
            return f"Nhận tệp “{name}” ({_DOORS.get(door, door)})"
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
            told = f"Đề nghị giải trình {len(items)} nội dung ({codes}), {limit.in_words()}"
            return f"{told} ({by})" if by else told
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


_DOORS = {"drop": "thư mục nộp bài", "mail": "thư điện tử", "portal": "trang nộp bài"}


def _timing(event: SubmissionAccepted) -> str:
    if not event.late:
        return "đúng hạn"
    return late_words(event.at - event.due if event.due else None)


def _locked(event: RoundLocked) -> str:
    if event.by:
        return f"Khóa nhận bài ({event.by}: {event.reason})"
    return "Khóa hẳn, kết quả đã được phê duyệt" if event.final else "Khóa nhận bài"
