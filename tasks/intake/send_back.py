"""The file that goes back to be mended: the sender's own, with the faulty cells marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.workspace import Workspace
from models.domain.collection.submission_events import WorkbookSent
from tasks.intake.cases import Case
from tasks.intake.look_into import workers
from tasks.intake.marking import marked


def with_marks(workspace: Workspace, cases: Sequence[Sequence[Case]]) -> list[list[Case]]:
    """The cases of each delivery, with marked files for senders who have something to mend.

    A file that cannot be marked is replaced by the form that the unit was sent, with what they
    typed; without that too, the sentences alone go back.
    """
    calls = [
        (case.content, case.sent.file.name, case.findings, _form_sent(workspace, case))
        for own in cases
        for case in own
        if case.goes_back
    ]
    copies = workers().mark(marked, calls)
    return [
        [replace(case, annotated=next(copies)) if case.goes_back else case for case in own]
        for own in cases
    ]


def _form_sent(workspace: Workspace, case: Case) -> bytes:
    """The form as it went out to the unit last; empty if none did."""
    with workspace.read() as uow:
        history = uow.submissions.history(case.sent.form, case.sent.code)
        sent = [event.file for event in history if isinstance(event, WorkbookSent)]
        return uow.files.get(sent[-1]) if sent else b""
