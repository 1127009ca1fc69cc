"""Links by which a person confirms one letter, signed so that nobody can make one up.

The link is no account and opens nothing: it names a campaign and a message. That it serves once
follows from the message, which can be confirmed once.
"""

from __future__ import annotations

from itsdangerous import BadSignature
from pydantic import Field

from config.settings import Settings
from models.domain.messages.message import Message
from models.domain.messages.receipts import CONFIRMABLE
from models.domain.values import Value
from tasks.signed.links import signer_with, signing_key

ENTRY = "/xn/"
"""What stands before the signed part in the address of a link."""

PURPOSE = "ack"


class Confirmations(Value):
    """Makes and reads the links of one campaign; without ``portal`` there are none."""

    campaign: str = ""
    portal: str = ""
    key: bytes = Field(default=b"", repr=False)

    def address(self, message: Message) -> str:
        """Where a person confirms ``message``; empty when there is no page or nothing to do so."""
        if not self.portal or message.purpose not in CONFIRMABLE:
            return ""
        return f"{self.portal}{ENTRY}{self.token(message.key)}"

    def token(self, message: str) -> str:
        """The signed part of the address for the message with this key."""
        return str(signer_with(self.key, PURPOSE).dumps([self.campaign, message]))

    def message_in(self, token: str) -> str:
        """The key of the message that a signed text names; empty if it is altered or foreign."""
        try:
            campaign, message = signer_with(self.key, PURPOSE).loads(token)
        except (BadSignature, ValueError, TypeError):
            return ""
        return str(message) if campaign == self.campaign else ""


def confirmations_of(settings: Settings, campaign_id: str) -> Confirmations:
    """The links of a campaign under the key of this installation."""
    portal = settings.portal_url
    key = signing_key(settings) if portal else b""
    return Confirmations(campaign=campaign_id, portal=portal, key=key)
