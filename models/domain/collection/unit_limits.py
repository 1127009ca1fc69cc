"""By when one unit owes a form and when its round closes: the general dates, or its own.

"Late" and "closed" are two dates. An extension moves both for the unit, and never to an earlier
moment; an unlock moves only the closing. Nothing here depends on a lock having been written: a
file that came in before the closing counts even if the round was locked before it was looked at,
and one that came after does not, even if nobody has locked yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import Limit


def own_limit(limit: Limit, state: SubmissionState) -> Limit:
    """The unit's extension if it ends later than the general ``limit``, else that."""
    own = state.extension
    return own if own is not None and own.closes > limit.closes else limit


def own_closing(closing: Limit | None, state: SubmissionState) -> datetime | None:
    """The first moment from which nothing of the unit is taken in (aware).

    None: no moment is named (``closing`` is None, or the unit was unlocked without an end), so that
    the round stays open until it is locked.
    """
    if closing is None or (state.unlocked and state.unlocked_until is None):
        return None
    own = (closing, state.extension, state.unlocked_until)
    return max(each.closes for each in own if each is not None)


def must_lock(closing: Limit | None, state: SubmissionState, now: datetime) -> bool:
    """Whether the unit's round is over at ``now`` and not locked yet."""
    own = own_closing(closing, state)
    return not state.locked and own is not None and now >= own


def is_closed(closing: Limit | None, state: SubmissionState, at: datetime) -> bool:
    """Whether a file of the unit that came in ``at`` this moment comes too late to be taken in."""
    if state.final or (state.locked_at is not None and at >= state.locked_at):
        return True
    own = own_closing(closing, state)
    return own is not None and at >= own


def round_limit(limit: Limit, states: Iterable[SubmissionState]) -> Limit:
    """By when the first of the units owes its form: after ``limit`` when all were given time."""
    return min((own_limit(limit, state) for state in states), key=_closes, default=limit)


def _closes(limit: Limit) -> datetime:
    return limit.closes
