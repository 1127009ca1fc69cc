"""The workbook was made for another unit."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified


def wrong_unit(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the file carries the code of another unit than the sender's."""
    identity, context = review.returned.identity, review.context
    if identity is not None and identity.unit != context.expected.unit:
        yield Problem(
            wording.wrong_unit(
                context.unit_name(identity.unit), context.unit_name(context.expected.unit)
            )
        )
