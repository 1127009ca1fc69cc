"""Any other channel that Apprise knows, by a URL of the installation: short texts.

Apprise says yes or no, and why only in its log. So what is not a plain yes is read from there.
"""

import json
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self
from urllib.parse import quote

from pydantic import SecretStr

from models.domain.errors import ConfigurationError
from models.domain.messages.channels import ChannelSpec
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import AllowList
from models.domain.messages.outcomes import NOT_LISTED, Outcome, Receipt
from models.domain.messages.transmission import Blame
from models.domain.vietnamese.text import masked, masked_address
from tasks.notify.channels.port import NO_FACTS, OutgoingLetter, PreparedMessage
from tasks.notify.channels.short import TextWriter
from tasks.prefect_steps.secret import revealed

LOG = logging.getLogger("apprise")
_PLACE = "{address}"
NO_URL = Receipt(
    outcome=Outcome.STOP_CHANNEL, detail="địa chỉ của kênh trong CCHC_WAYS không dùng được"
)
ACCEPTED = Receipt(outcome=Outcome.ACCEPTED)
NO_PLACE = Receipt(
    outcome=Outcome.NEXT_CHANNEL,
    detail="địa chỉ của người này không đúng dạng của kênh",
    blame=Blame.RECIPIENT,
)
_IN_DOUBT = re.compile(r"connection error|timed? ?out|timeout|socket exception", re.IGNORECASE)
"""What its log says of a connection that failed: the message may have gone out before that."""

_PIECES = re.compile(r"[^/:@?&=#\s]+")


class AppriseUrl:
    """The channel ``name``: the URL with the address in it, a fresh plugin for each message.

    ``allowed`` says whose addresses may be reached. Without ``url`` it writes and does not send.
    """

    per_minute = 0
    facts = NO_FACTS

    def __init__(
        self, name: str, writer: TextWriter, url: SecretStr | None, allowed: AllowList
    ) -> None:
        self.spec = ChannelSpec(name=name, words=name, parallel=4)
        self._writer = writer
        self._url = url
        self._allowed = allowed

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of the message."""
        return self._writer.carries(message)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """Title and text, as JSON."""
        return self._writer.write(letter)

    def send(self, prepared: PreparedMessage) -> Receipt:
        """Hand one message over; a defect of Apprise leaves its fate unknown."""
        try:
            with _heard() as lines:
                done = self._handed_over(prepared)
        except ConfigurationError as error:
            return Receipt(outcome=Outcome.STOP_CHANNEL, code=error.code, detail=error.message)
        except Exception as defect:
            return Receipt(outcome=Outcome.UNKNOWN, detail=f"lỗi khi gửi: {type(defect).__name__}")
        if isinstance(done, Receipt):
            return done
        return ACCEPTED if done else self._refused(prepared.address, " ".join(lines))

    def check(self) -> Receipt:
        """Whether Apprise knows the kind of URL; nothing is sent."""
        from apprise.manager_plugins import NotificationManager

        try:
            schema = self._revealed().partition("://")[0].lower()
        except ConfigurationError as error:
            return Receipt(outcome=Outcome.STOP_CHANNEL, code=error.code, detail=error.message)
        return ACCEPTED if schema in NotificationManager() else NO_URL

    def _handed_over(self, prepared: PreparedMessage) -> bool | Receipt:
        """What Apprise says, or a receipt when it was not asked to send."""
        from apprise import Apprise

        if self.check() is NO_URL:
            return NO_URL
        said = json.loads(prepared.content)
        url = self._revealed().replace(_PLACE, quote(prepared.address, safe=""))
        plugin = Apprise.instantiate(url)
        if plugin is None:
            return NO_PLACE
        if not self._allowed.permits(prepared.address):
            return NOT_LISTED
        return bool(plugin.notify(title=said["title"], body=said["text"]))

    def _revealed(self) -> str:
        return revealed(self._url) if self._url else ""

    def _refused(self, address: str, log: str) -> Receipt:
        """What Apprise's log makes of a no, without the secrets of the URL and the address."""
        pieces = _PIECES.findall(self._revealed().replace(_PLACE, " ").partition("://")[2])
        words = masked(log.replace(address, masked_address(address)), pieces)[:300]
        if _IN_DOUBT.search(log):
            return Receipt(outcome=Outcome.UNKNOWN, detail=f"không rõ đã gửi hay chưa ({words})")
        return Receipt(
            outcome=Outcome.NEXT_CHANNEL,
            detail=f"kênh không nhận tin ({words or 'không nêu lý do'})",
            blame=Blame.CHANNEL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to free."""


class _Ear(logging.Filter):
    """Keeps what Apprise logs in this thread, and lets none of it go on: URLs may be in it."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()
        self.lines: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is of another thread."""
        if record.thread != self._thread:
            return True
        self.lines.append(record.getMessage())
        return False


@contextmanager
def _heard() -> Iterator[list[str]]:
    ear = _Ear()
    LOG.addFilter(ear)
    try:
        yield ear.lines
    finally:
        LOG.removeFilter(ear)
