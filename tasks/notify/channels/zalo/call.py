"""What is asked of Zalo, before anything is known of how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain.messages.outcomes import Outcome, Receipt
from tasks.notify.channels.zalo.errors import Host

DEVELOPMENT = "development"
"""The mode that marks a template message as a trial."""


@dataclass(frozen=True)
class ZaloCall:
    """A call to a host; with ``to`` it reaches a person, without it only asks.

    Without a body it is a GET. ``key`` names the message and ``now`` is when it goes out (aware):
    by these an answer that puts it off says until when.
    """

    host: Host
    path: str
    body: Mapping[str, Any] | None = None
    to: str | None = None
    key: str = ""
    now: datetime | None = None

    @property
    def is_trial(self) -> bool:
        """Whether Zalo is told that it is one, which only administrators of the app get."""
        return self.body is not None and self.body.get("mode") == DEVELOPMENT


QUOTA = ZaloCall(Host.BUSINESS, "/message/quota")
"""Asks what the account may still send: it shows that token, account and money are in order."""

WHO_AM_I = ZaloCall(Host.BOT, "/bot/getMe", {})
"""Asks the bot platform who the bot is."""


NOT_SET_UP = Receipt(outcome=Outcome.STOP_CHANNEL, detail="chưa khai báo ứng dụng Zalo để gửi tin")
