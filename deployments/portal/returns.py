"""What a unit has sent in so far, each file with its verdict, in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    FileReceived,
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionEvent,
)
from models.domain.delivery import Door
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork

DOORS: dict[str, str] = {
    Door.DROP: "thư mục nộp bài",
    Door.MAIL: "thư điện tử",
    Door.PORTAL: "trang này",
}
Verdict = SubmissionAccepted | FindingsReturned | FileRefused


@dataclass(frozen=True)
class Received:
    """One file that came in, through whichever door, and what became of it (None: nothing yet)."""

    file: str
    name: str
    at: datetime
    door: str
    verdict: Verdict | None = None

    @property
    def words(self) -> str:
        """The verdict in a few words."""
        match self.verdict:
            case SubmissionAccepted(version=version, late=late):
                return f"Đã nhận, bản {version}{', nộp muộn' if late else ''}"
            case FindingsReturned(findings=count):
                return f"Cần sửa {count} chỗ"
            case FileRefused():
                return "Chưa ghi nhận được"
        return "Đang kiểm tra"


def forms_of(workspace: Workspace, unit: Unit) -> list[Form]:
    """The forms that a unit owes."""
    return [form for form in Form if workspace.campaign.owes(unit, form)]


def histories(workspace: Workspace, uow: UnitOfWork, unit: Unit) -> list[SubmissionEvent]:
    """All that happened to all forms of a unit, oldest first within each form."""
    return [
        event
        for form in forms_of(workspace, unit)
        for event in uow.submissions.history(form, unit.code)
    ]


def received(events: Iterable[SubmissionEvent]) -> list[Received]:
    """The files of a history with their verdicts, newest first."""
    files: list[Received] = []
    for event in events:
        if isinstance(event, FileReceived):
            door = DOORS.get(event.door, event.door)
            files.append(Received(event.file, event.name, event.at, door))
        elif isinstance(event, SubmissionAccepted | FindingsReturned | FileRefused):
            for place, file in enumerate(files):
                if file.file == event.file and file.verdict is None:
                    files[place] = replace(file, verdict=event)
    return sorted(files, key=lambda file: file.at)[::-1]


def verdict_of(events: Iterable[SubmissionEvent], file: str) -> Verdict | None:
    """The newest verdict on a file; None when it has none."""
    kinds = (SubmissionAccepted, FindingsReturned, FileRefused)
    found = [event for event in events if isinstance(event, kinds) and event.file == file]
    return found[-1] if found else None


def waiting_files(uow: UnitOfWork, unit: UnitCode) -> list[Received]:
    """The files of a unit that are stored and not judged yet, newest first."""
    return [
        Received(sent.file, sent.name, delivery.at, DOORS[delivery.door])
        for delivery in reversed(uow.deliveries.waiting())
        if delivery.sender == unit
        for sent in delivery.files
    ]
