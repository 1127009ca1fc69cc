"""A ballot or a vote that was refused, as it is kept and shown to the one who comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime

from models.domain.values import Value

VOTE = "vote."
"""Before the reason of a refused vote: it must neither lock the signer's form nor name it."""


class RefusedBallot(Value):
    """Why, in which words, by whom and when.

    ``reason`` is the id of ``models.domain.gate.refusals``, after ``VOTE`` when a vote was refused.
    """

    reason: str
    message: str
    who: str
    at: AwareDatetime


def ballots_only(refused: Iterable[RefusedBallot]) -> tuple[RefusedBallot, ...]:
    """What was refused in the signing form, in the order given."""
    return tuple(each for each in refused if not each.reason.startswith(VOTE))


def wrong_codes(refused: Iterable[RefusedBallot], before: str = "") -> tuple[datetime, ...]:
    """When wrong codes were typed into the form; with ``VOTE`` as ``before``, by voters."""
    return tuple(each.at for each in refused if each.reason == f"{before}wrong-code")
