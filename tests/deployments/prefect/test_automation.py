"""The alarm of a campaign: an automation on the Prefect server, and the red run that it starts."""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.objects import StateType
from prefect.events.schemas.automations import Automation

from config.loaders import load_campaign
from deployments.bootstrap import open_campaign
from deployments.prefect.automation import alarm_automation, name_of, set_up_alarm
from deployments.prefect.environment import applied, prefect_environment, rehearsal_settings
from deployments.prefect.processes import prefect_server, served_flows
from deployments.system.ports import free_port
from flows.names import ALARM, COLLECTION_TICK, deployment_of
from models.domain.messages.breaker import ChannelState
from models.domain.messages.mode import Mode
from tasks.screens.alarm import KEY
from tests.support.office import CAMPAIGN, eventually

RUN = uuid.uuid4()


@pytest.fixture(scope="module")
def campaign():
    return load_campaign(CAMPAIGN)


class Server:
    """Keeps automations as the server does."""

    def __init__(self, *known):
        self.known = {each.id: each for each in known}

    def read_automations_by_name(self, name):
        return [each for each in self.known.values() if each.name == name]

    def create_automation(self, automation):
        key = uuid.uuid4()
        self.known[key] = Automation(id=key, **automation.model_dump())
        return key

    def update_automation(self, key, automation):
        self.known[key] = Automation(id=key, **automation.model_dump())

    def delete_automation(self, key):
        del self.known[key]


def test_the_automation_is_made_once_however_often_the_campaign_is_served(campaign):
    server = Server()
    first = set_up_alarm(server, campaign, uuid.uuid4())
    assert set_up_alarm(server, campaign, RUN) == first
    (kept,) = server.known.values()
    assert kept.actions[0].deployment_id == RUN


def test_one_that_was_switched_off_stays_off_and_doubles_go(campaign):
    old = alarm_automation(campaign, RUN).model_copy(update={"enabled": False})
    server = Server()
    server.create_automation(old)
    server.create_automation(old)
    set_up_alarm(server, campaign, RUN)
    assert [each.enabled for each in server.known.values()] == [False]


def test_it_is_named_in_vietnamese_and_for_one_campaign_only(campaign):
    wanted = alarm_automation(campaign, RUN)
    assert wanted.name == f"Báo động tin nhắn ({campaign.id})"
    assert "kênh tạm dừng" in wanted.description
    assert wanted.trigger.match.root == {"prefect.resource.id": f"cchc.campaign.{campaign.id}"}
    assert wanted.trigger.expect == {"cchc.messages.overdue", "cchc.channel.stopped"}


@contextmanager
def served(folder):
    """A server with all its services, and the campaign served on it."""
    settings, port = rehearsal_settings(folder), free_port()
    with applied(prefect_environment(settings, port)):
        workspace = open_campaign(CAMPAIGN, settings, Mode.REHEARSAL)
        try:
            with (
                prefect_server(settings, port) as api,
                SyncPrefectClient(api) as client,
                served_flows(settings, CAMPAIGN, port, schedules=False),
            ):
                yield SimpleNamespace(workspace=workspace, client=client)
        finally:
            workspace.store.dispose()


def start(client, flow):
    deployment = client.read_deployment_by_name(f"{flow}/{deployment_of(flow, CAMPAIGN)}")
    return client.create_flow_run_from_deployment(deployment.id).id


def runs_of(client, flow):
    return client.read_flow_runs(flow_filter=FlowFilter(name=FlowFilterName(any_=[flow])))


@pytest.mark.slow
def test_a_stopped_channel_shows_as_one_red_run_that_says_what_to_do(tmp_path, campaign):
    with served(tmp_path) as office:
        client, now = office.client, office.workspace.now()
        eventually(
            lambda: client.read_automations_by_name(name_of(campaign)), "the automation is there"
        )
        with office.workspace.change("flow:dispatch") as uow:
            stopped = ChannelState(name="email").stopped(now, "535", "sai mật khẩu")
            uow.channels.put(stopped.model_copy(update={"retry_at": now + timedelta(days=9)}))

        for _ in range(2):
            run = start(client, COLLECTION_TICK)
            eventually(lambda run=run: client.read_flow_run(run).state.is_final(), "tick is over")
            assert client.read_flow_run(run).state_type is StateType.COMPLETED
        eventually(lambda: runs_of(client, ALARM), "the alarm is raised")
        (alarm,) = runs_of(client, ALARM)
        eventually(lambda: client.read_flow_run(alarm.id).state.is_final(), "the alarm is over")

        state = client.read_flow_run(alarm.id).state
        assert state.type is StateType.FAILED
        assert state.message.startswith("Kênh Thư điện tử tạm dừng từ ")
        assert state.message.endswith(": sai mật khẩu.")
        (shown,) = [each for each in client.read_artifacts() if each.key == f"{CAMPAIGN}-{KEY}"]
        assert f"`cchc messages channel {CAMPAIGN} email " in shown.data
