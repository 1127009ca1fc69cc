"""Play the script in this process: the same flows, no server.

A flow that would suspend raises ``Suspended``; answering or waking it runs the flow again from the
top, just as Prefect does.
"""

from collections.abc import Callable, Mapping

from prefect import Flow
from prefect.input import RunInput

from flows.engine import FormT, use_engine
from flows.registry import STAGE_FLOWS
from models.domain.gate.records import Wait
from models.domain.stages import StageName


class Suspended(BaseException):
    """A flow gave its process back. Not an Exception: no flow may catch it by accident."""


class InProcessEngine:
    """Runs stage flows by calling them; ``asking`` maps a stage to the form key it waits with."""

    def __init__(self, flows: Mapping[StageName, Callable[[str], None]]) -> None:
        self._flows = flows
        self._answers: dict[str, RunInput] = {}
        self._current: list[str] = []
        self.asking: dict[StageName, tuple[str, type[RunInput], str]] = {}

    def run_id(self) -> str:
        """Campaign and stage stand for the run."""
        return self._current[-1]

    def ask(self, form: type[FormT], key: str, text: str) -> FormT:
        """Return the answer given under this key, or suspend."""
        answer = self._answers.get(f"{self.run_id()}/{key}")
        if answer is None:
            self.asking[StageName(self.run_id().split("/")[1])] = (key, form, text)
            raise Suspended(key)
        return form.model_validate(answer.model_dump())

    def answer(self, campaign_id: str, stage: StageName, answer: RunInput) -> None:
        """Fill in the form that a stage waits with and run the stage again."""
        key, _, _ = self.asking.pop(stage)
        self._answers[f"{campaign_id}/{stage}/{key}"] = answer
        self._run(campaign_id, stage)

    def sleep(self) -> None:
        """Suspend until woken."""
        raise Suspended("sleep")

    def start(self, campaign_id: str, stage: StageName, attempt: str) -> None:  # noqa: ARG002
        """Run the stage at once; the store refuses a stage that has ended."""
        self._run(campaign_id, stage)

    def wake(self, run_id: str, wait: Wait) -> None:  # noqa: ARG002
        """Run a sleeping stage again."""
        campaign_id, stage = run_id.split("/")
        self._run(campaign_id, StageName(stage))

    def is_lost(self, run_id: str) -> bool:
        """Runs in process are never lost: they are only called again."""
        return not run_id

    def _run(self, campaign_id: str, stage: StageName) -> None:
        self._current.append(f"{campaign_id}/{stage}")
        try:
            self._flows[stage](campaign_id)
        except Suspended:
            pass
        finally:
            self._current.pop()


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
