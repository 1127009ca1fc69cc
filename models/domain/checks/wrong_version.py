"""The workbook is not the form that was sent for this round: another form, version or round."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks import wording
from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import Identified


def wrong_version(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the identity is missing or of another form, template or round."""
    identity, expected = review.returned.identity, review.context.expected
    if identity is None:
        yield Problem(wording.no_identity())
    elif identity.form != expected.form:
        yield Problem(wording.wrong_form())
    elif identity.template != expected.template:
        yield Problem(wording.wrong_template(identity.template, expected.template))
    elif identity.version != expected.version:
        yield Problem(wording.wrong_version(identity.version, expected.version))
    elif identity.round != expected.round:
        yield Problem(wording.wrong_round(identity.round, expected.round))
