"""The extension of a file says another thing than its content."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.checks.evidence.review import EvidenceReview, about_files
from models.domain.evidence.file import EvidenceKind
from models.domain.evidence.kinds import is_disguised
from models.domain.evidence.matching import MatchedFile


def evidence_disguised(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file whose name and content disagree; one sentence for a kind."""
    found = [
        each
        for each in review.files
        if each.file.facts.kind is not EvidenceKind.EMPTY
        and is_disguised(each.file.name, each.file.facts.kind)
    ]
    for kind, same in groupby(sorted(found, key=_kind), key=_kind):
        yield from about_files(same, messages.disguised(kind))


def _kind(each: MatchedFile) -> EvidenceKind:
    return each.file.facts.kind
