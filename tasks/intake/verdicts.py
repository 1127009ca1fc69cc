"""What a verdict leaves behind: an event, the scores if accepted, and an answer to the sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.own_times import own_limit
from models.domain.score_row import ScoreRow
from models.domain.submission import (
    FileReceived,
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionState,
)
from models.domain.values import UnitCode
from models.domain.workbook import Finding, Severity
from models.store import UnitOfWork
from models.store.tally import SELF
from tasks.intake.answer import answer
from tasks.intake.sent import Sent
from tasks.workbook.refusals import Refusal

Scores = Mapping[UnitCode, Sequence[ScoreRow]]


def receive(uow: UnitOfWork, sent: Sent) -> None:
    """Note that the file came in through its door."""
    delivery = sent.delivery
    event = FileReceived(
        at=delivery.at,
        file=sent.file.file,
        name=sent.file.name,
        door=delivery.door,
        sender=delivery.sender or delivery.address,
    )
    uow.submissions.append(sent.form, sent.code, event)


def accept(
    workspace: Workspace,
    uow: UnitOfWork,
    sent: Sent,
    state: SubmissionState,
    scores: Scores,
    findings: Sequence[Finding],
) -> None:
    """Take the file as the next version of the unit's submission and give a receipt.

    ``findings`` do not block; they are told as advice.
    """
    at, file = sent.delivery.at, sent.file.file
    for unit, rows in scores.items():
        round_ = sent.code if sent.form is Form.APPRAISAL else SELF
        uow.scores.replace(sent.form, unit, round_, rows)
    due = own_limit(workspace.campaign.limit_of(sent.form), state).closes
    event = SubmissionAccepted(
        at=at,
        file=file,
        version=state.version + 1,
        late=at >= due,
        due=due,
        advice=tuple(finding.message for finding in findings),
    )
    uow.submissions.append(sent.form, sent.code, event)
    answer(workspace, uow, sent, event)


def send_back(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, findings: Sequence[Finding]
) -> None:
    """Return the file with what must be mended; what was accepted before still counts."""
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCKS]
    event = FindingsReturned(
        at=sent.delivery.at,
        file=sent.file.file,
        findings=sum(max(1, len(finding.cells)) for finding in blocking),
        sentences=tuple(finding.message for finding in findings),
    )
    uow.submissions.append(sent.form, sent.code, event)
    answer(workspace, uow, sent, event)


def refuse(workspace: Workspace, uow: UnitOfWork, sent: Sent, refusal: Refusal) -> None:
    """Keep a file that cannot be taken as a submission and say why."""
    event = FileRefused(
        at=sent.delivery.at,
        file=sent.file.file,
        reason=refusal.reason,
        message=refusal.message,
    )
    uow.submissions.append(sent.form, sent.code, event)
    answer(workspace, uow, sent, event)
