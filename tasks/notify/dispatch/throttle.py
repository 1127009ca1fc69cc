"""Keeps a channel to its number of messages a minute, without waiting longer than that takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock

from models.domain.messages.bucket import Bucket

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
