"""A token bucket: how long the next one waits when there may be only so many a minute."""

from __future__ import annotations

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
