"""What the writers of short texts have in common: what a text is made of, and what it becomes.

A message goes one way. So a short text is only written where it says all that its reader needs: the
rest stands on the upload page, or the message goes by mail.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from jinja2 import Environment, TemplateNotFound

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.values import nfc
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.text.render import (
    TRIAL_PREFIX,
    form_words,
    message_templates,
    source_in,
    template_context,
)
from tasks.rendering.jinja import templates_in

CUT = "…"
_DAY = re.compile(r"(trước )?(?:(\d{2}) giờ (\d{2}) |(\d{2}:\d{2}) )?ngày (\d{2}/\d{2}/\d{4})")


def shortened(text: object, most: int) -> str:
    """``text`` on one line in at most ``most`` code points, cut between words.

    What was cut ends with an ellipsis. Only a text that begins with a longer word is cut within it.
    """
    whole = nfc(" ".join(str(text).split()))
    if len(whole) <= most:
        return whole
    space = whole.rfind(" ", 0, most)
    return whole[: space if space > 0 else most - 1].rstrip(" ,.;:-–") + CUT


def by_when(limit: str) -> str:
    """A limit in words as Zalo's date parameters want it: ``17:00 12/11/2021``, ``05/11/2021``.

    "Trước ngày 22/11/2021" does not take that day in, so that it becomes the day before. Words
    without a day stay as they are.
    """
    found = _DAY.search(nfc(str(limit)))
    if found is None:
        return limit
    before, hour, minute, written, day = found.groups()
    clock = f"{hour}:{minute}" if hour else written
    if before and not clock:
        last = datetime.strptime(day, "%d/%m/%Y").replace(tzinfo=HANOI) - timedelta(days=1)
        return f"{last:%d/%m/%Y}"
    return f"{clock} {day}" if clock else day


def earliest(limits: list[str]) -> str:
    """The limit that comes first, in the form of ``by_when``; empty when there are none."""
    return min(map(by_when, limits), key=_sortable, default="")


def _sortable(moment: str) -> tuple[str, ...]:
    clock, _, day = moment.rpartition(" ")
    return (*day.split("/")[::-1], clock or "24:00")


def support_code(message: MessageRecord) -> str:
    """The code by which a person who calls, and an operator, speak of the same message."""
    return f"CCHC-{sha256(message.key.encode()).hexdigest()[:8].upper()}"


def tracking_name(letter: OutgoingLetter) -> str:
    """Our name for a transmission: 33 characters, the same however often it is written."""
    return "t" + sha256(f"{letter.message.key}/{letter.number}".encode()).hexdigest()[:32]


def prefix_of(mode: Mode) -> str:
    """What every text of a trial begins with."""
    return TRIAL_PREFIX if mode.is_trial else ""


@cache
def texts_in(folder: str) -> Environment:
    """The templates of a folder of ``templates/messages``, with the filters that shorten."""
    environment = message_templates(folder, html=False)
    environment.filters |= {
        "short": shortened,
        "by_when": by_when,
        "earliest": earliest,
        "capitalize_first": lambda text: text[:1].upper() + text[1:],
        "form_words": form_words,
    }
    return environment


@cache
def has_text(folder: str, purpose: str) -> bool:
    """Whether there is a template for this purpose."""
    try:
        return bool(source_in(texts_in(folder), f"{purpose}.j2"))
    except TemplateNotFound:
        return False


@cache
def text_version(folder: str, purpose: str) -> str:
    """The version of a text: a digest of its template and of the layouts beside it."""
    environment = texts_in(folder)
    shipped = templates_in(f"messages/{folder}", html=False).list_templates()
    layouts = [name for name in shipped if name.startswith("_")]
    sources = (source_in(environment, name) for name in [f"{purpose}.j2", *layouts])
    return sha256("".join(sources).encode()).hexdigest()[:8]


_AS_IN_THE_TABLE: Mapping[str, Mapping[str, int]] = {}


class Writing:
    """Writes for one campaign from ``templates/messages/<folder>``; ``portal`` is the upload page.

    ``most_items`` is how many late units a list may have before it is one for a letter; ``whole``
    replaces what ``MESSAGES`` says of parameters that must be seen whole.
    """

    def __init__(
        self,
        campaign: Campaign,
        mode: Mode,
        portal: str,
        folder: str,
        most_items: int,
        whole: Mapping[str, Mapping[str, int]] = _AS_IN_THE_TABLE,
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
        spec = MESSAGES[purpose]
        if wanted := self._whole.get(purpose, spec.whole):
            return all(len(message.params.get(name, "")) <= most for name, most in wanted.items())
        return not spec.on_page or bool(self.page(message))

    def page(self, message: MessageRecord) -> str:
        """The page that a message leads to; empty when there is none."""
        if message.purpose is Purpose.PUBLISHED:
            return self._campaign.public_page
        return self._portal if message.unit else ""

    def context(self, letter: OutgoingLetter) -> dict[str, object]:
        """What a template may use: the parameters of the message and names of its own."""
        message = letter.message
        return {
            **message.params,
            **template_context(message, letter.contact, self._campaign, self._mode),
            "prefix": self.prefix,
            "code": support_code(message),
            "page": self.page(message),
            "today": f"{day_in_hanoi(letter.sent_at):%d/%m/%Y}",
        }

    def prepared(self, letter: OutgoingLetter, content: Mapping[str, object]) -> PreparedMessage:
        """A text ready to send, which a person may read as well."""
        purpose = letter.message.purpose
        return PreparedMessage(
            key=letter.message.key,
            number=letter.number,
            person=letter.contact.id,
            address=letter.address,
            content=json.dumps(content, ensure_ascii=False, indent=1).encode(),
            ref=tracking_name(letter),
            template=f"{self.folder}/{purpose}",
            version=text_version(self.folder, purpose),
            sent_at=letter.sent_at,
            suffix=".json",
        )
