"""Asking units to explain (giải trình) what appraisers took off: what is new, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.domain.campaign import StagePlan
from models.domain.collection.submission import ExplanationAsked, SubmissionEvent
from models.domain.deadlines import Limit, LimitKind, WorkingCalendar
from models.domain.scoring.reductions import Contested


def asked_before(history: Iterable[SubmissionEvent]) -> tuple[ExplanationAsked, ...]:
    """The requests to explain in a unit's history, oldest first."""
    return tuple(event for event in history if isinstance(event, ExplanationAsked))


def not_asked_yet(
    found: Iterable[Contested], history: Iterable[SubmissionEvent]
) -> tuple[Contested, ...]:
    """What of ``found`` the unit was never asked about with the same points."""
    known = {item.points for event in asked_before(history) for item in event.items}
    return tuple(item for item in found if item.points not in known)


def explanation_limit(plan: StagePlan, calendar: WorkingCalendar, today: date) -> Limit | None:
    """By when a unit that is asked ``today`` explains, by the plan of the stage.

    Whoever is asked late has the next working day. None when the plan has no explanations, or when
    the stage must end before that.
    """
    if plan.explanations is None:
        return None
    soonest = Limit(kind=LimitKind.AT_LATEST, day=calendar.shift(today, 1))
    limit = max(plan.explanations, soonest, key=lambda each: each.closes)
    return limit if limit.closes <= plan.limit.closes else None
