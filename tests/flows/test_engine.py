"""The engine of production, on a Prefect server of its own."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.input import keyset_from_paused_state
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)
from prefect.states import Crashed, Suspended

from deployments.prefect.environment import SHORT_LIVED, applied, rehearsal_settings
from deployments.prefect.processes import prefect_server
from deployments.system.ports import free_port
from flows.engine import SLEEPING, PrefectEngine
from flows.forms import BallotForm
from flows.names import deployment_name
from flows.plan import plan
from models.domain.gate.records import GateKey, Wait
from models.domain.stages import Body
from tasks.prefect_steps.step import tracked
from tests.support.house import CAMPAIGN, S

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = rehearsal_settings(tmp_path_factory.mktemp("engine"))
    with (
        applied(SHORT_LIVED),
        prefect_server(settings, free_port()) as api,
        temporary_settings({PREFECT_API_URL: api, PREFECT_LOGGING_TO_API_ENABLED: False}),
        get_client(sync_client=True) as client,
    ):
        name = deployment_name(S.PLAN, CAMPAIGN).partition("/")[2]
        plan.to_deployment(name=name, parameters={"campaign": CAMPAIGN}).apply()
        yield client


@pytest.fixture
def runs(client):
    """The ids of all runs, oldest first, and none before the test."""
    for run in client.read_flow_runs():
        client.delete_flow_run(run.id)
    return lambda: [run.id for run in sorted(client.read_flow_runs(), key=lambda run: run.created)]


GATE = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)


@pytest.fixture
def suspended(client, runs):
    """Makes a run that is suspended under a key, with a form or without one."""

    def suspend(attempt, key, with_form=True):
        PrefectEngine().start(CAMPAIGN, S.PLAN, attempt)
        (run,) = runs()
        state = Suspended(timeout_seconds=3600, pause_key=key)
        if with_form:
            state.state_details.run_input_keyset = keyset_from_paused_state(state)
        client.set_flow_run_state(run, state, force=True)
        if with_form:
            schema = json.dumps(BallotForm.model_json_schema())
            keys = state.state_details.run_input_keyset
            client.create_flow_run_input(run, keys["schema"], schema)
        return run

    return suspend


def filled_in(client, run, key):
    (found,) = [
        each.value
        for each in client.filter_flow_run_input(run, f"suspended-{key}", 9, set())
        if each.key.endswith("response")
    ]
    return json.loads(found)


def crash(client, run_id):
    client.set_flow_run_state(run_id, Crashed(), force=True)


def test_an_attempt_makes_one_run(runs):
    for _ in range(2):
        PrefectEngine().start(CAMPAIGN, S.PLAN, "one")

    assert len(runs()) == 1


def test_a_run_that_crashed_before_it_began_is_followed_by_one_other(client, runs):
    PrefectEngine().start(CAMPAIGN, S.PLAN, "two")
    for number in (1, 2):
        crash(client, runs()[-1])
        for _ in range(2):
            PrefectEngine().start(CAMPAIGN, S.PLAN, "two")
        assert len(runs()) == number + 1


def test_a_run_is_lost_when_it_is_over_or_unknown(client, runs):
    PrefectEngine().start(CAMPAIGN, S.PLAN, "three")
    (run,) = runs()
    assert not PrefectEngine().is_lost(str(run))

    crash(client, run)
    assert PrefectEngine().is_lost(str(run))
    assert PrefectEngine().is_lost(str(UUID(int=1)))


def test_a_run_that_was_killed_before_its_form_was_stored_is_lost(client, runs):
    PrefectEngine().start(CAMPAIGN, S.PLAN, "four")
    (run,) = runs()
    state = Suspended(timeout_seconds=3600, pause_key="gate")
    state.state_details.run_input_keyset = keyset_from_paused_state(state)
    client.set_flow_run_state(run, state, force=True)
    hasty, patient = PrefectEngine(settling=timedelta(0)), PrefectEngine()

    assert hasty.is_lost(str(run))
    assert not patient.is_lost(str(run))

    keys = state.state_details.run_input_keyset
    client.create_flow_run_input(run, keys["schema"], "{}")
    assert not hasty.is_lost(str(run))


def test_a_wake_up_at_a_gate_fills_in_what_can_not_decide(client, suspended):
    key = "plan-chairman-1-2"
    run = suspended("five", key)

    PrefectEngine().wake(str(run), Wait(kind="gate", gate=GATE))

    assert not client.read_flow_run(run).state.is_paused()
    told = filled_in(client, run, key)
    assert (told["verdict"], told["opinion"]) == ("Trả lại", "")


@pytest.mark.parametrize("key", ["plan-chairman-2-0", "rework-1", "results-chairman-1-0"])
def test_a_run_that_waits_elsewhere_by_now_is_left_alone(client, suspended, key):
    run = suspended(f"six {key}", key)

    PrefectEngine().wake(str(run), Wait(kind="gate", gate=GATE))
    PrefectEngine().wake(str(run), Wait(kind="returns"))

    assert client.read_flow_run(run).state.is_paused()


def test_a_run_that_sleeps_is_woken_without_a_form(client, suspended):
    run = suspended("seven", f"{SLEEPING}1", with_form=False)
    PrefectEngine().wake(str(run), Wait(kind="gate", gate=GATE))
    assert client.read_flow_run(run).state.is_paused()

    PrefectEngine().wake(str(run), Wait(kind="returns"))

    assert not client.read_flow_run(run).state.is_paused()


def test_a_long_step_moves_its_bar_as_it_goes_on_and_fills_it_at_the_end(client):
    def bar():
        (found,) = [each for each in client.read_artifacts() if each.key == "so-tep"]
        return found.type, found.data, found.description

    @flow
    def long_step():
        shown = [bar() for _ in tracked(range(40), 40, "so-tep", "Số tệp")]
        return shown, bar()

    shown, last = long_step()

    assert list(dict.fromkeys(shown)) == [
        ("progress", 0.0, "Số tệp: 0/40"),
        ("progress", 40.0, "Số tệp: 16/40"),
        ("progress", 80.0, "Số tệp: 32/40"),
    ]
    assert shown.index(("progress", 40.0, "Số tệp: 16/40")) == 16
    assert last == ("progress", 100.0, "Số tệp: 40/40")
