"""Play the script in this process: the same stage code, no server."""

from __future__ import annotations

from prefect import Flow
from prefect.input import RunInput

from flows.engine import use_engine
from flows.in_process import InProcessEngine
from flows.registry import STAGE_FLOWS
from models.domain.stages import StageName


class InProcessConductor:
    """Calls the functions of the flows."""

    def __init__(self, campaign_id: str) -> None:
        self._campaign_id = campaign_id
        self._engine = InProcessEngine({stage: flow.fn for stage, flow in STAGE_FLOWS.items()})
        use_engine(self._engine)

    def tick(self, flow: Flow[[str], None]) -> None:
        """Call the tick."""
        flow.fn(self._campaign_id)

    def answer(self, answers: dict[StageName, RunInput]) -> None:
        """Answer one form after the other."""
        for stage, form in answers.items():
            self._engine.answer(self._campaign_id, stage, form)
