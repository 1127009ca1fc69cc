"""The page of all checks, from what each of them declares in its own file."""

from collections.abc import Sequence
from typing import Any

from models.domain.checks.appraisal.review import APPRAISAL
from models.domain.checks.check import CheckPhase
from models.domain.checks.context import FILE_NOTES, IDENTITY
from models.domain.checks.evidence.review import EVIDENCE_PHASES
from models.domain.checks.self_assessment.review import BLOCKING, UNTOUCHED, WARNING
from models.domain.collection.workbook import Severity

PHASES: Sequence[CheckPhase[Any]] = (
    IDENTITY,
    UNTOUCHED,
    BLOCKING,
    WARNING,
    APPRAISAL,
    FILE_NOTES,
    *EVIDENCE_PHASES,
)
"""All that there are, as they stand on the page."""
_EFFECT = {Severity.BLOCKS: "blocks", Severity.WARNS: "warns"}


def checks_page() -> str:
    """A table for each phase: id and sentences, in the order in which they are asked."""
    return "\n\n".join(_table(phase) for phase in PHASES)


def _table(phase: CheckPhase[Any]) -> str:
    rows = [f"| `{check.id}` | {'<br>'.join(check.sentences)} |" for check in phase.checks]
    head = f"## {phase.title} ({_EFFECT[phase.severity]})\n\n| Check | Sentences |\n|---|---|"
    return "\n".join([head, *rows])
