"""What the script of a rehearsal needs of the system it plays on: a conductor and a clock."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from prefect import Flow
from prefect.input import RunInput

from config.workspace import Workspace
from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.stages import StageName


class Conductor(Protocol):
    """Runs ticks and answers forms; each call returns when the system has come to rest."""

    def tick(self, flow: Flow[[str], None]) -> None:
        """Run one of the scheduled ticks now."""
        ...

    def answer(self, answers: dict[StageName, RunInput]) -> None:
        """Fill in the forms that these stages wait with, all at once."""
        ...


class SimulatedTime:
    """The clock of a rehearsal, kept in its own database; it only goes forward."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def today(self) -> date:
        """The simulated day."""
        return day_in_hanoi(self._workspace.now())

    def go_to(self, day: date, hour: time) -> None:
        """Move to an hour of a day; a moment that has passed leaves the clock alone."""
        self._set(datetime.combine(day, hour, HANOI))

    def pass_minutes(self, minutes: int) -> None:
        """Let some minutes pass."""
        self._set(self._workspace.now() + timedelta(minutes=minutes))

    def _set(self, moment: datetime) -> None:
        with self._workspace.store.begin(self._workspace.campaign.id, "rehearsal", moment) as uow:
            before = uow.clock.simulated_now()
            if before is None or before < moment:
                uow.clock.set(moment)
