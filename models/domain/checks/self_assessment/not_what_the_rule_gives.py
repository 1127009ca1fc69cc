"""The self score is not what the rule gives for the declared figure."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.vietnamese.numbers import format_number

_OTHER_POINTS = (
    "điểm tự đánh giá {score} không khớp với số liệu kê khai. "
    "Theo cách tính điểm thì ghi {points}; nếu số liệu sai thì sửa số liệu."
)


@BLOCKING.check(_OTHER_POINTS, after="refused_by_rule")
def not_what_the_rule_gives(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each self score that differs; an empty one is filled in by the rule."""
    for entry in review.entries:
        score, points = entry.self_score, entry.points
        if score is not None and points is not None and score != points:
            words = _OTHER_POINTS.format(score=format_number(score), points=format_number(points))
            yield Problem(words, entry.self_cell)
