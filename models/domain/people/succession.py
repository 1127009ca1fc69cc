"""Who stands for somebody who has left: in messages, at gates, in votes."""

from collections.abc import Iterable
from datetime import datetime

from models.domain.campaign import Campaign
from models.domain.gate.records import GateRequest, Vote
from models.domain.messages.channels import addresses
from models.domain.messages.message import MessageRecord
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import address_digest
from models.domain.units import Contact

UNKNOWN_PERSON = "không có người nhận này trong đợt; đề nghị bổ sung cấu hình"
LEFT = "người nhận đã thôi nhiệm vụ, chưa có người thay; đề nghị bổ sung người thay và gửi lại"
HANDED_ON = "người nhận đã thôi nhiệm vụ; người thay được nhắc việc, nhận liên kết riêng"


def _is_personal(purpose: str) -> bool:
    """Whether a message is not handed on: who takes over has reminders and a link of their own."""
    return MESSAGES[purpose].presses or purpose == Purpose.LINK_SENT


def receiver(campaign: Campaign, message: MessageRecord) -> Contact | None:
    """Who gets a message now: its person, or who has taken over; None when nobody is to."""
    holder = campaign.holder_of(message.person)
    if holder is None or holder.id == message.person or not _is_personal(message.purpose):
        return holder
    return None


def why_nobody(campaign: Campaign, message: MessageRecord) -> str:
    """Why ``receiver`` finds nobody."""
    if campaign.find_contact(message.person) is None:
        return UNKNOWN_PERSON
    return HANDED_ON if campaign.holder_of(message.person) else LEFT


def handed_on(message: MessageRecord, contact: Contact) -> MessageRecord:
    """``message`` as ``contact`` gets it: a personal link in it is good for its owner only."""
    if contact.id == message.person or not message.params.get("portal"):
        return message
    return message.model_copy(update={"params": message.params | {"portal": ""}})


def is_missed(message: MessageRecord, before: Contact, after: Contact, now: datetime) -> bool:
    """Whether a message that reached nobody may reach ``after`` at an address ``before`` had not.

    Only what was refused because of the address counts, while it is still of use.
    """
    way = message.decisive
    over = message.useful_until is not None and now >= message.useful_until
    if over or way.state is not MessageState.FAILED_PERMANENT or way.blame is not Blame.RECIPIENT:
        return False
    tried = {(each.channel, each.address) for each in message.transmissions}
    return bool(_places(after) - _places(before) - tried)


def _places(contact: Contact) -> set[tuple[str, str]]:
    return {(way, address_digest(address)) for way, address in addresses(contact).items()}


def in_post(campaign: Campaign, request: GateRequest) -> GateRequest:
    """The request with those who have taken over in the place of approvers who have left.

    When nobody of them is left, they are who holds the positions of the former now.
    """
    holders = [holder.id for each in request.approvers if (holder := campaign.holder_of(each))]
    positions = {campaign.contact(each).position for each in request.approvers}
    approvers = tuple(dict.fromkeys(holders)) or tuple(
        contact.id for contact in campaign.people(*sorted(positions))
    )
    return request.model_copy(update={"approvers": approvers})


def seats(campaign: Campaign, votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """Votes under the names of who sits there now: a seat votes once, whoever came to hold it."""
    holders = ((vote, campaign.holder_of(vote.member)) for vote in votes)
    return tuple(
        vote.model_copy(update={"member": holder.id}) if holder else vote
        for vote, holder in holders
    )
