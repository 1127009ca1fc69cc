"""The breaker of a channel: it stops what would fail for all, with one alert, and tries again.

A channel that can not work (no server, a wrong password, no money) is not asked again for every
message: what waits for it waits, until a check after a pause finds it mended or stops it again for
longer. An operator may open it at any time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from models.domain.values import Value

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60))
"""How long a channel rests after the first, second and every further stop in a row."""

BREAKER_PATIENCE = timedelta(minutes=60)
"""How long a message waits for a channel that is stopped before it goes another way."""


TOKEN_SINCE = "mã truy cập cấp lúc"
"""The fact that says since when a channel has its access token (ISO, aware)."""


class ChannelState(Value):
    """How a channel stands.

    ``stops`` counts the stops since a message last got through, the first of them at
    ``trouble_since``; a check alone does not end them, for a server may greet and take nothing.
    ``facts`` are what is known of it besides (quota left, age of the token), for people to read.
    """

    name: str
    stopped_at: AwareDatetime | None = None
    retry_at: AwareDatetime | None = None
    trouble_since: AwareDatetime | None = None
    stops: int = Field(default=0, ge=0)
    code: str = ""
    detail: str = ""
    facts: dict[str, str] = Field(default_factory=dict)

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is to be sent on it."""
        return self.stopped_at is not None

    def token_age(self, now: datetime) -> timedelta | None:
        """How old the access token of the channel is; None when it has none."""
        since = self.facts.get(TOKEN_SINCE)
        return now - datetime.fromisoformat(since) if since else None

    def may_be_checked(self, now: datetime) -> bool:
        """Whether it has rested long enough to see whether it works again.

        So it has when it stopped in what is still to come: the clock was wrong then.
        """
        if self.stopped_at is None or self.retry_at is None:
            return False
        return now >= self.retry_at or now < self.stopped_at

    def stopped(self, now: datetime, code: str, detail: str) -> ChannelState:
        """The channel after a try or a check that showed that it can not work."""
        return self.model_copy(
            update={
                "stopped_at": min(self.stopped_at or now, now),
                "trouble_since": min(self.trouble_since or now, now),
                "retry_at": now + _PAUSES[min(self.stops, len(_PAUSES) - 1)],
                "stops": self.stops + 1,
                "code": code,
                "detail": detail,
            }
        )

    def tried(self) -> ChannelState:
        """The channel after a check that went through: messages show whether it works."""
        rested = {"stopped_at": None, "retry_at": None, "code": "", "detail": ""}
        return self.model_copy(update=rested)

    def opened(self) -> ChannelState:
        """The channel after a message got through, or when an operator says that it is mended."""
        return ChannelState(name=self.name, facts=self.facts)

    def is_given_up(self, now: datetime) -> bool:
        """Whether what waits for the channel should go another way, if there is one."""
        return self.trouble_since is not None and now - self.trouble_since >= BREAKER_PATIENCE
