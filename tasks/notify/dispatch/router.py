"""Route claimed messages: which way each goes now, or why not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from models.domain.campaign import Campaign
from models.domain.messages.breaker import ChannelState
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.transmission import ARRIVED, Blame, MessageState, Transmission
from models.domain.messages.triage import NOT_NEEDED, Route, Surroundings, possible_routes, triage
from models.domain.people.succession import UNKNOWN_PERSON, handed_on, receiver, why_nobody
from models.domain.units import Contact
from tasks.notify.channels.port import Channel
from tasks.notify.dispatch.context import DispatchContext

S = MessageState
HAS_IT = "người nhận đã có tin này qua kênh khác"


@dataclass(frozen=True)
class Ready:
    """A message that goes out now, and the channel to go on with if this one can not bring it."""

    message: MessageRecord
    transmission: Transmission
    contact: Contact
    route: Route
    next_way: str


@dataclass
class RoutedBatch:
    """What of a batch goes out, by channel, and what does not, with the reason."""

    ready: dict[str, list[Ready]] = field(default_factory=dict)
    settlements: list[SendResult] = field(default_factory=list)

    def add(self, found: Ready | SendResult) -> None:
        """Put one where it belongs."""
        if isinstance(found, SendResult):
            self.settlements.append(found)
        else:
            self.ready.setdefault(found.route.channel, []).append(found)


class Router:
    """Sorts the messages that ``claim`` holds, by what is known at this moment."""

    def __init__(
        self, context: DispatchContext, claim: str, states: Mapping[str, ChannelState]
    ) -> None:
        self._context = context
        self._claim = claim
        self._campaign = context.renewed(context.campaign)
        self._states = states
        self._now = context.clock()
        self._dead: Collection[tuple[str, str]] = context.outbox.dead()
        self._nudges: dict[str, list[datetime]] = {}

    def sort(self, batch: Iterable[MessageRecord]) -> RoutedBatch:
        """What becomes of each transmission that the claim holds."""
        records, done = list(batch), RoutedBatch()
        looked = self._context.look(records)
        people = {record.person for record in records if MESSAGES[record.purpose].presses}
        sent = self._context.outbox.nudges(self._now - timedelta(days=1), people)
        self._nudges = {person: list(moments) for person, moments in sent.items()}
        for record in records:
            left = looked.get(record.key, record)
            for transmission in record.transmissions:
                if transmission.claim == self._claim and transmission.state is S.CLAIMED:
                    done.add(self._decide(left, record.key, transmission))
        return done

    def _decide(
        self, message: MessageRecord | None, key: str, transmission: Transmission
    ) -> Ready | SendResult:
        if message is None:
            return _over(key, transmission, S.CANCELLED, NOT_NEEDED)
        if _has_arrived(message, transmission):
            return _over(key, transmission, S.CANCELLED, HAS_IT)
        contact = receiver(self._campaign, message)
        if contact is None:
            why = why_nobody(self._campaign, message)
            state = S.FAILED_PERMANENT if why == UNKNOWN_PERSON else S.CANCELLED
            return _over(key, transmission, state, why)
        message = handed_on(message, contact)
        around = self._around(message)
        found = triage(message, transmission, contact, around, self._now)
        if isinstance(found, SendResult):
            return found
        if MESSAGES[message.purpose].presses:
            self._nudges.setdefault(message.person, []).append(self._now)
        following = _following(message, transmission, contact, around, found.channel)
        return Ready(message, transmission, contact, found, following)

    def _around(self, message: MessageRecord) -> Surroundings:
        return replace(
            surroundings(self._campaign, self._context.channels, message),
            states=self._states,
            dead=self._dead,
            nudged=self._nudges.get(message.person, ()),
        )


def surroundings(
    campaign: Campaign, channels: Mapping[str, Channel], message: MessageRecord
) -> Surroundings:
    """What is known without the outbox: the policy, and the channels that carry the message."""
    carrying = {name: each.spec.is_loud for name, each in channels.items() if each.carries(message)}
    return Surroundings(
        policy=campaign.reminders, calendar=campaign.calendar, open=carrying, states={}
    )


def _has_arrived(message: MessageRecord, transmission: Transmission) -> bool:
    """Whether the person has it by another way since."""
    ways = (each for each in message.transmissions if each.turn == transmission.turn)
    return any(each.state in ARRIVED for each in ways)


def _over(key: str, transmission: Transmission, state: MessageState, detail: str) -> SendResult:
    failed = state is S.FAILED_PERMANENT
    return SendResult(
        message=key,
        number=transmission.number,
        channel=transmission.channel,
        state=state,
        blame=Blame.TEXT if failed else Blame.NOBODY,
        detail=detail,
    )


def _following(
    message: MessageRecord,
    transmission: Transmission,
    contact: Contact,
    around: Surroundings,
    channel: str,
) -> str:
    """The channel after ``channel``, one that rests last; empty when there is none."""
    if len(around.open) == 1:
        return ""
    anywhere = transmission.model_copy(update={"channel": ""})
    ways = (way.channel for way in possible_routes(message, anywhere, contact, around))
    resting = {name for name, state in around.states.items() if state.is_stopped}
    others = sorted((way for way in ways if way != channel), key=lambda way: way in resting)
    return next(iter(others), "")
