"""Begin, wait and end a stage, once each however often they are called."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.errors import TransitionRefused
from models.domain.stages import STAGES, StageName, StageState, missing_before
from tasks.prefect_steps.step import step


@step("Bắt đầu bước")
def begin_stage(campaign: str, stage: StageName, run: str) -> bool:
    """Mark a stage as running under ``run``; False when it has ended already.

    TransitionRefused, naming them, while stages before it have not ended: nothing starts before
    its approval.
    """
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        records = uow.stages.all()
        if records[stage].state is StageState.ENDED:
            return False
        ended = frozenset(n for n, r in records.items() if r.state is StageState.ENDED)
        if missing := missing_before(stage, ended):
            titles = "; ".join(f"“{STAGES[name].title}”" for name in missing)
            raise TransitionRefused(
                f"Chưa thể bắt đầu bước “{STAGES[stage].title}”: phải hoàn thành {titles} trước.",
                subject=stage,
            )
        uow.stages.start(stage, run)
    return True


@step("Ghi nhận đang chờ")
def note_waiting(campaign: str, stage: StageName, wait: str, run: str) -> None:
    """Record the key of what the stage waits for (see ``models.domain.gate.waits``)."""
    with open_workspace(campaign).change(f"flow:{stage}") as uow:
        uow.stages.wait(stage, wait, None, run)


@step("Ghi nhận đã có trả lời")
def note_going_on(campaign: str, stage: StageName, run: str) -> None:
    """Record that the stage got its answer and runs on."""
    with open_workspace(campaign).change(f"flow:{stage}") as uow:
        uow.stages.resume(stage, run)


@step("Kết thúc bước")
def end_stage(campaign: str, stage: StageName, summary: str) -> None:
    """Mark a stage as ended with one Vietnamese line of what came out."""
    with open_workspace(campaign).change(f"flow:{stage}") as uow:
        uow.stages.end(stage, summary)
