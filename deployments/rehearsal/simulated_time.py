"""The clock of a rehearsal, which only goes forward."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from config.workspace import Workspace
from models.domain.deadlines import HANOI, day_in_hanoi


class SimulatedTime:
    """Sets the simulated moment in the rehearsal's own database."""

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
