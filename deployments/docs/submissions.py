"""The states of a submission and what each event sets off, from the one table of events."""

from collections import defaultdict

from deployments.docs.stages import mermaid
from models.domain.collection.submission import SUBMISSION_EVENTS, EventSpec
from models.domain.collection.submission_events import UnitEvent
from models.domain.collection.submission_state import SubmissionStatus

WORDS = {
    SubmissionStatus.NOT_SENT: "chưa gửi biểu mẫu",
    SubmissionStatus.SENT_OUT: "chưa nộp",
    SubmissionStatus.FINDINGS: "cần sửa",
    SubmissionStatus.ACCEPTED: "đã ghi nhận",
}


def submissions_page() -> str:
    """Status, lock, and all events."""
    return "\n\n".join(
        ["## Status", status_diagram(), "## Lock", lock_diagram(), "## Events", event_table()]
    )


def status_diagram() -> str:
    """How far a unit has come, and the events that bring it further."""
    arrows = defaultdict[tuple[SubmissionStatus, SubmissionStatus], list[str]](list)
    for spec in SUBMISSION_EVENTS.values():
        for before, after in spec.status.items():
            arrows[before, after].append(spec.title)
    names = [f'    state "{words}" as {status}' for status, words in WORDS.items()]
    lines = [f"    {a} --> {b}: {', '.join(titles)}" for (a, b), titles in arrows.items()]
    return mermaid("stateDiagram-v2", [*names, f"    [*] --> {SubmissionStatus.NOT_SENT}", *lines])


def lock_diagram() -> str:
    """Whether the round takes in what the unit sends."""
    names = ['    state "đang nhận bài" as open', '    state "đã khóa" as locked']
    lines = [
        f"    {'open --> locked' if spec.locked else 'locked --> open'}: {spec.title}"
        for spec in SUBMISSION_EVENTS.values()
        if spec.locked is not None
    ]
    return mermaid("stateDiagram-v2", [*names, "    [*] --> open", *lines])


def event_table() -> str:
    """One row an event: next status, lock, audit action, message."""
    head = (
        "| Event | Title | Next status | Lock | Audit action | Message |\n|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_row(kind, spec) for kind, spec in SUBMISSION_EVENTS.items())])


def _row(kind: type[UnitEvent], spec: EventSpec) -> str:
    changed = ", ".join(f"{before} → {after}" for before, after in spec.status.items())
    lock = {None: "", True: "locks", False: "opens"}[spec.locked]
    purposes = [spec.message, *spec.message_by_form.values()]
    messages = ", ".join(f"`{purpose}`" for purpose in purposes if purpose)
    cells = [f"`{kind.__name__}`", spec.title, changed, lock, f"`{spec.audit}`", messages]
    return f"| {' | '.join(cells)} |"
