"""The simulated clock of a rehearsal."""

from __future__ import annotations

from datetime import datetime

from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import SimulatedClockTable, table_of

CLOCK = table_of(SimulatedClockTable)


class SimulatedClock(Repository):
    """One moment that every process of a rehearsal sees."""

    @reads
    def simulated_now(self) -> datetime | None:
        """The simulated moment (UTC); None when time is real."""
        row = self._find(CLOCK)
        return None if row is None else row.now

    @changes
    def set(self, now: datetime) -> None:
        """Set the simulated moment (aware)."""
        before = self.simulated_now()
        if before is None:
            self._add(CLOCK, now=now)
        else:
            self._change(CLOCK, {}, now=now)
        was = None if before is None else before.isoformat()
        self._record("clock.set", "clock", was, now.isoformat())
