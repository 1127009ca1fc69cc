"""The self score is not what the rule gives for the declared figure."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Review


def not_what_the_rule_gives(review: Review) -> Iterator[Problem]:
    """Yield a problem for each self score that differs; an empty one is filled in by the rule."""
    for entry in review.entries:
        score, points = entry.self_score, entry.points
        if score is not None and points is not None and score != points:
            yield Problem(wording.not_what_the_rule_gives(points, score), entry.self_cell)
