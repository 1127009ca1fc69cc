"""What the writers of short texts have in common: what a text is made of, and the parcel it makes.

A message goes one way. So a short text is only written where it says all that its reader needs: the
rest stands on the upload page, or the message goes by mail.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.message import MessageRecord, Purpose
from models.domain.messages.mode import Mode
from tasks.notify.channels.port import Letter, Parcel
from tasks.notify.channels.wording import code_of, has_text, prefix_of, tracking_of, version_of
from tasks.notify.text.render import provided

WHOLE: dict[Purpose, Mapping[str, int]] = {
    Purpose.RECEIPT: {"advice": 0},
    Purpose.DECISION_MADE: {"opinion": 0},
}
"""Parameters that a reader must see whole, with the longest that a short text has room for."""

ON_THE_PAGE = frozenset({Purpose.FINDINGS, Purpose.QUESTION_ANSWERED, Purpose.EXPLANATION_ASKED})
"""What is told in full on the upload page, so that a short text need only point there."""


class Writing:
    """Writes for one campaign from ``templates/messages/<folder>``; ``portal`` is the upload page.

    ``most_items`` is how many late units a list may have before it is one for a letter; ``whole``
    replaces what ``WHOLE`` says of a purpose.
    """

    def __init__(
        self,
        campaign: Campaign,
        mode: Mode,
        portal: str,
        folder: str,
        most_items: int,
        whole: Mapping[Purpose, Mapping[str, int]] = WHOLE,
    ) -> None:
        self.folder = folder
        self.prefix = prefix_of(mode)
        self._campaign = campaign
        self._mode = mode
        self._portal = portal
        self._most_items = most_items
        self._whole = whole

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of it; files only go with mails."""
        purpose = message.purpose
        if message.attachments or not has_text(self.folder, purpose):
            return False
        if purpose is Purpose.CHAIRMAN_LIST and len(message.items) > self._most_items:
            return False
        if purpose in self._whole:
            wanted = self._whole[purpose].items()
            return all(len(message.params.get(name, "")) <= most for name, most in wanted)
        return purpose not in ON_THE_PAGE or bool(self.page(message))

    def page(self, message: MessageRecord) -> str:
        """The page that a message leads to; empty when there is none."""
        if message.purpose is Purpose.PUBLISHED:
            return self._campaign.public_page
        return self._portal if message.unit else ""

    def context(self, letter: Letter) -> dict[str, object]:
        """What a template may use: the parameters of the message and names of its own."""
        message = letter.message
        return {
            **message.params,
            **provided(message, letter.contact, self._campaign, self._mode),
            "prefix": self.prefix,
            "code": code_of(message),
            "page": self.page(message),
            "today": f"{day_in_hanoi(letter.sent_at):%d/%m/%Y}",
        }

    def parcel(self, letter: Letter, content: Mapping[str, object]) -> Parcel:
        """The parcel of a text, which a person may read as well."""
        purpose = letter.message.purpose
        return Parcel(
            key=letter.message.key,
            number=letter.number,
            person=letter.contact.id,
            address=letter.address,
            content=json.dumps(content, ensure_ascii=False, indent=1).encode(),
            ref=tracking_of(letter),
            template=f"{self.folder}/{purpose}",
            version=version_of(self.folder, purpose),
            sent_at=letter.sent_at,
            suffix=".json",
        )
