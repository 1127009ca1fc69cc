"""Letters to the operators about a channel that stopped: one for each stop, not one a message."""

from __future__ import annotations

from datetime import datetime

from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import Message, Purpose, messages_to
from models.domain.messages.words import channel_words
from models.domain.units import Position
from models.domain.vietnamese.dates import moment_in_words


def alerts(campaign: Campaign, state: ChannelState, now: datetime) -> list[Message]:
    """Tell each operator that a channel has stopped, why, and what happens to what waits."""
    stopped = state.stopped_at or now
    return messages_to(
        campaign.people(Position.OPERATOR),
        campaign.id,
        Purpose.CHANNEL_STOPPED,
        f"channel:{state.name}:{stopped.isoformat()}",
        now,
        day_in_hanoi(stopped),
        params={
            "channel": channel_words(state.name),
            "stopped_at": moment_in_words(stopped),
            "reason": state.detail,
            "command": f"cchc messages channel {campaign.id} {state.name} --by … --reason …",
        },
    )
