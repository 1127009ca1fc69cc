"""Operators correct the people of an open campaign.

The change, what it brings back into the queue and the end of links are one transaction; the same
change asked for again changes nothing. These are plain functions and no steps: a refusal is an
answer to a person, not a failure of the machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.collection.round_changes import check_operator, check_words
from models.domain.errors import RuleViolation
from models.domain.messages.transmission import MessageState
from models.domain.people.contact_changes import ChangeKind, ContactChange
from models.domain.people.contact_rules import (
    ContactEdit,
    check_new,
    check_staffed,
    check_successor,
    contact_in_post,
    edited,
    known_contact,
    new_contact,
    vacancies,
)
from models.domain.people.links import LinkStatus, link_status
from models.domain.people.succession import is_missed, receiver
from models.domain.units import Contact, Position
from models.store import UnitOfWork
from tasks.signed.links import expires_at, send_link

NO_SUCCESSOR = (
    "Đã ghi thông tin người thay nhưng chưa ghi mã, nên chưa ghi nhận gì. Đề nghị ghi thêm "
    "--successor (mục “Mã người thay” trên biểu mẫu)."
)
TAKEN_OVER = (
    "Người thay đã được ghi nhận trước đó. Đề nghị sửa thông tin của người thay bằng "
    "cchc contacts set {id}."
)
UNCHANGED = "Danh sách đã đúng như vậy, không thay đổi gì."
DECIDING = frozenset(
    {
        Position.CHAIRMAN,
        Position.DEPUTY_CHAIRMAN,
        Position.COUNCIL_CHAIRMAN,
        Position.COUNCIL_MEMBER,
    }
)
"""Positions whose holders prove themselves by a code of their own."""


def correct(campaign: str, id: str, edit: ContactEdit, by: str, reason: str) -> tuple[str, ...]:
    """Correct title or addresses of a person; Vietnamese lines of what came of it.

    What was refused at a former address and is still of use goes out anew. NotFound or
    RuleViolation when there is no such person in post, or a field is not as it must be.
    """
    act = _act(campaign, by, reason)
    with act.workspace.change(by) as uow:
        before = act.campaign_in(uow)
        old = contact_in_post(before, id)
        new = edited(old, edit)
        if new == old:
            return (UNCHANGED,)
        uow.contacts.record(act.change(ChangeKind.CORRECTED, new), old)
        again = act.resend(uow, before)
    return (f"Đã sửa thông tin của {new.title} ({id}).", *_again_lines(again))


def leave(
    campaign: str, id: str, successor: str, edit: ContactEdit, by: str, reason: str
) -> tuple[str, ...]:
    """Record that a person has left, and who takes over (empty: nobody); lines of what came of it.

    ``successor`` is the id of a colleague in the same position, or a new one whose data ``edit``
    has. Links of the person end; the successor is sent one for each that was in force, and gets
    what waits. Who left without a successor may be given one later. Refusals as in ``correct``.
    """
    act = _act(campaign, by, reason)
    with act.workspace.change(by) as uow:
        before = act.campaign_in(uow)
        leaving, holder = known_contact(before, id), before.holder_of(id)
        if not successor and edit != ContactEdit():
            raise RuleViolation(NO_SUCCESSOR, id)
        if leaving not in before.contacts and (holder.id if holder else "") == successor:
            if holder is not None and edited(holder, edit) != holder:
                raise RuleViolation(TAKEN_OVER.format(id=successor), id)
            return (UNCHANGED,)
        if holder is not None:
            contact_in_post(before, id)
        taking_over = _take_over(act, uow, before, leaving, successor, edit)
        left = act.change(ChangeKind.LEFT, leaving, successor)
        uow.contacts.record(left, leaving)
        after = uow.campaigns.get()
        check_staffed(after)
        sent = _pass_on_links(act, uow, leaving, taking_over)
        again = act.resend(uow, before)
    return (
        *_left_lines(campaign, leaving, taking_over, late=leaving not in before.contacts),
        *([f"Đã xếp {sent} thư gửi liên kết nộp bảng mới cho người thay."] if sent else []),
        *_again_lines(again),
        *vacancies(after, leaving),
    )


def add(
    campaign: str,
    id: str,
    position: Position,
    unit: str,
    edit: ContactEdit,
    by: str,
    reason: str,
) -> tuple[str, ...]:
    """Add a person (``unit`` empty: of the authority itself); refusals as in ``correct``."""
    act = _act(campaign, by, reason)
    with act.workspace.change(by) as uow:
        before = act.campaign_in(uow)
        new = new_contact(id, position, unit or None, edit)
        if new in before.contacts:
            return (UNCHANGED,)
        check_new(before, new)
        uow.contacts.record(act.change(ChangeKind.ADDED, new))
        check_staffed(uow.campaigns.get())
    return (f"Đã bổ sung {new.title} ({id}).", *_code_lines(campaign, new))


@dataclass(frozen=True)
class _Act:
    """One act of an operator."""

    workspace: Workspace
    by: str
    reason: str
    now: datetime

    def campaign_in(self, uow: UnitOfWork) -> Campaign:
        """The campaign as nobody else can change it until this act is over."""
        campaign = uow.campaigns.get()
        check_operator(campaign, self.by)
        return campaign

    def change(self, kind: ChangeKind, contact: Contact, successor: str = "") -> ContactChange:
        """A change in the name of the operator."""
        own = {"by": self.by, "at": self.now, "reason": self.reason}
        return ContactChange(kind=kind, contact=contact, successor=successor, **own)

    def resend(self, uow: UnitOfWork, before: Campaign) -> int:
        """Send anew what was refused at an address that is corrected by now; how many."""
        after, count = uow.campaigns.get(), 0
        for message in uow.transmissions.in_state({MessageState.FAILED_PERMANENT}):
            old, new = receiver(before, message), receiver(after, message)
            if old and new and is_missed(message, old, new, self.now):
                uow.transmissions.again(message.key, self.reason)
                count += 1
        return count


def _act(campaign: str, by: str, reason: str) -> _Act:
    workspace = open_workspace(campaign)
    return _Act(workspace, by, check_words(reason, "lý do"), workspace.now())


def _take_over(
    act: _Act,
    uow: UnitOfWork,
    campaign: Campaign,
    leaving: Contact,
    successor: str,
    edit: ContactEdit,
) -> Contact | None:
    """Who takes over, as recorded; None when nobody does."""
    if not successor:
        return None
    if campaign.find_contact(successor) is None:
        new = new_contact(successor, leaving.position, leaving.unit, edit)
        uow.contacts.record(act.change(ChangeKind.ADDED, new))
        return new
    found = contact_in_post(campaign, successor)
    check_successor(leaving, found)
    new = edited(found, edit)
    if new != found:
        uow.contacts.record(act.change(ChangeKind.CORRECTED, new), found)
    return new


def _pass_on_links(
    act: _Act, uow: UnitOfWork, leaving: Contact, taking_over: Contact | None
) -> int:
    """End the links of who left; how many were queued for who takes over."""
    workspace, forms = act.workspace, set()
    for link in uow.links.of_unit(leaving.unit or ""):
        if link.person == leaving.id:
            stands = link_status(link, expires_at(workspace, uow, link), act.now)
            if stands in (LinkStatus.UNCLAIMED, LinkStatus.CLAIMED):
                forms.add(link.form)
            uow.links.revoke(link.id)
    if taking_over is None or not workspace.settings.portal_url:
        return 0
    for form in sorted(forms):
        send_link(workspace, uow, form, taking_over)
    return len(forms)


def _left_lines(
    campaign: str, leaving: Contact, taking_over: Contact | None, late: bool
) -> Iterator[str]:
    """``late``: the person had left before, and what waited then is cancelled."""
    yield f"Đã ghi nhận {leaving.title} ({leaving.id}) thôi nhiệm vụ."
    if taking_over is None:
        yield (
            "Chưa có người thay: tin đang chờ gửi người này sẽ bị hủy. Khi có người thay, đề nghị "
            "chạy lại lệnh với --successor."
        )
        return
    named = f"Người thay: {taking_over.title} ({taking_over.id})"
    if late:
        yield (
            f"{named}. Tin đã hủy và liên kết nộp bảng không tự gửi lại; còn cần thì đề nghị dùng "
            "cchc messages resend và cchc link new."
        )
    else:
        yield f"{named}, nhận các tin đang chờ gửi."
    yield from _code_lines(campaign, taking_over)


def _code_lines(campaign: str, contact: Contact) -> Iterator[str]:
    if contact.position in DECIDING:
        yield (
            "Người này ký hoặc bỏ phiếu bằng mã riêng, đề nghị đăng ký: "
            f"cchc enrol {campaign} {contact.id}"
        )


def _again_lines(count: int) -> Iterator[str]:
    if count:
        yield f"{count} tin trước đây không đến được sẽ được gửi lại trong lượt gửi tới."
