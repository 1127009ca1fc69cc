"""Who would get what on which day, on which channel and at what cost, if nobody did anything."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from config.workspace import Workspace
from models.domain.campaign import STAGE_OF, Campaign
from models.domain.messages.channels import price_of
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Transmission
from models.domain.messages.triage import possible_routes
from models.domain.reminders.duties import Duty, ReminderHistory
from models.domain.reminders.forecast import expected, forecast, season
from models.domain.stages import StageState
from models.domain.values import Value
from tasks.notify.channels.port import Channel
from tasks.notify.dispatch.router import surroundings
from tasks.notify.plan.duties import duties_now, told_now


class Planned(Value):
    """One message of the outlook; ``cost`` is in đồng, ``channel`` empty when there is no way."""

    at: datetime
    person: str
    unit: str
    purpose: Purpose
    channel: str
    template: str
    cost: int


def outlook(
    workspace: Workspace, channels: Mapping[str, Channel], first: date, last: date
) -> tuple[Planned, ...]:
    """The messages from ``first`` to ``last`` as things stand, in the order of their moments.

    These are the reminders, also of forms whose stage has yet to begin, and what the stages send
    out when they begin, as far as that is still ahead.
    """
    with workspace.read() as uow:
        messages = uow.messages.all()
        duties = duties_now(workspace, uow, messages)
        stages = uow.stages.all()
    told, now = told_now(messages, duties), workspace.now()
    pending = [form for form in STAGE_OF if stages[STAGE_OF[form]].state is StageState.PENDING]
    owed = [*duties, *(duty for form in pending for duty in expected(workspace.campaign, form))]
    points = [each for each in season(workspace.campaign) if each.not_before > now]
    return _between(workspace.campaign, channels, owed, told, points, first, last)


def first_outlook(
    campaign: Campaign, channels: Mapping[str, Channel], first: date, last: date
) -> tuple[Planned, ...]:
    """The same for a campaign that was not opened yet."""
    owed = [duty for form in STAGE_OF for duty in expected(campaign, form)]
    return _between(campaign, channels, owed, ReminderHistory(), season(campaign), first, last)


def days_of(campaign: Campaign) -> tuple[date, date]:
    """The first and the last day of a campaign's year."""
    plans = campaign.stages.values()
    return min(plan.opens for plan in plans), max(plan.limit.last_day for plan in plans)


def _between(
    campaign: Campaign,
    channels: Mapping[str, Channel],
    duties: Sequence[Duty],
    told: ReminderHistory,
    points: Iterable[Message],
    first: date,
    last: date,
) -> tuple[Planned, ...]:
    ahead = (*forecast(campaign, duties, told, first, last), *points)
    found = [each for each in ahead if first <= each.not_before.date() <= last]
    return with_routes(campaign, channels, sorted(found, key=_moment))


def with_routes(
    campaign: Campaign, channels: Mapping[str, Channel], messages: Iterable[Message]
) -> tuple[Planned, ...]:
    """Messages with the way that each would go, in their order."""
    return tuple(_planned(campaign, channels, message) for message in messages)


def _planned(campaign: Campaign, channels: Mapping[str, Channel], message: Message) -> Planned:
    waiting = Transmission(not_before=message.not_before)
    record = MessageRecord(**dict(message), transmissions=(waiting,))
    contact = campaign.contact(message.person)
    ways = possible_routes(record, waiting, contact, surroundings(campaign, channels, record))
    channel = ways[0].channel if ways else ""
    return Planned(
        at=message.not_before,
        person=message.person,
        unit=message.unit or "",
        purpose=message.purpose,
        channel=channel,
        template=f"{channels[channel].spec.texts}/{message.purpose}" if channel else "",
        cost=price_of(channel, campaign.reminders.prices) or 0,
    )


def _moment(message: Message) -> tuple[datetime, str]:
    return message.not_before, message.key


def total(lines: Sequence[Planned]) -> int:
    """What they cost together, in đồng."""
    return sum(line.cost for line in lines)
