"""Evidence that came without a workbook: advice by the unit's last one, and an answer."""

from __future__ import annotations

from collections.abc import Sequence

from config.workspace import Workspace
from models.domain.collection.submission_events import FileReceived
from models.domain.collection.workbook import Finding
from models.domain.deadlines import day_in_hanoi
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.messages.message import Purpose
from models.domain.vietnamese.dates import moment_in_words
from tasks.evidence.advise import advise
from tasks.intake.ledger import Ledger
from tasks.intake.letters import write_letters
from tasks.intake.look_into import workers
from tasks.intake.opened import Opened
from tasks.intake.sent import subject_of


def advice_on(workspace: Workspace, opened: Opened) -> tuple[Finding, ...]:
    """What is odd about the evidence of the unit, held against the last workbook it sent."""
    unit, form = opened.unit, opened.form
    if unit is None or opened.found or not opened.evidence:
        return ()
    declared = _last_declared(workspace, opened)
    day = day_in_hanoi(opened.delivery.at)
    with workspace.read() as uow:
        sent = uow.evidence.of(form, unit.code)
        return advise(uow, workspace.forms, unit, form, sent, declared, day)


def _last_declared(workspace: Workspace, opened: Opened) -> Sequence[DeclaredEvidence] | None:
    """The evidence sheet of the unit's last workbook; None when it has sent none yet."""
    assert opened.unit is not None
    code = opened.unit.code
    with workspace.read() as uow:
        history = uow.submissions.history(opened.form, code)
        files = [event for event in history if isinstance(event, FileReceived)]
        if not files:
            return None
        content = uow.files.get(files[-1].file)
    opinion = workers().opinion(workspace.forms, content, files[-1].name, code)
    return opinion.declared if opinion.unit else None


def tell_of_evidence(
    workspace: Workspace, ledger: Ledger, opened: Opened, advice: Sequence[Finding]
) -> None:
    """Queue the receipt of evidence that came by itself, if it did."""
    if opened.found or not opened.evidence:
        return
    delivery = opened.delivery
    params = {
        "form": opened.form,
        "received_at": moment_in_words(delivery.at),
        "count": str(len(opened.evidence)),
        "names": "\n".join(file.name for file in opened.evidence),
        "advice": "\n".join(finding.message for finding in advice),
    }
    subject = subject_of(delivery, opened.form, opened.unit)
    letter = (delivery, opened.unit, Purpose.EVIDENCE_RECEIVED, subject, params)
    write_letters(workspace, ledger, *letter)
