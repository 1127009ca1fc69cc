"""The board of messages: today's, those that somebody must look at, and the newest."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.channels import channel_words
from models.domain.messages.message import MessageRecord
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.transmission import NEED_CARE, MessageState, Transmission
from models.domain.messages.words import BLAMES, MESSAGE_STATES
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.rendering import MOST_ROWS, person_words, render_board

MOST_URGENT = 50
"""Messages to look at on the board; ``cchc messages list`` shows them all."""

Kind = tuple[str, MessageState, str]


def messages_board(campaign: Campaign, messages: Sequence[MessageRecord], now: datetime) -> str:
    """What was sent to whom: today's counts, then what needs care and how, then the newest."""
    newest = sorted(messages, key=_moment_of, reverse=True)
    urgent = [each for each in newest if each.state in NEED_CARE]
    return render_board(
        "messages_board.md.j2",
        campaign=campaign.id,
        today=_today(messages, now),
        urgent=[_row(campaign, each) for each in urgent[:MOST_URGENT]],
        care=len(urgent),
        counts=[
            (MESSAGES[purpose].words, MESSAGE_STATES[state], number)
            for (purpose, state, _), number in _counted(
                [(m.purpose, m.state, "") for m in messages]
            )
        ],
        rows=[_row(campaign, each) for each in newest[:MOST_ROWS]],
        left_out=max(0, len(newest) - MOST_ROWS),
        total=len(messages),
        now=moment_in_table(now),
    )


def _today(messages: Sequence[MessageRecord], now: datetime) -> list[tuple[str, str, str, int]]:
    """The messages whose moment is today, counted by purpose, state and channel."""
    today = day_in_hanoi(now)
    kinds = [
        (each.purpose, each.state, each.decisive.channel)
        for each in messages
        if day_in_hanoi(_moment_of(each)) == today
    ]
    return [
        (MESSAGES[purpose].words, MESSAGE_STATES[state], channel_words(channel), number)
        for (purpose, state, channel), number in _counted(kinds)
    ]


def _counted(kinds: Sequence[Kind]) -> list[tuple[Kind, int]]:
    """How many of each kind, in the order of purposes, states and names of channels."""
    purposes, states = list(MESSAGES), list(MessageState)
    return sorted(
        Counter(kinds).items(),
        key=lambda each: (purposes.index(each[0][0]), states.index(each[0][1]), each[0][2]),
    )


def _row(campaign: Campaign, message: MessageRecord) -> dict[str, object]:
    way = message.decisive
    return {
        "number": message.position,
        "person": person_words(campaign, message.person),
        "purpose": MESSAGES[message.purpose].words,
        "when": moment_in_table(way.sent_at or way.settled_at)
        or f"từ {moment_in_table(way.not_before)}",
        "channel": channel_words(way.channel),
        "state": MESSAGE_STATES[way.state],
        "detail": _why(way),
    }


def _why(way: Transmission) -> str:
    """Who must mend it, and what the channel said, which may be in its own language."""
    return ": ".join(part for part in (BLAMES[way.blame], way.detail) if part)


def _moment_of(message: MessageRecord) -> datetime:
    way = message.decisive
    return way.sent_at or way.settled_at or way.not_before
