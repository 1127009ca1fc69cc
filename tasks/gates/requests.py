"""Open a gate and take it back: what is to be decided is stored, and who decides is told."""

from config.workspace import Workspace, open_workspace
from models.domain.gate.approval import dossier_changes
from models.domain.gate.records import GateKey, GateRequest, Verdict, ballots_only
from models.domain.gate.refusals import not_recorded
from models.domain.messages.message import Attachment
from models.domain.stages import STAGES, Body
from models.domain.values import Value
from models.store import UnitOfWork
from tasks.gates.dossiers import assemble
from tasks.gates.messages import approvers, lost_ballot_messages, request_messages, void_messages
from tasks.prefect_steps.step import step

NOT_RECORDED = not_recorded().subject


class GateText(Value):
    """What the form shows; ``attempt`` counts refused ballots and so names the next question.

    A run that was cut off is no attempt: its form, if it still waits, keeps its name.
    """

    attempt: int
    markdown: str


@step("Trình hồ sơ và báo người có thẩm quyền")
def open_gate(campaign: str, gate: GateKey, run: str) -> GateText:
    """Store the request of ``gate`` once, tell the approver once, and give the form's text.

    Another ``run`` than the one that asked last means that it was cut off, perhaps with a ballot
    in its hands: the form says so, and the approver gets a message.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        request = uow.gates.get(gate)
        cut_off = request is not None and _is_cut_off(uow, request, run)
    if request is None:
        with workspace.change(f"flow:{gate.stage}") as uow:
            request = _ask(workspace, uow, gate, run)
    elif cut_off:
        with workspace.change(_name(run)) as uow:
            _ask_again(workspace, uow, request)
    with workspace.read() as uow:
        refused = ballots_only(uow.gates.refusals(gate))
    warning = f"⚠️ **Chưa ghi nhận:** {refused[-1].message}\n\n" if refused else ""
    attempt = sum(each.reason != NOT_RECORDED for each in refused)
    return GateText(attempt=attempt, markdown=warning + request.dossier.summary)


def _is_cut_off(uow: UnitOfWork, request: GateRequest, run: str) -> bool:
    """Whether an open gate was asked for, but never by this run."""
    gate = request.key
    if uow.gates.is_void(gate) or uow.gates.decision(gate) is not None:
        return False
    again = {r.who for r in uow.gates.refusals(gate) if r.reason == NOT_RECORDED}
    return _name(run) not in {_name(request.asked_by), *again}


def _name(run: str) -> str:
    """How a run is named as the author of a change."""
    return f"run:{run}"


def _ask(workspace: Workspace, uow: UnitOfWork, gate: GateKey, run: str) -> GateRequest:
    request = _request(workspace, uow, gate, run)
    uow.gates.request(request)
    uow.messages.queue(request_messages(workspace, request, _drafts(uow, request)))
    return request


def _ask_again(workspace: Workspace, uow: UnitOfWork, request: GateRequest) -> None:
    refusal = not_recorded()
    uow.gates.refuse(request.key, refusal.subject, refusal.message)
    uow.messages.queue(lost_ballot_messages(workspace, request))


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
        void(workspace, uow, request, "; ".join(dossier_changes(request.dossier, current)))
    return False


def _is_returned(uow: UnitOfWork, gate: GateKey) -> bool:
    return any(
        (decision.key.stage, decision.key.round) == (gate.stage, gate.round)
        and decision.verdict is Verdict.RETURN
        for decision in uow.gates.decisions()
    )


def _request(workspace: Workspace, uow: UnitOfWork, gate: GateKey, run: str) -> GateRequest:
    return GateRequest(
        key=gate,
        dossier=assemble(workspace, uow, gate, submitted=True),
        approvers=tuple(person.id for person in approvers(workspace, gate.body)),
        requested_at=workspace.now(),
        quorum=workspace.campaign.council.quorum if gate.body is Body.COUNCIL else 0,
        asked_by=run,
    )


def _drafts(uow: UnitOfWork, request: GateRequest) -> tuple[Attachment, ...]:
    """The files of the dossier; a part that is a print of data has none."""
    return tuple(
        Attachment(name=f"{part.name}.docx", sha256=part.sha256)
        for part in request.dossier.parts
        if uow.files.has(part.sha256)
    )


@step("Hủy hiệu lực lần trình")
def void_round(campaign: str, gate: GateKey, reason: str) -> None:
    """Void the request of ``gate`` and the decision on it for a reason found outside the gate."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{gate.stage}") as uow:
        if (request := uow.gates.get(gate)) is not None:
            void(workspace, uow, request, reason)


def void(workspace: Workspace, uow: UnitOfWork, request: GateRequest, reason: str) -> None:
    """Void a request and tell, once, the operators and all who were to decide in this round."""
    gate = request.key
    if uow.gates.is_void(gate):
        return
    keys = [gate.model_copy(update={"body": body}) for body in STAGES[gate.stage].gates]
    asked = [found for key in keys if (found := uow.gates.get(key)) is not None]
    deciding = [person for each in asked for person in each.approvers]
    uow.gates.void(gate, reason)
    uow.messages.queue(void_messages(workspace, request, deciding, reason))
