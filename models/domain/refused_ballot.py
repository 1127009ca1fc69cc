"""A ballot that was refused, as it is kept and shown to the one who signs next."""

from __future__ import annotations

from pydantic import AwareDatetime

from models.domain.values import Value


class RefusedBallot(Value):
    """Why (``reason``: the id of ``models.domain.refusals``), in which words, by whom and when."""

    reason: str
    message: str
    who: str
    at: AwareDatetime
