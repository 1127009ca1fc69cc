"""One-time codes (TOTP, RFC 6238) that prove who decides.

Each person's secret is derived from one key file of the installation, so that no secret lies in
the database; an authenticator app is enrolled once with ``enrolment``.
"""

import hmac
from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime

import pyotp

from config.settings import Settings
from models.domain.campaign import Campaign
from models.domain.gate.records import CodeCheck
from models.domain.units import Contact
from models.domain.values import Value
from tasks.signed.keys import kept_key

_STEP_SECONDS = 30
CODE_KEY_FILE = "ma-xac-nhan.key"
CODE_KEY_BROKEN = (
    "nên không kiểm tra được mã xác nhận. Đề nghị khôi phục tệp từ bản sao lưu; nếu không còn, xóa "
    "tệp và đăng ký lại mã cho mọi người."
)


class FoundCode(Value):
    """Whose code was typed, and the time step it belongs to (0 when it is nobody's)."""

    person: str | None
    step: int = 0

    def against(self, last_step: int) -> CodeCheck:
        """The check, given the last time step whose code this person has used."""
        used = self.person is not None and self.step <= last_step
        return CodeCheck(matches=self.person, reused=used)


def secret_of(settings: Settings, campaign: Campaign, contact_id: str) -> str:
    """The base32 secret of a person in a campaign."""
    message = f"{campaign.id}/{contact_id}".encode()
    return b32encode(hmac.digest(_key(settings), message, "sha256")[:20]).decode()


def enrolment(settings: Settings, campaign: Campaign, contact: Contact) -> str:
    """The ``otpauth://`` address that an authenticator app reads as a QR code."""
    code = pyotp.TOTP(secret_of(settings, campaign, contact.id))
    return code.provisioning_uri(name=contact.title, issuer_name=campaign.authority.name)


def current_code(settings: Settings, campaign: Campaign, contact_id: str, at: datetime) -> str:
    """The six digits that the person's app shows at ``at`` (aware)."""
    return str(pyotp.TOTP(secret_of(settings, campaign, contact_id)).at(at))


def find_owner(
    settings: Settings, campaign: Campaign, people: Iterable[str], code: str, at: datetime
) -> FoundCode:
    """Whose code this is at ``at``; the step before and after count too, for clocks that differ."""
    now = int(at.timestamp()) // _STEP_SECONDS
    for person in people:
        totp = pyotp.TOTP(secret_of(settings, campaign, person))
        for step in (now, now - 1, now + 1):
            if hmac.compare_digest(totp.generate_otp(step).encode(), code.strip().encode()):
                return FoundCode(person=person, step=step)
    return FoundCode(person=None)


def _key(settings: Settings) -> bytes:
    return kept_key(settings.folder / CODE_KEY_FILE, CODE_KEY_BROKEN)
