"""The board of channels: which works, what waits for it, what it has done today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.backlog import LONGEST_WAIT, oldest_due, waits_since
from models.domain.messages.breaker import TOKEN_SINCE, ChannelState
from models.domain.messages.channels import channel_words
from models.domain.messages.message import MessageRecord
from models.domain.messages.transmission import TAKEN, WAITING, MessageState, Transmission
from models.domain.messages.triage import RESTS
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.rendering import render_board

OLD = timedelta(hours=20)
"""Age of an access token from which somebody should know: it lives 25 hours."""
NOT_CHOSEN = "Chưa chọn kênh"


@dataclass
class Load:
    """What of the messages is on one channel; ``dues`` are since when the due ones wait."""

    waiting: int = 0
    dues: list[datetime] = field(default_factory=list)
    today: list[MessageState] = field(default_factory=list)
    seen: datetime | None = None


def channels_board(
    campaign: Campaign,
    states: Sequence[ChannelState],
    messages: Sequence[MessageRecord],
    now: datetime,
) -> str:
    """Each channel that something is known of, in the order in which ways are tried."""
    known = {state.name: state for state in states}
    loads = _loads(states, messages, now)
    names = sorted({*known, *loads}, key=lambda name: _place(campaign, name))
    rows = [
        _row(known.get(name, ChannelState(name=name)), loads.get(name, Load()), now)
        for name in names
    ]
    oldest = oldest_due(messages, now)
    return render_board(
        "channels_board.md.j2",
        campaign=campaign.id,
        rows=rows,
        stopped=[row for row in rows if row["stopped"]],
        waited=moment_in_table(oldest) if oldest and now - oldest > LONGEST_WAIT else "",
        old=OLD // timedelta(hours=1) if any(_is_old(state, now) for state in states) else "",
        now=moment_in_table(now),
    )


def _place(campaign: Campaign, name: str) -> tuple[int, str]:
    """Ways in their order, others by name, what has no channel yet last."""
    order = [str(way) for way in campaign.reminders.order]
    place = order.index(name) if name in order else len(order)
    return (place if name else len(order) + 1, name)


def _loads(
    states: Iterable[ChannelState], messages: Iterable[MessageRecord], now: datetime
) -> dict[str, Load]:
    waited_for = {f"{RESTS}: {state.detail}": state.name for state in states if state.is_stopped}
    loads: dict[str, Load] = {}
    for message in messages:
        for way in message.transmissions:
            name = way.channel or waited_for.get(way.detail, "")
            if name or way.state in WAITING:
                _add(loads.setdefault(name, Load()), message, way, now)
    return loads


def _add(load: Load, message: MessageRecord, way: Transmission, now: datetime) -> None:
    load.waiting += way.state in WAITING
    since = waits_since(message, way, now)
    load.dues += [since] if since else []
    done = way.sent_at or way.settled_at
    if done and day_in_hanoi(done) == day_in_hanoi(now):
        load.today.append(way.state)
    if way.sent_at and way.state in TAKEN:
        load.seen = max(load.seen or way.sent_at, way.sent_at)


def _row(state: ChannelState, load: Load, now: datetime) -> dict[str, object]:
    return {
        "name": state.name,
        "channel": channel_words(state.name) or NOT_CHOSEN,
        "standing": _situation(state) if state.name else "",
        "stopped": state.is_stopped,
        "alarm": state.is_stopped,
        "waiting": load.waiting,
        "oldest": f"từ {moment_in_table(min(load.dues))}" if load.dues else "",
        "sent": sum(each in TAKEN for each in load.today),
        "unknown": load.today.count(MessageState.UNKNOWN),
        "failed": load.today.count(MessageState.FAILED_PERMANENT),
        "seen": moment_in_table(load.seen),
        "account": _account(state, now),
    }


def _situation(state: ChannelState) -> str:
    if not state.is_stopped:
        return "Hoạt động"
    again = f"; kiểm tra lại lúc {moment_in_table(state.retry_at)}" if state.retry_at else ""
    return f"Tạm dừng từ {moment_in_table(state.stopped_at)}: {state.detail}{again}"


def _account(state: ChannelState, now: datetime) -> str:
    """What is known of its account: the quota as it was told, the age of its token."""
    facts = [f"{name}: {value}" for name, value in state.facts.items() if name != TOKEN_SINCE]
    age = state.token_age(now)
    if age is not None:
        warning = ", **quá cũ**" if age > OLD else ""
        facts.append(f"mã truy cập đã cấp {age // timedelta(hours=1)} giờ{warning}")
    return "; ".join(facts)


def _is_old(state: ChannelState, now: datetime) -> bool:
    age = state.token_age(now)
    return age is not None and age > OLD
