"""What was mended after a return, in an operator's words; it goes with the next dossier."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.gate.approval import Verdict
from models.domain.stages import StageName
from tasks.prefect_steps.step import step


@step("Xem ý kiến trả lại")
def read_rework(campaign: str, stage: StageName, round_: int) -> str | None:
    """The Markdown that asks for the rework of a returned round; None when none is owed."""
    with open_workspace(campaign).read() as uow:
        returned = [
            decision
            for decision in uow.gates.decisions()
            if decision.key.stage is stage
            and decision.key.round == round_
            and decision.verdict is Verdict.RETURN
        ]
        if not returned or round_ in uow.gates.rework_notes(stage):
            return None
    return (
        f"## Hồ sơ bị trả lại (lần {round_})\n\n**Ý kiến:** {returned[-1].opinion}\n\n"
        "Đề nghị chỉnh sửa theo ý kiến, sau đó ghi nội dung đã sửa vào ô dưới đây để trình lại."
    )


@step("Ghi nội dung đã chỉnh sửa")
def note_rework(campaign: str, stage: StageName, round_: int, note: str) -> None:
    """Store what was mended after the return of ``round_``."""
    with open_workspace(campaign).change("operator") as uow:
        uow.gates.note_rework(stage, round_, note)
