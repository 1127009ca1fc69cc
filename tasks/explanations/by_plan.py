"""What the appraisal does by itself before the council concludes: it asks, and hears the units."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.collection.questions import explanation_limit
from models.domain.deadlines import day_in_hanoi
from models.domain.gate.approval import GateKey
from tasks.explanations.request import request_explanations
from tasks.prefect_steps.step import step


@step("Đề nghị đơn vị giải trình")
def ask_explanations(campaign: str, gate: GateKey) -> None:
    """Ask each commune about what was taken off it, before the dossier is laid before ``gate``.

    Nothing happens when the plan has no explanations, or once that gate is open.
    """
    workspace = open_workspace(campaign)
    own, today = workspace.campaign, day_in_hanoi(workspace.now())
    limit = explanation_limit(own.stages[gate.stage], own.calendar, today)
    with workspace.read() as uow:
        is_open = uow.gates.get(gate) is not None
    if limit is not None and not is_open:
        request_explanations(workspace, [unit.code for unit in own.communes], limit, by="")
