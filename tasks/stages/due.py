"""What the reconciler must do now, and the steps by which a stage begins, waits and ends."""

from config.workspace import Workspace, open_workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.collection.round_changes import round_limit
from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import day_in_hanoi
from models.domain.errors import TransitionRefused
from models.domain.gate.records import GateKey, Wait, parse_wait
from models.domain.stages import STAGES, StageName, StageRecord, StageState, missing_before
from models.domain.values import Value
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.survey_sources import awaited_sources, usable_sources


class DueStage(Value):
    """A stage to start; ``attempt`` is the same until the run it started is known to be lost."""

    stage: StageName
    attempt: str


class ActiveRun(Value):
    """The run of a stage that has not ended; ``wake`` names the wait that is over, if one is."""

    stage: StageName
    run: str
    wake: Wait | None


@step("Xác định các bước đến hạn bắt đầu")
def due_stages(campaign: str, lost_runs: tuple[str, ...]) -> tuple[DueStage, ...]:
    """Stages whose day has come and whose predecessors ended, and those whose run was lost."""
    workspace = open_workspace(campaign)
    today = day_in_hanoi(workspace.now())
    with workspace.read() as uow:
        records = uow.stages.all()
    ended = frozenset(name for name, r in records.items() if r.state is StageState.ENDED)
    return tuple(
        DueStage(stage=name, attempt=f"{campaign}/{name}/{record.run or 'first'}")
        for name, record in records.items()
        if name not in ended
        and workspace.campaign.stages[name].opens <= today
        and not missing_before(name, ended)
        and (record.state is StageState.PENDING or record.run in lost_runs)
    )


@step("Rà soát các bước đang thực hiện")
def active_runs(campaign: str) -> tuple[ActiveRun, ...]:
    """The runs of all stages that have begun and not ended."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        return tuple(
            ActiveRun(stage=name, run=record.run, wake=wait_that_is_over(workspace, uow, record))
            for name, record in uow.stages.all().items()
            if record.state in (StageState.RUNNING, StageState.WAITING)
        )


def wait_that_is_over(workspace: Workspace, uow: UnitOfWork, record: StageRecord) -> Wait | None:
    """The wait of a stage if it may go on: what units send is in or overdue, or a decision is made.

    A stored decision whose run still waits means that the call to resume was lost.
    """
    wait = parse_wait(record.waiting_for) if record.state is StageState.WAITING else None
    if wait is None:
        return None
    if wait.kind == "explanations":
        return wait if explanations_are_over(workspace, uow) else None
    if wait.gate is None:
        return wait if returns_are_over(workspace, uow, record.stage) else None
    decided = wait.kind == "gate" and uow.gates.decision(wait.gate) is not None
    return wait if decided else None


@step("Kiểm tra hồ sơ đã đủ hoặc hết hạn")
def are_returns_over(campaign: str, stage: StageName) -> bool:
    """Whether a stage need not wait for units any longer."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        return returns_are_over(workspace, uow, stage)


@step("Kiểm tra hết hạn giải trình")
def are_explanations_over(campaign: str, gate: GateKey) -> bool:
    """Whether units had the time to explain that they were given, or the ``gate`` is open now."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        return uow.gates.get(gate) is not None or explanations_are_over(workspace, uow)


def explanations_are_over(workspace: Workspace, uow: UnitOfWork) -> bool:
    """Whether no commune has time left to explain; until then it may add to what it wrote."""
    states, now = uow.submissions.states(Form.COMMUNE).values(), workspace.now()
    return not any(state.explain_by and state.explain_by.met_by(now) for state in states)


def returns_are_over(workspace: Workspace, uow: UnitOfWork, stage: StageName) -> bool:
    """Whether the limit for returns has passed and all are accepted, or the lock has passed.

    Never before the limit: until then a better version replaces the one that was accepted.
    The survey waits for its day, and after it for its sources.
    """
    plan, now = workspace.campaign.stages[stage], workspace.now()
    forms = [form for form, owed_to in STAGE_OF.items() if owed_to is stage]
    if forms:
        return all(_round_is_over(workspace, uow, form) for form in forms)
    if (plan.locks or plan.returns or plan.limit).met_by(now):
        return False
    return stage is not StageName.SURVEY or _survey_is_there(workspace, uow)


def _round_is_over(workspace: Workspace, uow: UnitOfWork, form: Form) -> bool:
    """Whether nothing of a form need be waited for.

    A unit that was given time alone is not waited for; when all were, the dates of the round have
    moved with theirs.
    """
    campaign, now = workspace.campaign, workspace.now()
    known = uow.submissions.states(form)
    states = [known.get(unit.code, SubmissionState()) for unit in campaign.owing(form)]
    limit = campaign.limit_of(form)
    if round_limit(limit, states).met_by(now):
        return False
    closing = round_limit(campaign.stages[STAGE_OF[form]].locks or limit, states)
    return not closing.met_by(now) or all(state.answered for state in states)


def _survey_is_there(workspace: Workspace, uow: UnitOfWork) -> bool:
    """Whether all sources that are named are there, or some when no more can be waited for.

    Without any, nothing is over: a ranking without its survey would be wrong.
    """
    there = usable_sources(workspace, uow)
    in_time = workspace.campaign.stages[StageName.SURVEY].limit.met_by(workspace.now())
    return bool(there) and not (in_time and awaited_sources(workspace.campaign, there))


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
    """Record the key of what the stage waits for (see ``models.domain.gate.records``)."""
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
