"""One file of a delivery, and whose return it is."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from models.domain.campaign import Form
from models.domain.delivery import Delivery, SentFile
from models.domain.units import Unit
from models.domain.values import UnitCode

NOBODY = "khong-ro"
"""Stands for the unit of a file that says nothing of who sent it; operators look at these."""


@dataclass(frozen=True)
class Sent:
    """A file, the form it is a return of, and the unit it is from (None: nobody knows)."""

    delivery: Delivery
    file: SentFile
    form: Form
    unit: Unit | None

    @property
    def code(self) -> UnitCode:
        """The unit's code, or the one that stands for nobody."""
        return self.unit.code if self.unit else NOBODY

    @property
    def subject(self) -> str:
        """What an answer is about: this file, sent this time."""
        return subject_of(self.delivery, self.form, self.unit, self.file.file[:16])


def subject_of(delivery: Delivery, form: Form, unit: Unit | None, file: str = "") -> str:
    """What an answer to a delivery is about: whose form, which file, sent this time."""
    act = sha256(f"{delivery.door}/{delivery.reference}".encode()).hexdigest()
    parts = (form, unit.code if unit else NOBODY, file, act[:8])
    return ":".join(part for part in parts if part)
