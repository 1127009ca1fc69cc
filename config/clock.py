"""The only place that knows what time it is.

A rehearsal has its own time: a row in its own database, so that server, flows and commands see
the same moment. Every moment is aware and in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from models.domain.deadlines import HANOI

if TYPE_CHECKING:
    # The offline check needs the time and no database.
    from models.store import Store


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in Asia/Ho_Chi_Minh."""
        ...

    def at(self, *real: datetime) -> tuple[datetime, ...]:
        """What this clock calls moments of the machine's past; never later than now."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The machine's present moment."""
        return datetime.now(HANOI)

    def at(self, *real: datetime) -> tuple[datetime, ...]:
        """The moments themselves, or now where another machine's clock runs ahead."""
        now = self.now()
        return tuple(min(moment, now) for moment in real)


class RehearsalClock:
    """The simulated time of a rehearsal, read from its database each time."""

    def __init__(self, store: Store, campaign_id: str) -> None:
        self._store = store
        self._campaign_id = campaign_id

    def now(self) -> datetime:
        """The simulated moment, or the machine's before the rehearsal has set one."""
        with self._store.read(self._campaign_id) as uow:
            simulated = uow.clock.simulated_now()
        return (simulated or datetime.now(HANOI)).astimezone(HANOI)

    def at(self, *real: datetime) -> tuple[datetime, ...]:
        """The simulated present: the machine's past has no place in simulated time."""
        return (self.now(),) * len(real)
