"""What flows need of the machine that runs them: to ask, to sleep, to start and wake runs.

``PrefectEngine`` is production: a suspended run gives its process back and starts again from the
top when it is resumed. ``deployments.rehearsal.in_process`` has the same for a fast rehearsal
without a server.
"""

from contextvars import ContextVar
from datetime import timedelta
from typing import Protocol, TypeVar, cast
from uuid import UUID, uuid4

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.flow_runs import resume_flow_run, suspend_flow_run
from prefect.input import RunInput
from prefect.runtime import flow_run

from config.clock import SystemClock
from flows.forms import WAKING, ballot_key
from flows.names import deployment_name
from models.domain.gate.records import Wait
from models.domain.stages import StageName

FormT = TypeVar("FormT", bound=RunInput)

SUSPENDED_SECONDS = 400 * 24 * 3600
"""Seconds a suspended run may wait: longer than a campaign."""
SLEEPING = "wait-"
"""How the key of a run that sleeps without a form begins."""


class Engine(Protocol):
    """Runs flows, and lets a run wait for a person or for its time."""

    def run_id(self) -> str:
        """The id of the run this is called from."""
        ...

    def ask(self, form: type[FormT], key: str, text: str) -> FormT:
        """Suspend until someone fills in ``form``; the same ``key`` returns the same answer.

        ``key`` becomes a part of an address: small letters, digits and hyphens only.
        """
        ...

    def sleep(self) -> None:
        """Suspend until the reconciler wakes the run. Does not return."""
        ...

    def start(self, campaign_id: str, stage: StageName, attempt: str) -> None:
        """Start the run of a stage, once for each ``attempt``."""
        ...

    def wake(self, run_id: str, wait: Wait) -> None:
        """Resume a run whose ``wait`` is over; a run that does not sleep is left alone."""
        ...

    def is_lost(self, run_id: str) -> bool:
        """Whether the run is over or unknown, so that its unfinished stage needs a new one."""
        ...


class PrefectEngine:
    """Deployments and suspended runs of a Prefect server.

    ``settling`` is how long a run that has just been suspended may be without its form.
    """

    def __init__(self, settling: timedelta = timedelta(minutes=1)) -> None:
        self._settling = settling

    def run_id(self) -> str:
        """The id of the present flow run."""
        return str(flow_run.id)

    def ask(self, form: type[FormT], key: str, text: str) -> FormT:
        """Suspend with a typed form whose text is Markdown."""
        return suspend_flow_run(
            wait_for_input=form.with_initial_data(description=text),
            timeout=SUSPENDED_SECONDS,
            key=key,
        )

    def sleep(self) -> None:
        """Suspend without a form, under a key of its own: a used key would not wait again."""
        suspend_flow_run(timeout=SUSPENDED_SECONDS, key=f"{SLEEPING}{uuid4()}")

    def start(self, campaign_id: str, stage: StageName, attempt: str) -> None:
        """Create a run of the stage's deployment; the attempt is its idempotency key.

        A run that is over before it told the database of itself must not hold its key for ever:
        the next key is made of its id.
        """
        key = attempt
        while (run := self._run_with(key, campaign_id, stage)).state and run.state.is_final():
            key = f"{attempt}/{run.id}"

    @staticmethod
    def _run_with(key: str, campaign_id: str, stage: StageName) -> FlowRun:
        run = run_deployment(
            name=deployment_name(stage, campaign_id),
            parameters={"campaign": campaign_id},
            timeout=0,
            as_subflow=False,
            idempotency_key=key,
        )
        return cast(FlowRun, run)

    def wake(self, run_id: str, wait: Wait) -> None:
        """Resume the run if it still sleeps where ``wait`` says.

        A run that waits at a gate needs a form to be resumed; the flow finds the stored decision
        and never reads this one.
        """
        state = self._state(run_id)
        if state is None or not state.is_paused():
            return
        key = state.state_details.pause_key or ""
        if key.startswith(ballot_key(wait.gate, "") if wait.gate else SLEEPING):
            resume_flow_run(UUID(run_id), run_input=WAKING if wait.gate else None)

    def is_lost(self, run_id: str) -> bool:
        """Whether nobody can resume the run: unknown, over, or suspended without its form.

        Prefect suspends first and stores the form next; a kill between the two leaves a run that
        asks for a form it does not have.
        """
        with get_client(sync_client=True) as client:
            try:
                run = client.read_flow_run(UUID(run_id))
            except ObjectNotFound:
                return True
            return run.state is None or run.state.is_final() or self._lacks_form(client, run.state)

    def _lacks_form(self, client: SyncPrefectClient, state: State) -> bool:
        details = state.state_details
        if details.run_input_keyset is None or details.flow_run_id is None:
            return False
        if SystemClock().now() - state.timestamp < self._settling:
            return False
        key = details.run_input_keyset["schema"]
        return not client.filter_flow_run_input(details.flow_run_id, key, 1, set())

    def _state(self, run_id: str) -> State | None:
        with get_client(sync_client=True) as client:
            try:
                return client.read_flow_run(UUID(run_id)).state
            except ObjectNotFound:
                return None


_ENGINE: ContextVar[Engine | None] = ContextVar("engine", default=None)


def engine() -> Engine:
    """The engine in force: Prefect, unless a rehearsal in process has set another."""
    return _ENGINE.get() or PrefectEngine()


def use_engine(other: Engine | None) -> None:
    """Set the engine of this context; None means Prefect."""
    _ENGINE.set(other)
