"""Whether the checks say only what they declare, so that docs/checks.md tells all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from deployments.docs.checks import PHASES
from models.domain.collection.workbook import Finding

_FIELD = re.compile(r"\\\{[a-z]+(?::[^}]*)?\\\}")


def assert_declared(findings: Iterable[Finding]) -> None:
    """Each finding ends with one of the sentences that its check declares."""
    for finding in findings:
        said = finding.words or finding.message
        assert any(sentence.search(said) for sentence in _sentences(finding.check)), said


@cache
def _sentences(check_id: str) -> list[re.Pattern[str]]:
    (check,) = [check for phase in PHASES for check in phase.checks if check.id == check_id]
    patterns = [_FIELD.sub(".+", re.escape(sentence)) for sentence in check.sentences]
    return [re.compile(rf"{pattern}\Z", re.DOTALL) for pattern in patterns]
