"""Power cuts: what they leave on a real server, and what starting again makes of it."""

import subprocess
import sys
from datetime import date, time

import pytest
from prefect.client.schemas.objects import StateType
from prefect.states import Pending

from deployments.rehearsal import officials
from flows.names import COLLECTION_TICK, deployment_name, deployment_of
from models.domain.stages import StageName, StageState
from tests.support.office import CAMPAIGN, eventually, open_office

pytestmark = pytest.mark.slow
PLAN, COUNCIL = StageName.PLAN, StageName.COUNCIL


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office that goes on through one power cut after the other, in the order of the tests."""
    with open_office(tmp_path_factory.mktemp("office")) as office:
        office.clock.go_to(date(2021, 10, 11), time(9))
        yield office


def state_of(office, run):
    return office.read(run).state_type


def test_a_run_that_died_before_its_stage_began_does_not_hold_it_up(office):
    office.close()
    deployment = office.client.read_deployment_by_name(deployment_name(PLAN, CAMPAIGN))
    dead = office.client.create_flow_run_from_deployment(
        deployment.id, idempotency_key=f"{CAMPAIGN}/plan/first"
    ).id
    office.client.set_flow_run_state(dead, Pending(), force=True)

    office.serve()
    eventually(lambda: state_of(office, dead) is StateType.CRASHED, "it is declared dead")
    office.waiting_run(PLAN)


def test_a_second_server_of_flows_is_refused(office):
    command = [sys.executable, "-m", "deployments.serve", CAMPAIGN]
    second = subprocess.run(command, capture_output=True, timeout=60)

    assert second.returncode == 1
    assert "đang được phục vụ" in second.stderr.decode()


def test_a_stage_that_died_with_the_machine_is_started_anew(office):
    office.approve(PLAN)
    office.clock.go_to(office.workspace.campaign.stages[COUNCIL].opens, time(9))
    # Not waited for: the stage may be at its gate before the reconciler is through.
    office.begin_tick()
    eventually(lambda: office.record(COUNCIL).state is StageState.RUNNING, "the stage runs")
    office.kill()
    dead = office.record(COUNCIL).run
    assert state_of(office, dead) is StateType.RUNNING

    office.serve()
    eventually(lambda: state_of(office, dead) is StateType.CRASHED, "it is declared dead")
    office.tick()

    eventually(lambda: office.record(COUNCIL).state is StageState.WAITING, "the stage waits")
    assert office.record(COUNCIL).run != dead


def test_a_tick_that_comes_while_one_runs_is_dropped(office):
    name = f"{COLLECTION_TICK}/{deployment_of(COLLECTION_TICK, CAMPAIGN)}"
    tick = office.client.read_deployment_by_name(name).id
    officials.drop(office.workspace, "18496", "bang.xlsx", b"something to store")
    with office.workspace.change("test"):
        first = office.client.create_flow_run_from_deployment(tick).id
        eventually(lambda: state_of(office, first) is StateType.RUNNING, "the tick runs")
        second = office.client.create_flow_run_from_deployment(tick).id
        eventually(lambda: state_of(office, second) is StateType.CANCELLED, "it is dropped")

    office.until_completed(first)
    third = office.client.create_flow_run_from_deployment(tick).id
    office.until_completed(third)
