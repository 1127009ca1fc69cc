"""Take a round back: it counts no more, and nobody has to find that out by himself."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.gate.approval import GateKey, GateRequest
from models.domain.stages import STAGES
from models.store import UnitOfWork
from tasks.gates.letters import void_letters
from tasks.prefect_steps.step import step


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
    told = [person for each in asked for person in each.approvers]
    uow.gates.void(gate, reason)
    uow.messages.queue(void_letters(workspace, request, told, reason))
