"""Close a round: what comes later is kept and told, but no longer counts."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.submission import RoundLocked, SubmissionState, SubmissionStatus
from tasks.step import step

NOUNS = {Form.COMMUNE: "xã", Form.AUTHORITY: "phòng, ban", Form.APPRAISAL: "phiếu thẩm định"}


@step("Khóa đợt nhận bài")
def lock_round(campaign: str, form: Form) -> str:
    """Lock the sheets of all units once; one Vietnamese line of who is in, late and missing."""
    workspace = open_workspace(campaign)
    owing = workspace.campaign.owing(form)
    with workspace.change("flow:lock") as uow:
        states = uow.submissions.states(form)
        for unit in owing:
            if not states.get(unit.code, SubmissionState()).locked:
                uow.submissions.append(form, unit.code, RoundLocked(at=workspace.now()))
    accepted = [s for s in states.values() if s.status is SubmissionStatus.ACCEPTED]
    late = sum(state.late for state in accepted)
    return f"{NOUNS[form]}: nhận {len(accepted)}/{len(owing)}, nộp muộn {late}"
