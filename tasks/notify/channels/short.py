"""Short texts, for chats and every channel that Apprise knows: a title and a few lines."""

from typing import Protocol

from jinja2 import TemplateError

from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.values import nfc
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.channels.writing import Writing, texts_in

_FOLDER = "short"
LONGEST_TEXT = 2000
"""The most code points that Zalo takes in a chat, title and all."""

MOST_LINES = 4
LONGEST_ANSWER = 1200
_MOST_ITEMS = 3


class TextWriter(Protocol):
    """What a channel lets write its texts."""

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of the message."""
        ...

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The text; ConfigurationError when it lacks something or is too long."""
        ...


class ShortWriter:
    """Writes ``{"title": ..., "text": ...}``; an answer to a question stands in it whole."""

    def __init__(self, campaign: Campaign, mode: Mode, portal: str) -> None:
        whole = {str(Purpose.QUESTION_ANSWERED): {"answer": LONGEST_ANSWER}}
        self._writing = Writing(campaign, mode, portal, _FOLDER, _MOST_ITEMS, whole)

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of the message."""
        return self._writing.carries(message)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The title on the first line, at most four lines below it.

        Raises:
            ConfigurationError: a parameter is missing, or the text is too long.
        """
        title, *lines = self._lines(letter)
        text = "\n".join(lines)
        whole = f"{title}\n{text}"
        if len(whole) > LONGEST_TEXT or len(lines) > MOST_LINES or not lines:
            raise ConfigurationError(
                f"Tin ngắn {letter.message.purpose} có {len(whole)} ký tự, {len(lines)} dòng; tối "
                f"đa {LONGEST_TEXT} ký tự, {MOST_LINES} dòng. Đề nghị rút ngắn mẫu tin.",
                subject=letter.message.key,
            )
        return self._writing.prepared(letter, {"title": title, "text": text})

    def _lines(self, letter: OutgoingLetter) -> list[str]:
        purpose = letter.message.purpose
        try:
            template = texts_in(_FOLDER).get_template(f"{purpose}.j2")
            written = nfc(template.render(self._writing.context(letter)))
        except (TemplateError, KeyError) as error:
            raise ConfigurationError(
                f"Không soạn được tin ngắn {purpose}: {error}. Bổ sung tham số còn thiếu.",
                subject=letter.message.key,
            ) from error
        return [" ".join(line.split()) for line in written.splitlines() if line.strip()]
