"""Close rounds by themselves: what comes later is kept and told, but no longer counts."""

from config.workspace import Workspace, open_workspace
from models.domain.campaign import STAGE_OF, USED_BY, Form
from models.domain.collection.round_changes import must_lock
from models.domain.collection.submission_events import RoundLocked
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.stages import StageName, StageState
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.prefect_steps.step import step

NOUNS = {Form.COMMUNE: "xã", Form.AUTHORITY: "phòng, ban", Form.APPRAISAL: "phiếu thẩm định"}


@step("Khóa nhận bài khi đến giờ")
def lock_closed_rounds(campaign: str) -> None:
    """Lock every unit whose own round has closed, of every form that was sent out.

    A unit that was given time is locked at its own closing, also after the stage has ended. Once
    the scores of a form have been decided on, all that is still open is locked for good.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        waiting = _to_lock(workspace, uow)
    if waiting:
        with workspace.change("flow:lock") as uow:
            for form, unit, final in _to_lock(workspace, uow):
                event = RoundLocked(at=workspace.now(), final=final)
                uow.submissions.append(form, unit, event)


def _to_lock(workspace: Workspace, uow: UnitOfWork) -> list[tuple[Form, UnitCode, bool]]:
    campaign, now, stages = workspace.campaign, workspace.now(), uow.stages.all()
    found = []
    for form, stage in STAGE_OF.items():
        if stages[stage].state is StageState.PENDING:
            continue
        used, closing = is_used(uow, form), campaign.closing_of(form)
        states = uow.submissions.states(form)
        for unit in campaign.owing(form):
            state = states.get(unit.code, SubmissionState())
            if (used and not state.locked) or must_lock(closing, state, now):
                found.append((form, unit.code, used))
    return found


@step("Khóa đợt nhận bài")
def close_for_good(campaign: str, stage: StageName) -> None:
    """Lock the forms whose scores ``stage`` has just decided on, whatever time units were given."""
    workspace = open_workspace(campaign)
    for form in (form for form, user in USED_BY.items() if user is stage):
        with workspace.change("flow:lock") as uow:
            states = uow.submissions.states(form)
            for unit in workspace.campaign.owing(form):
                if not states.get(unit.code, SubmissionState()).final:
                    event = RoundLocked(at=workspace.now(), final=True)
                    uow.submissions.append(form, unit.code, event)


@step("Tóm tắt đợt nhận bài")
def describe_returns(campaign: str, form: Form) -> str:
    """One Vietnamese line of who is in, late, and still has time of its own."""
    workspace = open_workspace(campaign)
    owing = workspace.campaign.owing(form)
    with workspace.read() as uow:
        known = uow.submissions.states(form)
    states = [known.get(unit.code, SubmissionState()) for unit in owing]
    accepted = [s for s in states if s.status is SubmissionStatus.ACCEPTED]
    late = sum(state.late for state in accepted)
    extended = sum(s.extension is not None and not s.locked for s in states)
    longer = f", còn trong thời gian gia hạn {extended}" if extended else ""
    return f"{NOUNS[form]}: nhận {len(accepted)}/{len(owing)}, nộp muộn {late}{longer}"


def is_used(uow: UnitOfWork, form: Form) -> bool:
    """Whether the stage that decides on the scores of ``form`` has ended."""
    return uow.stages.all()[USED_BY[form]].state is StageState.ENDED
