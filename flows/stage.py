"""What every stage flow shares: it begins once, may run again from the top, and ends once."""

from collections.abc import Callable
from inspect import getdoc

from prefect import Flow, flow

from flows.engine import engine
from flows.names import RUN_NAME, CampaignId, stage_flow_name
from models.domain.gate.records import GateKey, Wait
from models.domain.stages import StageName
from tasks.screens.refresh import refresh_screens
from tasks.stages.due import (
    are_explanations_over,
    are_returns_over,
    begin_stage,
    end_stage,
    note_waiting,
)


def stage_flow(stage: StageName) -> Callable[[Callable[[str], str]], Flow[[str], None]]:
    """Make a function the flow of ``stage``.

    The function takes the campaign id and returns one Vietnamese line of what came out. It may be
    started from the top at any time: its steps find their work done.
    """

    def make(body: Callable[[str], str]) -> Flow[[str], None]:
        def run(campaign: CampaignId) -> None:
            if begin_stage(campaign, stage, engine().run_id()):
                end_stage(campaign, stage, body(campaign))
                refresh_screens(campaign)

        run.__name__ = run.__qualname__ = body.__name__
        run.__module__ = body.__module__
        named = flow(name=stage_flow_name(stage), flow_run_name=RUN_NAME, description=getdoc(body))
        return named(run)

    return make


def wait_for_returns(campaign: str, stage: StageName) -> None:
    """Sleep until the limit has passed and all that units owe is in, or the round must close."""
    while not are_returns_over(campaign, stage):
        note_waiting(campaign, stage, str(Wait(kind="returns")), engine().run_id())
        engine().sleep()


def wait_for_explanations(campaign: str, gate: GateKey) -> None:
    """Sleep until the units that were asked have had their time, so that ``gate`` knows all."""
    while not are_explanations_over(campaign, gate):
        wait = str(Wait(kind="explanations"))
        note_waiting(campaign, gate.stage, wait, engine().run_id())
        engine().sleep()
