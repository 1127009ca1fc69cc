"""Put today's reminders into the outbox; the plan itself is pure (models.domain.reminders.plan)."""

from collections.abc import Iterable

from config.workspace import open_workspace
from models.domain.errors import CchcError, ConfigurationError
from models.domain.messages.message import Message, MessageRecord
from models.domain.messages.transmission import Transmission
from models.domain.messages.triage import possible_routes
from models.domain.reminders.plan import plan_messages
from tasks.notify.channels.port import OutgoingLetter
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.router import surroundings
from tasks.notify.dispatch.send_due import dispatch_context
from tasks.notify.plan.duties import duties_now, told_now
from tasks.prefect_steps.step import step


def writable(
    context: DispatchContext, messages: Iterable[Message]
) -> tuple[list[Message], list[str]]:
    """The messages that can be written for some way of their person, and why the others can not.

    Whoever can not be reached at all is no fault of the text: such a message is queued, and ends
    on the list of those to be called.
    """
    good, faults = [], []
    for message in messages:
        fault = _fault(context, message)
        if fault:
            faults.append(fault)
        else:
            good.append(message)
    return good, faults


def _fault(context: DispatchContext, message: Message) -> str:
    """What keeps a message from being written on every way; empty when one will do."""
    contact = context.campaign.contact(message.person)
    waiting = Transmission(not_before=message.not_before)
    record = MessageRecord(**dict(message), transmissions=(waiting,))
    around = surroundings(context.campaign, context.channels, record)
    faults = []
    for way in possible_routes(record, waiting, contact, around):
        letter = OutgoingLetter(record, waiting.number, contact, way.address, message.not_before)
        try:
            context.channels[way.channel].write(letter)
        except CchcError as error:
            faults.append(error.message)
        else:
            return ""
    return faults[0] if faults else ""


@step("Lập danh sách nhắc việc hôm nay")
def plan_reminders(campaign: str) -> int:
    """Queue what is to be told today of every form and decision that is owed; how many are new.

    ConfigurationError when one of them can not be written, after the others were queued.
    """
    workspace = open_workspace(campaign)
    with workspace.change("flow:reminders") as uow:
        messages = uow.messages.all()
        duties = duties_now(workspace, uow, messages)
        told = told_now(messages, duties)
        planned = plan_messages(workspace.campaign, duties, told, workspace.now())
        good, faults = writable(dispatch_context(workspace), planned)
        queued = uow.messages.queue(good)
    if faults:
        raise ConfigurationError("\n".join(dict.fromkeys(faults)), subject=campaign)
    return queued
