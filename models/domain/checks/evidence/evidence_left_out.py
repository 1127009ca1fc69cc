"""Some of a zip could not be taken out of it."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview
from models.domain.evidence.file import LeftOutReason


def evidence_left_out(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each zip and each reason for which files were left inside it."""
    for each in review.files:
        for reason in LeftOutReason:
            left = each.file.facts.left_out
            if names := [one.name for one in left if one.reason is reason]:
                yield Problem(messages.left_out(names, each.file.name, reason))
