"""The checks of evidence, in order; all of them are advice and none keeps a workbook back.

To add a check: write its file, its sentence in ``messages``, and its name in the table here. A cell
is told of once, by the first check that finds it odd.
"""

from __future__ import annotations

from models.domain.checks.check import Check
from models.domain.checks.evidence.evidence_blank import evidence_blank
from models.domain.checks.evidence.evidence_date import evidence_date
from models.domain.checks.evidence.evidence_date_unclear import evidence_date_unclear
from models.domain.checks.evidence.evidence_disguised import evidence_disguised
from models.domain.checks.evidence.evidence_empty import evidence_empty
from models.domain.checks.evidence.evidence_forbidden import evidence_forbidden
from models.domain.checks.evidence.evidence_left_out import evidence_left_out
from models.domain.checks.evidence.evidence_locked import evidence_locked
from models.domain.checks.evidence.evidence_macro import evidence_macro
from models.domain.checks.evidence.evidence_not_named import evidence_not_named
from models.domain.checks.evidence.evidence_not_sent import evidence_not_sent
from models.domain.checks.evidence.evidence_number import evidence_number
from models.domain.checks.evidence.evidence_outside_year import evidence_outside_year
from models.domain.checks.evidence.evidence_reused import evidence_reused
from models.domain.checks.evidence.evidence_shared import evidence_shared
from models.domain.checks.evidence.evidence_unreadable import evidence_unreadable
from models.domain.checks.evidence.review import EvidenceReview
from models.domain.checks.findings import RowNames, findings_of
from models.domain.collection.workbook import Finding, Severity

SHEET: tuple[Check[EvidenceReview], ...] = (
    evidence_number,
    evidence_date,
    evidence_date_unclear,
    evidence_outside_year,
)
"""These need the rows of the evidence sheet and no file."""

ADVICE: tuple[Check[EvidenceReview], ...] = (
    evidence_left_out,
    evidence_empty,
    evidence_disguised,
    evidence_forbidden,
    evidence_locked,
    evidence_unreadable,
    evidence_macro,
    evidence_blank,
    *SHEET,
    evidence_not_sent,
    evidence_reused,
    evidence_shared,
    evidence_not_named,
)


def advise_on(
    subject: EvidenceReview, checks: tuple[Check[EvidenceReview], ...] = ADVICE
) -> tuple[Finding, ...]:
    """All that is odd about the evidence of a unit; ``SHEET`` where its files are not at hand."""
    names = RowNames(lambda: subject.row_names)
    return findings_of(checks, subject, Severity.WARNS, set(), names)
