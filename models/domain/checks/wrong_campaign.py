"""The workbook was made for another campaign."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified


def wrong_campaign(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the file belongs to a campaign other than the expected one."""
    identity, expected = review.returned.identity, review.context.expected
    if identity is not None and identity.campaign != expected.campaign:
        yield Problem(wording.wrong_campaign(identity.campaign, expected.campaign))
