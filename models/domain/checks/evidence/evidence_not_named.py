"""A file came that the evidence sheet does not name."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files
from models.domain.evidence.matching import MatchedFile


def evidence_not_named(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for the files that no row stands for; one sentence for the same criteria.

    Nothing is asked for while there is no sheet to name them in.
    """
    groups: dict[tuple[str, ...], list[MatchedFile]] = {}
    for each in review.documents:
        if review.context.has_sheet and not each.rows:
            groups.setdefault(each.codes, []).append(each)
    for codes, group in groups.items():
        yield from about_files(group, messages.not_named(codes))
