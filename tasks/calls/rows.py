"""The call list in words: one row a person, with all that the person is to be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from config.workspace import Workspace
from models.domain.campaign import Campaign, Form
from models.domain.messages.backlog import is_unreached, limit_day, tried, unreached
from models.domain.messages.channels import channel_words
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.transmission import NEED_CARE, Transmission
from models.domain.messages.words import BLAMES, MESSAGE_STATES
from models.domain.people.succession import receiver
from models.domain.units import Contact, Position
from models.domain.values import Value
from tasks.documents.wording import sentence
from tasks.notify.dispatch.send_due import still_owed
from tasks.notify.text.render import task_words

NO_PHONE = "chưa có số, tra danh bạ"


class Matter(Value):
    """One thing to tell: ``number`` is that of the message, ``failed`` the ways it went in vain."""

    number: int
    what: str
    failed: str


class CallRow(Value):
    """One call: whom, where, and what about."""

    person: str
    unit: str
    phone: str
    matters: tuple[Matter, ...]


def rows_of(campaign: Campaign, messages: Iterable[MessageRecord]) -> tuple[CallRow, ...]:
    """The calls that unreached messages ask for, the most urgent first.

    Messages to operators are left out: they are who calls, and they see them on their board. Who
    has left is not called, but who has taken over.
    """
    own = {contact.id for contact in campaign.people(Position.OPERATOR)}
    by_person: dict[str, list[MessageRecord]] = defaultdict(list)
    for message in messages:
        holder = receiver(campaign, message)
        person = holder.id if holder else message.person
        if person not in own and (holder or campaign.find_contact(person) is None):
            by_person[person].append(message)
    ordered = sorted(by_person.items(), key=lambda each: _urgency(each[1]))
    return tuple(_row(campaign, person, found) for person, found in ordered)


def _urgency(messages: Sequence[MessageRecord]) -> tuple[date, int]:
    """The first limit that any of them names; then what was queued first."""
    limits = [day for day in map(limit_day, messages) if day]
    return min(limits, default=date.max), min(message.position for message in messages)


def _row(campaign: Campaign, person: str, messages: Sequence[MessageRecord]) -> CallRow:
    contact = campaign.find_contact(person)
    ordered = sorted(messages, key=lambda each: (limit_day(each) or date.max, each.position))
    return CallRow(
        person=contact.title if contact else person,
        unit=_unit(campaign, contact),
        phone=_as_dialled_here(contact.phone if contact else None),
        matters=tuple(_matter(campaign, message) for message in ordered),
    )


def _unit(campaign: Campaign, contact: Contact | None) -> str:
    """The unit of a person, unless the title names it."""
    if contact is None or contact.unit is None:
        return ""
    name = campaign.unit(contact.unit).name
    return "" if name in contact.title else name


def _as_dialled_here(phone: str | None) -> str:
    """``0912 345 678``: as people read a number aloud."""
    if phone is None:
        return NO_PHONE
    local = f"0{phone.removeprefix('84')}"
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def _matter(campaign: Campaign, message: MessageRecord) -> Matter:
    return Matter(
        number=message.position,
        what=_what(campaign, message),
        failed="\n".join(_failure(way) for way in tried(message)),
    )


def _what(campaign: Campaign, message: MessageRecord) -> str:
    """What is to be told: a list as its items, all else as its purpose with what it is about."""
    purpose = MESSAGES[message.purpose].words
    if message.items:
        words = (task_words(item, campaign) for item in message.items)
        parts = [f"- {sentence(each['words'])}{_by(each.get('limit', ''))}" for each in words]
        return "\n".join((f"{purpose}:", *parts))
    about = _about(campaign, message)
    return f"{purpose}{': ' if about else ''}{about}{_by(message.params.get('limit', ''))}"


def _about(campaign: Campaign, message: Message) -> str:
    """The form, the dossier or the document, and whose it is."""
    about = message.params.get("form") or message.params.get("title") or ""
    words = Form(about).words if about in set(Form) else about
    unit = campaign.unit(message.unit).name_within if message.unit else ""
    return f"{words} của {unit}" if words and unit else words or unit


def _by(limit: str) -> str:
    return f", {limit}" if limit else ""


def _failure(way: Transmission) -> str:
    channel = channel_words(way.channel) or "Chưa có kênh"
    state = MESSAGE_STATES[way.state].lower()
    detail = "" if way.detail.startswith(state) else way.detail
    why = ": ".join(part for part in (BLAMES[way.blame], detail) if part)
    return f"{channel}: {state}{f' ({why})' if why else ''}"


def calls_now(workspace: Workspace) -> tuple[CallRow, ...]:
    """The calls that are owed: not those whose reason has gone since, as when a file has come."""
    now = workspace.now()
    with workspace.read() as uow:
        lost = [m for m in uow.transmissions.in_state(NEED_CARE) if is_unreached(m, now)]
    left = still_owed(workspace.store, workspace.campaign.id)(lost)
    return rows_of(workspace.campaign, unreached(lost, left, now))
