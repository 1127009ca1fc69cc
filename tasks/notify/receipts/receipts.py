"""Read what Zalo told of our messages: arrived, confirmed, help wanted; and what it never told."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form, addressee
from models.domain.collection.submission_events import QuestionAsked
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SILENCE, SendResult, TransmissionRef
from models.domain.messages.provider_events import (
    EVENT_PATIENCE,
    PRESSED,
    RECEIVED,
    EventOutcome,
    ProviderEvent,
    ZaloEvent,
    may_be_erased,
    zalo_event,
)
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.receipts import acknowledged
from models.domain.messages.transmission import MessageState
from models.store import UnitOfWork
from tasks.notify.channels.port import Channel
from tasks.notify.dispatch.send_due import dispatch_context
from tasks.notify.plan.outlook import days_of
from tasks.notify.receipts.incoming import ACCOUNT, keep_event, owner_of, transmission_of
from tasks.prefect_steps.step import step
from tasks.signed.mail_marks import spoken_for

_ACTOR = "flow:receipts"
_BATCH = 500
_ARRIVED = "Zalo báo tin đã đến máy người nhận"

Settle = Callable[[Workspace, UnitOfWork, ProviderEvent, ZaloEvent, TransmissionRef], bool]
"""Do what an event says of a transmission; whether that was news."""
SILENT = (
    f"quá {SILENCE.days * 24} giờ chưa có báo nhận; đề nghị kiểm tra với người nhận trước khi "
    "gửi lại"
)

_NOBODY = "khong-ro"
"""Under whom questions stand that no unit has asked."""


@step("Đọc báo nhận")
def read_receipts(campaign: str) -> dict[EventOutcome, int]:
    """Settle what has come in, however often and in whatever order; what became of how many."""
    workspace = open_workspace(campaign)
    counts = Counter[EventOutcome]()
    while found := _settle_batch(workspace, _move(workspace)):
        counts.update(found.values())
    give_up_silent(workspace, dispatch_context(workspace).channels)
    return dict(counts)


def _move(workspace: Workspace) -> frozenset[str]:
    """Give events of other campaigns' messages to them; their keys."""
    with workspace.read() as uow:
        strangers = [
            event
            for event in uow.provider_events.waiting(_BATCH)
            if event.channel == ACCOUNT and transmission_of(uow, zalo_event(event.raw)) is None
        ]
    moved = [event for event in strangers if _is_elsewhere(workspace, event)]
    for event in moved:
        keep_event(workspace, event.channel, event.raw)
    return frozenset(event.key for event in moved)


def _is_elsewhere(workspace: Workspace, event: ProviderEvent) -> bool:
    owner = owner_of(workspace, zalo_event(event.raw))
    return owner is not None and owner.campaign.id != workspace.campaign.id


def _settle_batch(workspace: Workspace, moved: frozenset[str]) -> Mapping[str, EventOutcome]:
    """Settle up to a batch in one transaction; the rest waits for its message."""
    with workspace.read() as uow:
        if not uow.provider_events.waiting(1):
            return {}
    with workspace.change(_ACTOR) as uow:
        outcomes = {}
        for event in uow.provider_events.waiting(_BATCH):
            outcome = EventOutcome.MOVED if event.key in moved else _settle(workspace, uow, event)
            if outcome is not None:
                outcomes[event.key] = outcome
        uow.provider_events.settle(outcomes)
    return outcomes


def _settle(workspace: Workspace, uow: UnitOfWork, event: ProviderEvent) -> EventOutcome | None:
    """What becomes of an event; None while its message may still turn up."""
    said = zalo_event(event.raw)
    if event.channel != ACCOUNT or not said.is_of_message:
        return EventOutcome.KEPT
    place = transmission_of(uow, said)
    if place is None:
        over = workspace.now() >= event.received_at + EVENT_PATIENCE
        return EventOutcome.UNMATCHED if over else None
    news = SETTLES[said.name](workspace, uow, event, said, place)
    return EventOutcome.APPLIED if news else EventOutcome.KNOWN


def _arrived(
    _workspace: Workspace,
    uow: UnitOfWork,
    event: ProviderEvent,
    said: ZaloEvent,
    place: TransmissionRef,
) -> bool:
    delivered = SendResult(
        message=place.message,
        number=place.number,
        state=MessageState.DELIVERED,
        ref=said.ref,
        detail=_ARRIVED,
        evidence=event.raw,
    )
    return bool(uow.transmissions.settle([delivered]))


def _pressed(
    workspace: Workspace,
    uow: UnitOfWork,
    event: ProviderEvent,
    said: ZaloEvent,
    place: TransmissionRef,
) -> bool:
    message = uow.messages.get(place.message)
    confirmed = acknowledged(message, f"bấm nút “{said.words}” trong tin Zalo", event.raw)
    if confirmed is not None:
        uow.transmissions.settle([confirmed])
    if said.asks_for_help:
        ask_for_help(workspace, uow, message, event.received_at)
    return confirmed is not None or said.asks_for_help


SETTLES: Mapping[str, Settle] = {RECEIVED: _arrived, PRESSED: _pressed}


def ask_for_help(
    workspace: Workspace, uow: UnitOfWork, message: MessageRecord, at: datetime
) -> None:
    """Note a question of the person's unit about what ``message`` said."""
    campaign = workspace.campaign
    person, unit = campaign.find_contact(message.person), spoken_for(campaign, message.person)
    event = QuestionAsked(
        at=at,
        text=f"{addressee(person, campaign) if person else message.person} đã bấm nút “Cần hỗ trợ” "
        f"trong tin Zalo “{MESSAGES[message.purpose].words}”. Đề nghị đồng chí liên hệ để hướng "
        "dẫn.",
        sender=person.email if person else "",
    )
    form = campaign.form_of(unit) if unit else Form.COMMUNE
    uow.submissions.append(form, unit or _NOBODY, event)


def give_up_silent(workspace: Workspace, channels: Mapping[str, Channel]) -> int:
    """Let what was taken over long ago and never reported be of unknown fate; how many.

    Where nothing is sent nothing is reported: stand-ins of channels owe no receipt.
    """
    owing = [name for name, each in channels.items() if each.spec.has_receipts]
    if not owing:
        return 0
    with workspace.read() as uow:
        silent = uow.transmissions.silent(owing, workspace.now() - SILENCE)
    if not silent:
        return 0
    unknown = [
        SendResult(**place.model_dump(), state=MessageState.UNKNOWN, detail=SILENT)
        for place in silent
    ]
    with workspace.change(_ACTOR) as uow:
        return len(uow.transmissions.settle(unknown))


@step("Xóa báo nhận hết hạn lưu")
def erase_old_events(campaign: str) -> int:
    """Erase the texts of a campaign that has been over for as long as they are kept; how many."""
    workspace = open_workspace(campaign)
    months = workspace.settings.keep_events_months
    if not may_be_erased(days_of(workspace.campaign)[1], months, workspace.now()):
        return 0
    with workspace.change("flow:retention") as uow:
        return uow.retention.erase(f"hết thời hạn lưu {months} tháng sau khi kết thúc đợt")
