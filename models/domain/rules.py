"""One sub-criterion: from an answer to points, by the rule of the sub-criterion."""

from __future__ import annotations

from decimal import Decimal

from models.domain.answers import Answer
from models.domain.criteria import SubCriterion


def points_for(item: SubCriterion, answer: Answer) -> Decimal:
    """Points of ``item`` for ``answer``."""
    raise NotImplementedError


def survey_points(item: SubCriterion, percent: Decimal) -> Decimal:
    """Points of a survey item."""
    raise NotImplementedError
