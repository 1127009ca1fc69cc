"""Messages as lines of Vietnamese for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.messages.bounce_outcome import Action
from models.domain.messages.message import MessageRecord
from models.domain.messages.transmission import NEED_CARE, MessageState, Transmission
from models.domain.messages.words import MESSAGE_STATES, PURPOSES, channel_words
from models.domain.vietnamese.dates import moment_in_table
from tasks.notify.operator.operator_actions import find


def message_lines(
    campaign: str, states: Iterable[MessageState], person: str, most: int
) -> Iterator[str]:
    """The newest messages in these states (none named: those that need care), a line each."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        messages = uow.messages.all()
    wanted = frozenset(states) or NEED_CARE
    found = [
        message
        for message in messages
        if message.state in wanted and person in ("", message.person)
    ]
    if not found:
        yield "Không có tin nào như vậy."
    for message in found[-most:]:
        yield _line(workspace.campaign, message)
    if len(found) > most:
        yield f"Còn {len(found) - most} tin cũ hơn; dùng --most để xem thêm."


def story_lines(campaign: str, position: int) -> Iterator[str]:
    """All that is known of one message: what, to whom, every way it went, all that happened."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        message = find(uow, position)
        history = uow.messages.history(message.key)
    yield _line(workspace.campaign, message)
    yield f"  Mã tin: {message.key}"
    if message.useful_until:
        yield f"  Có hiệu lực đến {_moment(message.useful_until)}"
    for way in message.transmissions:
        yield f"  {_way(way)}"
    for event in history:
        detail = " ".join(part for part in (event.code, event.detail) if part)
        channel = f" ({channel_words(event.channel)})" if event.channel else ""
        words = EVENTS.get(event.what) or MESSAGE_STATES[MessageState(event.what)]
        yield f"    {_moment(event.at)}  {words}{channel}{': ' if detail else ''}{detail}"


EVENTS: dict[str, str] = {
    Action.DELAYED: "Máy chủ thư báo chậm, còn thử gửi",
    Action.RELAYED: "Đã chuyển sang máy chủ thư không gửi báo nhận",
    Action.EXPANDED: "Đã chuyển tới nhiều địa chỉ",
    "again": "Gửi lại theo yêu cầu",
    "go_on": "Chuyển sang kênh khác",
    "hurry": "Gửi ngay, không chờ",
}
"""What happened to a message besides going over to a state."""


def _line(campaign: Campaign, message: MessageRecord) -> str:
    way = message.decisive
    moment = way.sent_at or way.not_before
    detail = f" – {way.detail}" if way.detail else ""
    return (
        f"{message.position:>5}  {_moment(moment)}  {PURPOSES[message.purpose]}: "
        f"{_person(campaign, message)} [{MESSAGE_STATES[way.state]}]{detail}"
    )


def _person(campaign: Campaign, message: MessageRecord) -> str:
    known = campaign.find_contact(message.person)
    if known is None:
        return message.person
    holder = campaign.holder_of(message.person)
    left = holder is None or holder.id != message.person
    now = f", người thay: {holder.title} ({holder.id})" if holder else ", đã thôi nhiệm vụ"
    return f"{known.title} ({message.person}){now if left else ''}"


def _way(way: Transmission) -> str:
    channel = channel_words(way.channel) or "chưa chọn kênh"
    tries = f", {way.attempts} lần thử" if way.attempts > 1 else ""
    text = f", mẫu {way.template} bản {way.version}" if way.template else ""
    again = f", lượt gửi lại thứ {way.turn - 1}" if way.turn > 1 else ""
    return f"{way.number}. {channel}: {MESSAGE_STATES[way.state]}{tries}{again}{text}"


def _moment(at: datetime) -> str:
    return moment_in_table(at)
