"""What judging deliveries leaves behind, gathered and written at once.

Written one by one, the events, scores and answers of a single file take a dozen statements.
"""

from collections.abc import Collection, Sequence
from hashlib import sha256

from models.domain.campaign import Form
from models.domain.collection.submission_events import SubmissionEvent
from models.domain.messages.message import Message
from models.domain.scoring.score_tree import ScoreLine
from models.domain.values import Sha256, UnitCode
from models.store import UnitOfWork

UnitHistory = tuple[SubmissionEvent, ...]
FormOfUnit = tuple[Form, UnitCode]


class ChangeBuffer:
    """Changes that are not written yet, and the histories with them; ``write`` ends it.

    The histories of ``owners`` are read at once; those of others when they are asked for.
    """

    def __init__(self, uow: UnitOfWork, owners: Collection[FormOfUnit]) -> None:
        self._uow = uow
        self._histories: dict[FormOfUnit, UnitHistory] = uow.submissions.histories(owners)
        self._files: list[tuple[bytes, str]] = []
        self._events: list[tuple[Form, UnitCode, SubmissionEvent]] = []
        self._scores: dict[tuple[Form, str], dict[UnitCode, Sequence[ScoreLine]]] = {}
        self._messages: list[Message] = []

    def history(self, form: Form, unit: UnitCode) -> UnitHistory:
        """All events of an owner, oldest first."""
        if (form, unit) not in self._histories:
            self._histories[form, unit] = self._uow.submissions.history(form, unit)
        return self._histories[form, unit]

    def keep(self, content: bytes, name: str) -> Sha256:
        """Keep a file and give its SHA-256."""
        self._files.append((content, name))
        return sha256(content).hexdigest()

    def append(self, form: Form, unit: UnitCode, event: SubmissionEvent) -> None:
        """Add an event to a history; the file that it names is kept."""
        self._histories[form, unit] = (*self.history(form, unit), event)
        self._events.append((form, unit, event))

    def replace_scores(
        self, form: Form, scored_by: str, unit: UnitCode, lines: Sequence[ScoreLine]
    ) -> None:
        """Put ``lines`` in the place of a unit's sheet; of several the last one stands."""
        self._scores.setdefault((form, scored_by), {})[unit] = lines

    def queue(self, messages: Sequence[Message]) -> None:
        """Queue messages, each once by its key."""
        self._messages.extend(messages)

    def write(self) -> None:
        """Write all of it."""
        self._uow.files.put_all(self._files)
        self._uow.submissions.append_all(self._events)
        for (form, scored_by), sheets in self._scores.items():
            self._uow.scores.replace_all(form, scored_by, sheets)
        self._uow.messages.queue(self._messages)
