"""Open a gate: store what is to be decided and tell the approver."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.approval import GateKey, GateRequest, Verdict, changes
from models.domain.messages import Attachment
from models.domain.refused_ballot import ballots_only
from models.domain.stages import Body
from models.domain.values import Value
from models.store import UnitOfWork
from tasks.gates.dossiers import assemble
from tasks.gates.letters import approvers, request_letters
from tasks.step import step


class GateText(Value):
    """What the form shows; ``attempt`` counts refused ballots and so names the next question."""

    attempt: int
    markdown: str


@step("Trình hồ sơ và báo người có thẩm quyền")
def open_gate(campaign: str, gate: GateKey) -> GateText:
    """Store the request of ``gate`` once, tell the approver once, and give the form's text."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        request = uow.gates.get(gate)
        refusals = ballots_only(uow.gates.refusals(gate))
    if request is None:
        with workspace.change(f"flow:{gate.stage}") as uow:
            request = _request(workspace, uow, gate)
            uow.gates.request(request)
            uow.messages.queue(request_letters(workspace, request, _drafts(uow, request)))
    warning = f"⚠️ **Chưa ghi nhận:** {refusals[-1].message}\n\n" if refusals else ""
    return GateText(attempt=len(refusals), markdown=warning + request.dossier.summary)


@step("Kiểm tra hồ sơ sau khi ký")
def is_unchanged(campaign: str, gate: GateKey) -> bool:
    """Whether the dossier is still what was signed; otherwise the decision is voided.

    The decisions of a round that was returned stand: the rework is meant to change the dossier.
    """
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{gate.stage}") as uow:
        request, decision = uow.gates.get(gate), uow.gates.decision(gate)
        if request is None or decision is None:
            return False
        current = assemble(workspace, uow, gate)
        if decision.fingerprint == current.fingerprint or _is_returned(uow, gate):
            return True
        uow.gates.void(gate, "; ".join(changes(request.dossier, current)))
    return False


def _is_returned(uow: UnitOfWork, gate: GateKey) -> bool:
    return any(
        (decision.key.stage, decision.key.round) == (gate.stage, gate.round)
        and decision.verdict is Verdict.RETURN
        for decision in uow.gates.decisions()
    )


def _request(workspace: Workspace, uow: UnitOfWork, gate: GateKey) -> GateRequest:
    return GateRequest(
        key=gate,
        dossier=assemble(workspace, uow, gate, submitted=True),
        approvers=tuple(person.id for person in approvers(workspace, gate.body)),
        requested_at=workspace.now(),
        quorum=workspace.campaign.council.quorum if gate.body is Body.COUNCIL else 0,
    )


def _drafts(uow: UnitOfWork, request: GateRequest) -> tuple[Attachment, ...]:
    """The files of the dossier; a part that is a print of data has none."""
    return tuple(
        Attachment(name=f"{part.name}.docx", sha256=part.sha256)
        for part in request.dossier.parts
        if uow.files.has(part.sha256)
    )
