"""The channel of rehearsals: what would be sent becomes a file; nobody can be reached."""

import hashlib
from pathlib import Path
from typing import Self

from models.domain.messages.message import MessageRecord
from models.domain.messages.outcomes import Outcome, Receipt
from tasks.notify.channels.port import NO_FACTS, Channel, OutgoingLetter, PreparedMessage

_CODE = "sandbox"


class SandboxChannel:
    """Stands for ``model``, and writes into ``folder`` what that would send.

    A message that is sent twice gets the same file. The model is only asked to write; it needs
    neither a server nor a secret for that.
    """

    per_minute = 0
    facts = NO_FACTS

    def __init__(self, model: Channel, folder: Path) -> None:
        self._model = model
        self._folder = folder
        tells_nothing = {"has_receipts": False, "parallel": 1}
        self.spec = model.spec.model_copy(update=tells_nothing)

    def carries(self, message: MessageRecord) -> bool:
        """What the model carries."""
        return self._model.carries(message)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """As the model writes it."""
        return self._model.write(letter)

    def send(self, prepared: PreparedMessage) -> Receipt:
        """Write the file; the receipt's detail is its name."""
        digest = hashlib.sha256(prepared.key.encode()).hexdigest()[:8]
        name = f"{prepared.sent_at:%Y%m%d-%H%M}-{prepared.person}-{digest}{prepared.suffix}"
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_bytes(prepared.content)
        return Receipt(outcome=Outcome.ACCEPTED, code=_CODE, detail=name)

    def check(self) -> Receipt:
        """Files can always be written."""
        return Receipt(outcome=Outcome.ACCEPTED, code=_CODE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to free."""
