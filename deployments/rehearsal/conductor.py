"""What the script of a rehearsal needs of the system it plays on."""

from __future__ import annotations

from typing import Protocol

from prefect import Flow
from prefect.input import RunInput

from models.domain.stages import StageName


class Conductor(Protocol):
    """Runs ticks and answers forms; each call returns when the system has come to rest."""

    def tick(self, flow: Flow[[str], None]) -> None:
        """Run one of the scheduled ticks now."""
        ...

    def answer(self, answers: dict[StageName, RunInput]) -> None:
        """Fill in the forms that these stages wait with, all at once."""
        ...
