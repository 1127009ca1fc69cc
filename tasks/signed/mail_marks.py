"""Marks in the mails we send by which a reply is known, and which nobody can make up.

The Message-ID follows from the key of the message under a secret of the installation, and so does
the code in the subject from the unit's: whoever answers to one, or writes the other, has had a mail
of ours before them. Both are the same however often a mail is composed.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable

from pydantic import Field

from config.settings import Settings
from models.domain.campaign import Campaign
from models.domain.units import Contact, Position, Unit
from models.domain.values import UnitCode, Value
from tasks.signed.keys import kept_key

MARK_KEY_FILE = "thu-tra-loi.key"
MARK_KEY_BROKEN = (
    "nên không nhận ra thư trả lời là của đơn vị nào. Đề nghị khôi phục tệp từ bản sao lưu; nếu "
    "không còn, xóa tệp: thư trả lời các thư đã gửi trước đó do người vận hành phân loại."
)
LETTERS = 6
_CODE = re.compile(r"\[\s*CCHC\s+([A-Za-z0-9._\-]{1,40})-([A-Z2-7]{6})\s*\]", re.IGNORECASE)
_SPEAKS_FOR_UNIT = (Position.OFFICER, Position.HEAD)


class MailMarks(Value):
    """Makes and reads the marks of one campaign on this installation."""

    campaign: str = ""
    secret: bytes = Field(default=b"", repr=False)

    def local_part(self, key: str, turn: int = 1) -> str:
        """What stands before the @ in the Message-ID of the message with this key: 32 hex.

        ``turn`` counts how often a person had it sent: one ID for two mails loses the second.
        """
        again = f"/{turn}" if turn > 1 else ""
        return self._digest(f"message/{key}{again}").hex()[:32]

    def message_id(self, key: str, domain: str, turn: int = 1) -> str:
        """The Message-ID of the message with this key."""
        return f"<{self.local_part(key, turn)}@{domain}>"

    def code(self, unit: UnitCode) -> str:
        """The code of a unit for the subject: ``[CCHC 18496-K7Q2ZD]``."""
        return f"[CCHC {unit}-{self._seal(unit)}]"

    def unit_in(self, subject: str, units: Iterable[UnitCode]) -> UnitCode:
        """The unit whose code stands in ``subject``; empty when none does that is genuine."""
        known = {unit.casefold(): unit for unit in units}
        for unit, seal in _CODE.findall(subject):
            named = known.get(unit.casefold(), "")
            if named and hmac.compare_digest(seal.upper(), self._seal(named)):
                return named
        return ""

    def _seal(self, unit: UnitCode) -> str:
        return b32encode(self._digest(f"unit/{self.campaign}/{unit}")).decode()[:LETTERS]

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self.secret, text.encode(), "sha256")


def marks_of(settings: Settings, campaign_id: str) -> MailMarks:
    """The marks of a campaign under the secret of this installation."""
    return MailMarks(
        campaign=campaign_id, secret=kept_key(settings.folder / MARK_KEY_FILE, MARK_KEY_BROKEN)
    )


def spoken_for(campaign: Campaign, person: str) -> UnitCode:
    """The unit for which a contact writes, or who took over; empty for all others."""
    holder = campaign.holder_of(person)
    return unit_of(holder) if holder else ""


def unit_of(contact: Contact) -> UnitCode:
    """The unit for which a contact writes; empty for people of the authority."""
    return (contact.unit or "") if contact.position in _SPEAKS_FOR_UNIT else ""


def units_at(campaign: Campaign, address: str) -> tuple[Unit, ...]:
    """The units that are registered with a mail address: a guess at who wrote, never a proof."""
    wanted = address.lower()
    codes = (unit_of(known) for known in campaign.contacts if known.email.lower() == wanted)
    found = (campaign.find_unit(code) for code in dict.fromkeys(codes))
    return tuple(unit for unit in found if unit)
