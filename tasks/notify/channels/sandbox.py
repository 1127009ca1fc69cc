"""The channel of rehearsals: mails become .eml files; nobody can be reached."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Self

from tasks.notify.channels.mail import mail_bytes
from tasks.notify.channels.port import Delivery, Outcome, Receipt
from tasks.notify.settings import Sender


class SandboxChannel:
    """Writes each mail into ``folder``; a message sent twice gets the same file."""

    name = "sandbox"

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, delivery: Delivery) -> Receipt:
        """Write the mail; the receipt's detail is the name of the file."""
        try:
            content = mail_bytes(delivery, self._sender)
        except ValueError as error:
            return Receipt(outcome=Outcome.PERMANENT, detail=str(error))
        digest = hashlib.sha256(delivery.key.encode()).hexdigest()[:8]
        name = f"{delivery.sent_at:%Y%m%d-%H%M}-{delivery.contact.id}-{digest}.eml"
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_bytes(content)
        return Receipt(outcome=Outcome.ACCEPTED, code="sandbox", detail=name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to free."""
