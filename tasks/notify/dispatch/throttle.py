"""Keeps a channel to its number of messages a minute, without waiting longer than that takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock

from pydantic import Field

from models.domain.values import Value

MINUTE = 60.0


class Bucket(Value):
    """Lets ``per_minute`` pass, evenly; after a pause, a second's worth of them at once.

    Moments are seconds of any clock that never goes back. ``full_at`` is the moment at which
    the bucket is full again.
    """

    per_minute: int = Field(ge=1)
    full_at: float = float("-inf")

    def taken(self, now: float) -> tuple[Bucket, float]:
        """The bucket after one more at ``now``, and the seconds for which that one waits."""
        step = MINUTE / self.per_minute
        at_once = max(1, self.per_minute // 60)
        full_at = max(self.full_at, now)
        wait = max(0.0, full_at - now - (at_once - 1) * step)
        return self.model_copy(update={"full_at": full_at + step}), wait


_NEVER = Event()


class Throttle:
    """Lets ``per_minute`` pass, from as many threads as like; 0 lets all pass at once.

    ``clock`` is in seconds and never goes back; ``sleep`` waits for so many of them.
    """

    def __init__(
        self,
        per_minute: int = 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = _NEVER.wait,
    ) -> None:
        self.per_minute = per_minute
        self._bucket = Bucket(per_minute=per_minute) if per_minute else None
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()

    def wait(self) -> None:
        """Return when the next one may go."""
        if self._bucket is None:
            return
        with self._lock:
            self._bucket, seconds = self._bucket.taken(self._clock())
        if seconds:
            self._sleep(seconds)
