"""What to do with a message whose time has come: send it and how, or not now, or not at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from models.domain.deadlines import WorkingCalendar
from models.domain.messages.breaker import ChannelState
from models.domain.messages.channels import addresses, routes
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult
from models.domain.messages.purposes import MESSAGES, Manner
from models.domain.messages.reminder_policy import ReminderPolicy, paced
from models.domain.messages.transmission import Blame, MessageState, Transmission
from models.domain.units import Contact
from models.domain.values import Value

S = MessageState

NO_WAY = "không còn kênh nào gửi được cho người này; đề nghị gọi điện và bổ sung địa chỉ"
TOO_LATE = "hết hiệu lực trước khi gửi được"
NOT_NEEDED = "không còn cần gửi"
AT_NIGHT = "chờ đến giờ gửi"
RESTS = "kênh tạm dừng"
IN_TROUBLE = "kênh gặp sự cố đã lâu; chuyển kênh khác"
ENOUGH = "đã đủ số lần nhắc; chờ lượt sau"


class Route(Value):
    """The way that a message goes now, and where to."""

    channel: str
    address: str


@dataclass(frozen=True)
class Surroundings:
    """What triage knows besides the message.

    ``open`` are the channels that are set up and carry the message, with whether they are loud;
    ``states`` how channels stand; ``dead`` digests of addresses that were refused, by channel;
    ``nudged`` when the person had nudges.
    """

    policy: ReminderPolicy
    calendar: WorkingCalendar
    open: Mapping[str, bool]
    states: Mapping[str, ChannelState]
    dead: Collection[tuple[str, str]] = ()
    nudged: Sequence[datetime] = ()


def address_digest(address: str) -> str:
    """A digest of an address, by which a changed one is known and nobody is reached."""
    return sha256(address.strip().lower().encode()).hexdigest()[:16]


def possible_routes(
    message: MessageRecord, transmission: Transmission, contact: Contact, around: Surroundings
) -> tuple[Route, ...]:
    """The ways for a transmission, best first: those that were refused come last.

    A transmission that has its channel keeps it; what other transmissions of the turn went is
    passed over.
    """
    reached = addresses(contact)
    used = {
        each.channel
        for each in message.transmissions
        if each.turn == transmission.turn and each.number != transmission.number
    }
    order = [*around.policy.order, *(way for way in reached if way not in around.policy.order)]
    found = routes(order, reached, around.open, used)
    if transmission.channel:
        found = tuple(way for way in found if way == transmission.channel) or found
    refused = {way for way in found if (way, address_digest(reached[way])) in around.dead}
    return tuple(
        Route(channel=way, address=reached[way])
        for way in sorted(found, key=lambda way: way in refused)
    )


def triage(
    message: MessageRecord,
    transmission: Transmission,
    contact: Contact,
    around: Surroundings,
    now: datetime,
) -> Route | SendResult:
    """The way of a message at ``now``, or the settlement that puts it off or ends it."""
    if message.useful_until is not None and now >= message.useful_until:
        return _ended(message, transmission, S.EXPIRED, TOO_LATE)
    ways = possible_routes(message, transmission, contact, around)
    if not ways:
        return _ended(message, transmission, S.FAILED_PERMANENT, NO_WAY, Blame.RECIPIENT)
    way = next((w for w in ways if not _waits(message, w, around, now)), ways[0])
    state = around.states.get(way.channel)
    if other := _instead(message, transmission, contact, around, now):
        ended = _ended(message, transmission, S.FAILED_PERMANENT, IN_TROUBLE, Blame.CHANNEL)
        return ended.model_copy(update={"then": other.channel, "then_from": now})
    if state is not None and state.retry_at is not None:
        return _put_off(message, transmission, state.retry_at, f"{RESTS}: {state.detail}")
    begins = _begins(message, way, around, now)
    if begins > now:
        why = ENOUGH if _begins(message, way, around, now, paces=False) <= now else AT_NIGHT
        return _put_off(message, transmission, begins, why)
    return way


def _instead(
    message: MessageRecord,
    transmission: Transmission,
    contact: Contact,
    around: Surroundings,
    now: datetime,
) -> Route | None:
    """The way of a message that has waited long enough for the channel it was to go on.

    None when it need not leave that channel, or has no other way.
    """
    state = around.states.get(transmission.channel)
    if state is None or not ((_is_urgent(message) and state.is_stopped) or state.is_given_up(now)):
        return None
    free = transmission.model_copy(update={"channel": ""})
    others = (
        way
        for way in possible_routes(message, free, contact, around)
        if way.channel != transmission.channel and not _waits(message, way, around, now)
    )
    return next(others, None)


def _waits(message: MessageRecord, way: Route, around: Surroundings, now: datetime) -> bool:
    """Whether to look for another way: what is urgent does so at once, the rest after a while."""
    state = around.states.get(way.channel)
    if state is None or not state.is_stopped:
        return False
    return _is_urgent(message) or state.is_given_up(now)


def _is_urgent(message: MessageRecord) -> bool:
    return MESSAGES[message.purpose].manner is Manner.URGENT


def _begins(
    message: MessageRecord, way: Route, around: Surroundings, now: datetime, paces: bool = True
) -> datetime:
    """The first decent moment for a message on a way."""
    policy, manner = around.policy, MESSAGES[message.purpose].manner
    loud = around.open[way.channel]
    begins = policy.hours.opening(manner, loud, around.calendar, now)
    if paces and MESSAGES[message.purpose].presses:
        begins = paced(begins, around.nudged, policy.most_a_day, policy.gap_minutes)
        begins = policy.hours.opening(manner, loud, around.calendar, begins)
    return begins


def _put_off(
    message: MessageRecord, transmission: Transmission, until: datetime, why: str
) -> SendResult:
    if message.useful_until is not None and until >= message.useful_until:
        return _ended(message, transmission, S.EXPIRED, f"{TOO_LATE}; {why}")
    return SendResult(
        message=message.key,
        number=transmission.number,
        channel=transmission.channel,
        state=S.DEFERRED,
        not_before=until,
        detail=why,
    )


def _ended(
    message: MessageRecord,
    transmission: Transmission,
    state: MessageState,
    detail: str,
    blame: Blame = Blame.NOBODY,
) -> SendResult:
    return SendResult(
        message=message.key,
        number=transmission.number,
        channel=transmission.channel,
        state=state,
        blame=blame,
        detail=detail,
    )
