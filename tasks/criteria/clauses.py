"""The clauses of a rule's text: "label: points"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.domain.values import Value

NUMBER = r"\d+(?:[.,]\d{1,2})?"
"""Pattern of a number that cannot be misread (1.000 could be one or a thousand: not accepted)."""

_BREAK = re.compile(
    r"\n|(?:(?<=điểm)|(?<=tối đa)|(?<=100)|(?<=áp dụng))\s*(?:;|\.\s)", re.IGNORECASE
)
_BULLET = re.compile(r"^[-–+•*]\s+")
_VALUE = re.compile(rf"({NUMBER}) điểm", re.IGNORECASE)


def as_number(text: str) -> Decimal:
    """The value of a text that matches ``NUMBER``."""
    return Decimal(text.replace(",", "."))


class RuleNotUnderstood(Exception):
    """The text of a rule cannot be read; the message says what to write instead."""


class Clause(Value):
    """One clause: its whole text, and label and value on the two sides of its last colon."""

    text: str
    label: str
    value: str

    @property
    def points(self) -> Decimal | None:
        """The points of "N điểm"; None for any other value."""
        found = _VALUE.fullmatch(self.value)
        return as_number(found[1]) if found else None

    @property
    def gives_maximum(self) -> bool:
        """Whether the value is "điểm tối đa"."""
        return self.value.lower() == "điểm tối đa"

    def worth(self, maximum: Decimal) -> Decimal | None:
        """The points given, "điểm tối đa" being ``maximum``; None if the value is neither."""
        return maximum if self.gives_maximum else self.points


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of ``text``, without bullets, end marks and empty ones."""
    return tuple(_clauses(text))


def _clauses(text: str) -> Iterator[Clause]:
    for part in _BREAK.split(text):
        clean = _BULLET.sub("", " ".join(part.split())).rstrip(" ;.")
        if clean:
            label, _, value = clean.rpartition(":")
            yield Clause(text=clean, label=label.strip(), value=value.strip())
