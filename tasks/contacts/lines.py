"""The people of a campaign as lines of Vietnamese for a terminal; numbers by their ends only."""

from collections.abc import Iterator

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.errors import NotFound
from models.domain.people.contact_changes import ChangeKind, ContactChange, masked_contact
from models.domain.people.contact_rules import known_contact
from models.domain.units import Contact, Position
from models.domain.vietnamese.dates import moment_in_table
from models.domain.vietnamese.text import masked_address

POSITION_WORDS = {
    Position.CHAIRMAN: "Chủ tịch",
    Position.DEPUTY_CHAIRMAN: "Phó Chủ tịch",
    Position.COUNCIL_CHAIRMAN: "Chủ tịch Hội đồng",
    Position.COUNCIL_MEMBER: "Thành viên Hội đồng",
    Position.HEAD: "Người đứng đầu",
    Position.OFFICER: "Công chức đầu mối",
    Position.OPERATOR: "Người vận hành",
    Position.RECIPIENT: "Nơi nhận",
}
CHANGE_WORDS = {
    ChangeKind.ADDED: "bổ sung",
    ChangeKind.CORRECTED: "sửa",
    ChangeKind.LEFT: "thôi nhiệm vụ",
}


def contact_lines(campaign: str, unit: str = "", former: bool = False) -> Iterator[str]:
    """Who is in post now, all or of one unit, and with ``former`` who has left; a line each."""
    found = open_workspace(campaign).campaign
    if unit and found.find_unit(unit) is None:
        raise NotFound(
            f"Đợt {campaign} không có đơn vị mang mã “{unit}”. Đề nghị xem mã trong units.csv.",
            unit,
        )
    for contact in found.contacts:
        if unit in ("", contact.unit):
            yield _line(found, contact)
    for left in found.former if former else ():
        if unit in ("", left.contact.unit):
            yield f"{_line(found, left.contact)}; {_left_words(left.successor)}"


def contact_history_lines(campaign: str, id: str) -> Iterator[str]:
    """A person as frozen and all that was changed since, oldest first; NotFound if unknown."""
    workspace = open_workspace(campaign)
    yield _line(workspace.campaign, known_contact(workspace.campaign, id))
    with workspace.read() as uow:
        frozen, changes = uow.campaigns.frozen().find_contact(id), uow.contacts.all()
    if frozen is not None:
        yield f"  Khi mở đợt: {_contact_words(frozen)}"
    for change in changes:
        if change.contact.id == id:
            yield f"  {_change_words(change)}"


def _line(campaign: Campaign, contact: Contact) -> str:
    unit = campaign.unit(contact.unit).name if contact.unit else campaign.authority.office
    return f"{contact.id}  {POSITION_WORDS[contact.position]}, {unit}: {_contact_words(contact)}"


def _contact_words(contact: Contact) -> str:
    own = masked_contact(contact)
    ways = [f"{name} {masked_address(at)}" for name, at in contact.ways.items()]
    parts = [
        contact.title,
        contact.email,
        f"điện thoại {own['phone']}" if own["phone"] else "chưa có điện thoại",
        *([f"Zalo {own['zalo']}"] if own["zalo"] else []),
        *ways,
    ]
    return "; ".join(parts)


def _change_words(change: ContactChange) -> str:
    moment = moment_in_table(change.at)
    what = (
        _left_words(change.successor)
        if change.kind is ChangeKind.LEFT
        else _contact_words(change.contact)
    )
    return f"{moment}  {change.by} {CHANGE_WORDS[change.kind]}: {what} (lý do: {change.reason})"


def _left_words(successor: str) -> str:
    return f"đã thôi, người thay {successor}" if successor else "đã thôi, chưa có người thay"
