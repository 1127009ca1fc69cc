"""The reconciler: starts what is due once, wakes what may go on, runs what was lost again."""

import pytest

from deployments.rehearsal.in_process import InProcessEngine
from flows.engine import use_engine
from flows.registry import STAGE_FLOWS
from flows.ticks import campaign_tick
from models.domain.campaign import Form
from models.domain.collection.workbook import ScoreColumn
from models.domain.gate.records import parse_wait
from models.domain.messages.purposes import Purpose
from models.domain.stages import StageState
from tasks.stages.due import active_runs, due_stages
from tests.support.house import CAMPAIGN, COMMUNES, Killed, S, killed_at_commit


class ServerLike(InProcessEngine):
    """Runs with ids of their own, which the server may have lost; remembers what was asked.

    A run that is killed stays "running" and is not lost until the flows are served anew, as on a
    real server (``tests/deployments/test_office.py``).
    """

    def __init__(self):
        super().__init__({stage: flow.fn for stage, flow in STAGE_FLOWS.items()})
        self.running = set()
        self.lost = set()
        self.attempts = []
        self.woken = []

    def start(self, campaign_id, stage, attempt):
        if attempt in self.attempts:
            return
        self.attempts.append(attempt)
        super().start(campaign_id, stage, attempt)

    def wake(self, run_id, wait):
        self.woken.append(run_id)
        super().wake(run_id, wait)

    def is_lost(self, run_id):
        return run_id in self.lost

    def serve_anew(self):
        self.lost |= self.running
        self.running.clear()

    def _run(self, campaign_id, stage):
        self.running.add(f"{campaign_id}/{stage}")
        super()._run(campaign_id, stage)
        self.running.discard(f"{campaign_id}/{stage}")


@pytest.fixture
def serve():
    """Puts a server-like engine in force for a house."""

    def put(house):
        house.engine = ServerLike()
        use_engine(house.engine)
        return house.engine

    return put


def due(house):
    return [stage.stage for stage in due_stages(CAMPAIGN, ())]


def states(house):
    return {stage: house.stage(stage).state for stage in S}


def test_on_the_first_day_only_the_plan_is_due(opened, move_into):
    assert due(move_into(opened)) == [S.PLAN]


def test_before_its_day_nothing_is_due(opened, move_into):
    house = move_into(opened)
    house.at("2021-10-10 23:59")

    assert due(house) == []


def test_what_the_plan_holds_up_is_not_due_however_late_it_is(opened, move_into):
    house = move_into(opened)
    house.start(S.PLAN)
    house.at("2021-12-31 08:00")

    assert due(house) == []


def test_a_stage_is_started_once(opened, move_into, serve):
    house = move_into(opened)
    engine = serve(house)
    house.tick(campaign_tick)
    house.tick(campaign_tick)

    assert engine.attempts == [f"{CAMPAIGN}/plan/first"]
    assert house.stage(S.PLAN).state is StageState.WAITING
    assert len(house.messages(Purpose.GATE_WAITING)) == 1


def test_stages_that_are_due_on_one_day_start_together(opened, move_into):
    house = move_into(opened)
    house.play(S.PLAN)
    house.at("2021-10-20 08:00")
    house.tick(campaign_tick)

    waiting = {stage for stage, state in states(house).items() if state is StageState.WAITING}
    assert waiting == {S.COUNCIL, S.SELF_ASSESSMENT}


