"""Personal links to the upload page, and links by which a person confirms one message.

A link names what it is good for under a signature (HMAC-SHA-256), so that an altered one is refused
before anything is looked up; what may change about an upload link is a row. A confirming link is no
account and opens nothing; it serves once, because a message can be confirmed once.
"""

import hashlib
import secrets
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import Field

from config.settings import Settings
from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.round_changes import own_closing
from models.domain.collection.submission import fold_events
from models.domain.messages.message import Message, messages_to
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.people.links import PersonalLink, expiry
from models.domain.units import Contact
from models.domain.values import UnitCode, Value
from models.store import UnitOfWork
from tasks.signed.keys import kept_key

LINK_KEY_FILE = "lien-ket.key"
LINK_KEY_BROKEN = (
    "nên không ký được liên kết nộp bảng. Đề nghị khôi phục tệp từ bản sao lưu; nếu không còn, xóa "
    "tệp và gửi liên kết mới cho các đơn vị (cchc link new)."
)
LINK_PATH = "/l/"
"""What stands before the signed part in the address of a link."""


class LinkClaims(Value):
    """What a link says under its signature."""

    id: str
    campaign: str
    form: Form
    unit: UnitCode
    person: str


def signer(settings: Settings, purpose: str) -> URLSafeSerializer:
    """What signs for one purpose with the key of this installation; URL-safe text."""
    return signer_with(signing_key(settings), purpose)


def signing_key(settings: Settings) -> bytes:
    """The key of this installation that links are signed with."""
    key = settings.secret.get_secret_value().encode()
    return key or kept_key(settings.folder / LINK_KEY_FILE, LINK_KEY_BROKEN)


def signer_with(key: bytes, purpose: str) -> URLSafeSerializer:
    """What signs for one purpose with ``key``."""
    keywords = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt=f"cchc.{purpose}", signer_kwargs=keywords)


def address_of(workspace: Workspace, link: PersonalLink) -> str:
    """The address of a link under which its owner finds the upload page."""
    return f"{workspace.settings.portal_url}{LINK_PATH}{token_of(workspace, link)}"


def token_of(workspace: Workspace, link: PersonalLink) -> str:
    """The signed part of a link's address; the same link gives the same text."""
    claims = [workspace.campaign.id, link.form, link.unit, link.person, link.id]
    return str(signer(workspace.settings, "link").dumps(claims))


def read_token(workspace: Workspace, token: str) -> LinkClaims | None:
    """What a signed text says; None if it was altered, or is of another campaign or key."""
    try:
        campaign, form, unit, person, id = signer(workspace.settings, "link").loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    claims = LinkClaims(id=id, campaign=campaign, form=form, unit=unit, person=person)
    return claims if claims.campaign == workspace.campaign.id else None


def expires_at(workspace: Workspace, uow: UnitOfWork, link: PersonalLink) -> datetime:
    """The first moment at which a link serves no more, as its round stands now."""
    state = fold_events(uow.submissions.history(link.form, link.unit))
    return expiry(link, own_closing(workspace.campaign.closing_of(link.form), state))


def issue(workspace: Workspace, uow: UnitOfWork, form: Form, person: Contact) -> PersonalLink:
    """A new link of a unit's person, kept; those before it serve until this one is opened."""
    link = PersonalLink(
        id=secrets.token_urlsafe(16),
        form=form,
        unit=person.unit or "",
        person=person.id,
        issued_at=workspace.now(),
    )
    uow.links.issue(link)
    return link


def new_link(workspace: Workspace, uow: UnitOfWork, form: Form, person: Contact) -> str:
    """The address of a new link for a mail; empty when this installation has no upload page."""
    if not workspace.settings.portal_url:
        return ""
    return address_of(workspace, issue(workspace, uow, form, person))


def send_link(workspace: Workspace, uow: UnitOfWork, form: Form, person: Contact) -> PersonalLink:
    """Queue a mail with a new link to the registered address of ``person``."""
    link, now = issue(workspace, uow, form, person), workspace.now()
    campaign, subject = workspace.campaign, f"{form}:{link.unit}:{link.id}"
    params = {
        "form": form,
        "limit": campaign.limit_of(form).in_words(),
        "portal": address_of(workspace, link),
    }
    purpose = Purpose.LINK_SENT
    uow.messages.queue(
        messages_to([person], campaign.id, purpose, subject, now, unit=link.unit, params=params)
    )
    return link


CONFIRMATION_PATH = "/xn/"
"""What stands before the signed part in the address of a link."""

CONFIRMATION = "ack"
"""The purpose that a confirming link is signed for."""


class Confirmations(Value):
    """Makes and reads the links of one campaign; without ``portal`` there are none."""

    campaign: str = ""
    portal: str = ""
    key: bytes = Field(default=b"", repr=False)

    def address(self, message: Message) -> str:
        """Where a person confirms ``message``; empty when there is no page or nothing to do so."""
        if not self.portal or not MESSAGES[message.purpose].confirmable:
            return ""
        return f"{self.portal}{CONFIRMATION_PATH}{self.token(message.key)}"

    def token(self, message: str) -> str:
        """The signed part of the address for the message with this key."""
        return str(signer_with(self.key, CONFIRMATION).dumps([self.campaign, message]))

    def message_in(self, token: str) -> str:
        """The key of the message that a signed text names; empty if it is altered or foreign."""
        try:
            campaign, message = signer_with(self.key, CONFIRMATION).loads(token)
        except (BadSignature, ValueError, TypeError):
            return ""
        return str(message) if campaign == self.campaign else ""


def confirmations_of(settings: Settings, campaign_id: str) -> Confirmations:
    """The links of a campaign under the key of this installation."""
    portal = settings.portal_url
    key = signing_key(settings) if portal else b""
    return Confirmations(campaign=campaign_id, portal=portal, key=key)
