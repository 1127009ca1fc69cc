"""What a verdict leaves behind: an event, the scores if accepted, and an answer to the sender."""

from collections.abc import Iterable

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.round_changes import own_limit
from models.domain.collection.submission_events import (
    FileReceived,
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionEvent,
)
from models.domain.collection.submission_state import SubmissionState
from models.domain.collection.workbook import Severity
from models.domain.scoring.score_tree import SELF
from tasks.intake.answers import FileVerdict, ReturnedFile, answer
from tasks.intake.cases import JudgedReturn
from tasks.intake.ledger import ChangeBuffer
from tasks.workbook.opinion import Refusal


def receive(ledger: ChangeBuffer, sent: ReturnedFile) -> None:
    """Note that the file came in through its door."""
    delivery = sent.delivery
    event = FileReceived(
        at=delivery.at,
        file=sent.file.file,
        name=sent.file.name,
        door=delivery.door,
        sender=delivery.sender or delivery.address,
    )
    ledger.append(sent.form, sent.code, event)


def accept(
    workspace: Workspace, ledger: ChangeBuffer, case: JudgedReturn, state: SubmissionState
) -> None:
    """Take the file as the next version of the unit's submission and give a receipt."""
    sent, at = case.sent, case.sent.delivery.at
    for unit, rows in case.scores.items():
        scored_by = sent.code if sent.form is Form.APPRAISAL else SELF
        ledger.replace_scores(sent.form, scored_by, unit, rows)
    due = own_limit(workspace.campaign.limit_of(sent.form), state).closes
    event = SubmissionAccepted(
        at=at,
        file=sent.file.file,
        version=state.version + 1,
        late=at >= due,
        due=due,
        advice=_sentences(case),
    )
    ledger.append(sent.form, sent.code, event)
    answer(workspace, ledger, sent, event)


def send_back(workspace: Workspace, ledger: ChangeBuffer, case: JudgedReturn) -> None:
    """Return the file with what must be mended; what was accepted before still counts."""
    sent, marked = case.sent, case.annotated
    blocking = [finding for finding in case.findings if finding.severity is Severity.BLOCKS]
    event = FindingsReturned(
        at=sent.delivery.at,
        file=sent.file.file,
        findings=sum(max(1, len(finding.cells)) for finding in blocking),
        sentences=_sentences(case),
        marked=ledger.keep(marked.content, marked.name) if marked else None,
        marked_name=marked.name if marked else "",
        is_own=marked.own if marked else True,
    )
    ledger.append(sent.form, sent.code, event)
    answer(workspace, ledger, sent, event)


def refuse(
    workspace: Workspace, ledger: ChangeBuffer, sent: ReturnedFile, refusal: Refusal
) -> None:
    """Keep a file that cannot be taken as a submission and say why."""
    event = FileRefused(
        at=sent.delivery.at,
        file=sent.file.file,
        reason=refusal.reason,
        message=refusal.message,
    )
    ledger.append(sent.form, sent.code, event)
    answer(workspace, ledger, sent, event)


def repeat(
    workspace: Workspace,
    ledger: ChangeBuffer,
    case: JudgedReturn,
    history: Iterable[SubmissionEvent],
) -> None:
    """Answer a file that was judged last once more; the advice is that of now.

    Evidence may have come with it this time.
    """
    verdict = _last_verdict(history)
    if isinstance(verdict, SubmissionAccepted):
        verdict = verdict.model_copy(update={"advice": _sentences(case)})
    answer(workspace, ledger, case.sent, verdict)


def _last_verdict(history: Iterable[SubmissionEvent]) -> FileVerdict:
    """The newest verdict; every file that was received has one."""
    kinds = (SubmissionAccepted, FindingsReturned, FileRefused)
    return [event for event in history if isinstance(event, kinds)][-1]


def _sentences(case: JudgedReturn) -> tuple[str, ...]:
    return tuple(finding.message for finding in case.findings)