def test_a_stage_sleeps_while_returns_are_missing(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-09 23:59")
    house.tick(campaign_tick)

    assert parse_wait(house.stage(S.SELF_ASSESSMENT).waiting_for).kind == "returns"
    assert [run.wake for run in active_runs(CAMPAIGN) if run.stage is S.SELF_ASSESSMENT] == [None]


def send_all(house):
    for unit in COMMUNES:
        house.drop(unit, "bang.xlsx", house.commune_file(unit))
    for department in house.workspace.campaign.departments[1:]:
        house.drop(department.code, "bang.xlsx", house.department_file(department.code))
    house.collect()


def test_it_wakes_after_the_limit_once_the_last_return_is_in(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-06 00:00")
    send_all(house)
    house.tick(campaign_tick)
    assert not house.has_ended(S.SELF_ASSESSMENT)

    house.drop("noi-vu", "bang.xlsx", house.department_file("noi-vu"))
    house.collect()
    house.tick(campaign_tick)

    assert house.has_ended(S.SELF_ASSESSMENT)
    assert "nhận 3/3" in house.stage(S.SELF_ASSESSMENT).summary


def test_a_better_version_counts_until_the_limit_although_all_returns_are_in(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-03 15:00")
    send_all(house)
    house.drop("noi-vu", "bang.xlsx", house.department_file("noi-vu"))
    house.collect()
    house.at("2021-11-05 23:50")
    house.tick(campaign_tick)
    assert not house.has_ended(S.SELF_ASSESSMENT)

    better = house.commune_file(COMMUNES[0], lambda cells: {**cells, **evidence(cells)})
    house.drop(COMMUNES[0], "bang.xlsx", better)
    house.collect()
    with house.workspace.read() as uow:
        state = uow.submissions.states(Form.COMMUNE)[COMMUNES[0]]
    assert (state.version, state.late, state.refused) == (2, False, 0)

    house.at("2021-11-06 00:00")
    house.tick(campaign_tick)
    assert house.has_ended(S.SELF_ASSESSMENT)


def evidence(cells):
    """One cell of the evidence column worded anew."""
    sheet, code, _ = next(iter(cells))
    return {(sheet, code, ScoreColumn.EVIDENCE): "Báo cáo số 99/BC-UBND đã bổ sung"}


def test_it_wakes_when_the_round_locks_with_returns_missing(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-10 00:00")
    house.tick(campaign_tick)

    assert house.has_ended(S.SELF_ASSESSMENT)
    assert "nhận 0/3" in house.stage(S.SELF_ASSESSMENT).summary


def test_a_lost_run_is_started_again_and_only_then(opened, move_into, serve):
    house = move_into(opened)
    engine = serve(house)
    house.tick(campaign_tick)
    run = house.stage(S.PLAN).run
    engine.lost = {run}
    house.tick(campaign_tick)

    assert engine.attempts == [f"{CAMPAIGN}/plan/first", f"{CAMPAIGN}/plan/{run}"]
    assert house.stage(S.PLAN).state is StageState.WAITING
    assert engine.woken == []


def test_a_run_that_died_in_the_middle_is_made_good_once_the_flows_are_served_anew(
    opened, move_into, serve
):
    house = move_into(opened)
    engine = serve(house)
    with pytest.raises(Killed), killed_at_commit(2):
        house.tick(campaign_tick)
    assert house.stage(S.PLAN).state is StageState.RUNNING
    house.tick(campaign_tick)
    assert house.stage(S.PLAN).state is StageState.RUNNING

    engine.serve_anew()
    house.tick(campaign_tick)

    assert house.stage(S.PLAN).state is StageState.WAITING


def test_a_lost_run_is_not_woken(asked, move_into, serve):
    house = move_into(asked)
    engine = serve(house)
    engine.lost = {house.stage(S.SELF_ASSESSMENT).run}
    house.at("2021-11-10 00:00")
    house.tick(campaign_tick)

    assert engine.woken == []
    assert house.has_ended(S.SELF_ASSESSMENT)


def test_a_stage_that_has_ended_is_neither_due_nor_active(planned, move_into, serve):
    house = move_into(planned)
    serve(house).lost = {house.stage(S.PLAN).run}

    assert S.PLAN not in due(house)
    assert S.PLAN not in [run.stage for run in active_runs(CAMPAIGN)]
    assert S.PLAN not in [d.stage for d in due_stages(CAMPAIGN, (house.stage(S.PLAN).run,))]
