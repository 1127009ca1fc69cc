"""Send what is due, so that a crash at any moment loses nothing and sends nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from models.domain.campaign import Campaign
from models.domain.errors import CchcError, NotFound
from models.domain.messages import Message, MessageRecord, MessageState
from models.domain.values import Value
from tasks.notify.channels.port import Channel, Delivery, Outcome, Receipt
from tasks.notify.email import File
from tasks.notify.outbox import Outbox
from tasks.notify.render import render

MAX_ATTEMPTS = 5
"""Tries after which a temporary failure counts as failed."""

LEASE = timedelta(minutes=10)
"""How long a message may be in ``sending`` before it is given up: longer than a mail server takes
to answer, so that two runs at once leave each other's messages alone."""

_STATES = {
    Outcome.ACCEPTED: MessageState.ACCEPTED,
    Outcome.TEMPORARY: MessageState.PLANNED,
    Outcome.PERMANENT: MessageState.FAILED,
    Outcome.UNKNOWN: MessageState.UNKNOWN,
    Outcome.SUPPRESSED: MessageState.SUPPRESSED,
}


class DispatchReport(Value):
    """How many messages ended this run in each state; ``planned`` ones are tried again later.

    ``stopped`` says why the run ended before its last message, or is empty.
    """

    counts: dict[MessageState, int]
    stopped: str = ""


def dispatch(
    outbox: Outbox,
    channel: Channel,
    campaign: Campaign,
    mode: str,
    now: datetime,
    wanted: Callable[[Message], bool] = lambda _: True,
) -> DispatchReport:
    """Send every due message once.

    ``sending`` is committed before the channel is touched; a message that has been in that state
    for longer than LEASE may have arrived, so it becomes ``unknown``. ``wanted`` is asked at the
    last moment whether the reason for a message still holds; otherwise it is cancelled. Several
    runs may go on at once: each message is sent by the one that claims it.
    """
    counts = Counter(give_up_stranded(outbox, now))
    for record in outbox.due(now):
        if not wanted(record):
            detail = "không còn cần gửi"
            if outbox.mark(record.key, MessageState.CANCELLED, now, "", "", detail):
                counts[MessageState.CANCELLED] += 1
            continue
        receipt = _send(outbox, channel, campaign, mode, record, now)
        if receipt is None:
            continue
        if receipt.outcome is Outcome.CHANNEL_DOWN:
            outbox.give_back(record.key, now, channel.name, receipt.code, receipt.detail)
            counts[MessageState.PLANNED] += 1
            return DispatchReport(counts=dict(counts), stopped=receipt.detail)
        state = state_after(receipt, record.attempts + 1)
        if outbox.mark(record.key, state, now, channel.name, receipt.code, receipt.detail):
            counts[state] += 1
    return DispatchReport(counts=dict(counts))


def state_after(receipt: Receipt, attempts: int) -> MessageState:
    """The state of a message after its ``attempts``-th attempt (1 is the first)."""
    if receipt.outcome is Outcome.TEMPORARY and attempts >= MAX_ATTEMPTS:
        return MessageState.FAILED
    return _STATES[receipt.outcome]


def give_up_stranded(outbox: Outbox, now: datetime) -> dict[MessageState, int]:
    """Mark messages left in ``sending`` for longer than LEASE as unknown; the count of them."""
    detail = "lần gửi trước bị ngắt giữa chừng; kiểm tra với người nhận trước khi gửi lại"
    given_up = sum(
        outbox.mark(record.key, MessageState.UNKNOWN, now, record.channel, "", detail)
        for record in outbox.stranded(now - LEASE)
    )
    return {MessageState.UNKNOWN: given_up} if given_up else {}


def _send(
    outbox: Outbox,
    channel: Channel,
    campaign: Campaign,
    mode: str,
    record: MessageRecord,
    now: datetime,
) -> Receipt | None:
    """The receipt; None if another run took the message."""
    try:
        delivery = _prepare(outbox, campaign, mode, record, now)
    except CchcError as error:
        return Receipt(outcome=Outcome.PERMANENT, code=error.code, detail=error.message)
    if not outbox.claim(record.key, now, channel.name):
        return None
    return channel.send(delivery)


def _prepare(
    outbox: Outbox, campaign: Campaign, mode: str, record: MessageRecord, now: datetime
) -> Delivery:
    try:
        contact = campaign.contact(record.person)
    except KeyError:
        raise NotFound(
            f"Không có người nhận “{record.person}” trong đợt {campaign.id}; bổ sung cấu hình.",
            subject=record.key,
        ) from None
    files = tuple(
        File(name=attachment.name, content=outbox.content(attachment.sha256))
        for attachment in record.attachments
    )
    rendered = render(record, contact, campaign, mode)
    return Delivery(
        key=record.key,
        contact=contact,
        rendered=rendered,
        files=files,
        thread=record.thread,
        sent_at=now,
    )
