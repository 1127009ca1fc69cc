"""Messages as lines of Vietnamese for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.messages.channels import channel_words
from models.domain.messages.message import MessageRecord
from models.domain.messages.provider_events import (
    PRESSED,
    RECEIVED,
    EventOutcome,
    SettledEvent,
    zalo_event,
)
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.receipts import DeliveryAction
from models.domain.messages.transmission import NEED_CARE, MessageState, Transmission
from models.domain.messages.words import MESSAGE_STATES
from models.domain.vietnamese.dates import moment_in_table
from models.domain.vietnamese.text import masked, masked_address
from tasks.notify.operator.operator_actions import message_at


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
        message = message_at(uow, position)
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
        words = _EVENTS.get(event.what) or MESSAGE_STATES[MessageState(event.what)]
        yield f"    {_moment(event.at)}  {words}{channel}{': ' if detail else ''}{detail}"


_EVENTS: dict[str, str] = {
    DeliveryAction.DELAYED: "Máy chủ thư báo chậm, còn thử gửi",
    DeliveryAction.RELAYED: "Đã chuyển sang máy chủ thư không gửi báo nhận",
    DeliveryAction.EXPANDED: "Đã chuyển tới nhiều địa chỉ",
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
        f"{message.position:>5}  {_moment(moment)}  {MESSAGES[message.purpose].words}: "
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


OUTCOMES: dict[EventOutcome | None, str] = {
    None: "đang chờ khớp với tin",
    EventOutcome.APPLIED: "đã ghi nhận vào tin",
    EventOutcome.KNOWN: "không có gì mới",
    EventOutcome.KEPT: "không nói về tin nào",
    EventOutcome.UNMATCHED: "không khớp với tin nào",
    EventOutcome.MOVED: "đã chuyển sang đợt khác",
}
_NAMES = {RECEIVED: "tin đã đến", PRESSED: "người nhận bấm nút"}
ADVICE = (
    "Báo nhận không khớp thường là của tin gửi từ hệ thống khác dùng chung Official Account, hoặc "
    "từ bản sao lưu cũ. Đề nghị đối chiếu mã tin trên trang quản lý Zalo."
)


def event_lines(campaign: str, unmatched: bool, most: int) -> Iterator[str]:
    """The newest events, a line each; with ``unmatched`` only those of no message of ours."""
    wanted = EventOutcome.UNMATCHED if unmatched else None
    with open_workspace(campaign).read() as uow:
        found = uow.provider_events.newest(most, wanted)
    if not found:
        yield "Không có báo nhận nào như vậy."
    for event in found:
        yield _event_line(event)
    if any(event.outcome is EventOutcome.UNMATCHED for event in found):
        yield ADVICE


def _event_line(event: SettledEvent) -> str:
    """What a person may read of it: never the text that somebody wrote."""
    said = zalo_event(event.raw)
    about = [_NAMES.get(said.name) or f"sự kiện “{said.name[:40] or 'không đọc được'}”"]
    about += [f"“{said.words[:40]}”"] if said.name == PRESSED else []
    about += [f"gửi {masked_address(said.to)}"] if said.to else []
    about += [f"mã của Zalo {said.ref[:40]}"] if said.ref else []
    about += [f"mã của hệ thống {said.track[:48]}"] if said.track else []
    at = moment_in_table(event.received_at)
    return masked(f"{at}  {event.channel}: {', '.join(about)} → {OUTCOMES[event.outcome]}")
