"""The message that tells a sender what became of a file."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.collection.status_words import late_words
from models.domain.collection.submission import fold, purpose_of
from models.domain.collection.submission_events import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
)
from models.domain.collection.unit_limits import own_limit
from models.domain.messages.message import Attachment
from models.domain.vietnamese.dates import moment_in_words
from tasks.intake.ledger import Ledger
from tasks.intake.letters import write_letters
from tasks.intake.sent import Sent
from tasks.signed.mail_marks import units_at
from tasks.workbook.read.refusals import CLOSED

Verdict = SubmissionAccepted | FindingsReturned | FileRefused


def answer(workspace: Workspace, ledger: Ledger, sent: Sent, verdict: Verdict) -> None:
    """Queue the verdict to whoever sent the file: one answer for each time it was sent."""
    purpose = purpose_of(type(verdict), sent.form)
    about = _params(workspace, ledger, sent, verdict)
    params = {"file": sent.file.name, "sha256": sent.file.file, **about}
    letter = (sent.delivery, sent.unit, purpose, sent.subject, params)
    write_letters(workspace, ledger, *letter, _attachments(verdict))


def _attachments(verdict: Verdict) -> list[Attachment]:
    """The marked file of what goes back to be mended."""
    if isinstance(verdict, FindingsReturned) and verdict.marked:
        return [Attachment(name=verdict.marked_name, sha256=verdict.marked)]
    return []


def _limit(workspace: Workspace, ledger: Ledger, sent: Sent) -> str:
    """By when the unit owes the form, its extension included."""
    state = fold(ledger.history(sent.form, sent.code))
    return own_limit(workspace.campaign.limit_of(sent.form), state).in_words()


def _timing(verdict: SubmissionAccepted) -> str:
    """In time, or late and by how much."""
    if not verdict.late:
        return "đúng hạn"
    return late_words(verdict.at - verdict.due if verdict.due else None)


def _params(workspace: Workspace, ledger: Ledger, sent: Sent, verdict: Verdict) -> dict[str, str]:
    received_at = moment_in_words(sent.delivery.at)
    match verdict:
        case SubmissionAccepted(version=version, advice=advice):
            return {
                "form": sent.form,
                "received_at": received_at,
                "version": str(version),
                "timing": _timing(verdict),
                "advice": "\n".join(advice),
            }
        case FindingsReturned(findings=count, sentences=sentences, is_own=own):
            return {
                "form": sent.form,
                "limit": _limit(workspace, ledger, sent),
                "findings": str(count),
                "lines": "\n".join(sentences),
                "copied": "" if own else "x",
            }
        case FileRefused(reason=why_id, message=message):
            closed = "x" if why_id == CLOSED.reason else ""
            why = {
                "reason": f"{message} {_from_whom(workspace, sent)}".strip(),
                "closed": closed,
                "received_at": received_at,
            }
            return {"limit": _limit(workspace, ledger, sent), **why}


def _from_whom(workspace: Workspace, sent: Sent) -> str:
    """For the operators who look at a mail of nobody's: its address, and whose it may be."""
    address = sent.delivery.address
    if sent.unit or not address:
        return ""
    perhaps = ", ".join(unit.name for unit in units_at(workspace.campaign, address))
    return f"Thư gửi từ {address}" + (f", có thể là của {perhaps}." if perhaps else ".")
