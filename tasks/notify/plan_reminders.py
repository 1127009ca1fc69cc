"""Put today's reminders into the outbox; the plan itself is pure (models.domain.reminders)."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import STAGE_OF
from models.domain.deadlines import HANOI
from models.domain.reminders import plan
from models.domain.stages import StageState
from models.domain.submission import SubmissionState
from tasks.step import step


@step("Lập danh sách nhắc việc hôm nay")
def plan_reminders(campaign: str) -> int:
    """Queue the reminders of today for every form whose round is open; how many are new.

    Once the stage has ended, only units that were given time of their own still owe something.
    """
    workspace = open_workspace(campaign)
    today = workspace.now().astimezone(HANOI).date()
    with workspace.change("flow:reminders") as uow:
        stages = uow.stages.all()
        queued = 0
        for form, stage in STAGE_OF.items():
            if stages[stage].state is StageState.PENDING:
                continue
            ended = stages[stage].state is StageState.ENDED
            limit = workspace.campaign.limit_of(form)
            known = uow.submissions.states(form)
            states = {
                unit.code: known[unit.code]
                for unit in workspace.campaign.owing(form)
                if _is_chased(known.get(unit.code, SubmissionState(locked=True)), ended)
            }
            queued += uow.messages.queue(plan(workspace.campaign, form, limit, states, today))
    return queued


def _is_chased(state: SubmissionState, ended: bool) -> bool:
    return not state.locked and not (ended and state.extension is None)
