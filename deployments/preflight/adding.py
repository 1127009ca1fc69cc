"""What the server adds to the opinion on a file, as far as the file alone tells it.

Files sent along, the standing of the round and what was sent before are known to the server only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.domain.checks.evidence.review import (
    EVIDENCE_ROWS,
    EvidenceContext,
    advise_on,
    review_evidence,
)
from models.domain.checks.forms import Forms
from models.domain.collection.appraisal_sheet import AppraisedRow, ReturnedAppraisal, line_key
from models.domain.collection.entries import means_not_applicable
from models.domain.criteria.answers import Awarded, NotApplicable
from models.domain.scoring.score_tree import ScoreRow
from models.domain.units import Unit
from models.domain.values import CENT, UnitCode, from_hundredths, half_up
from models.domain.vietnamese.numbers import parse_number
from tasks.workbook.appraisal.returned import judge_appraisal
from tasks.workbook.opinion import Opinion

PointsByCode = Mapping[str, Decimal]


def complete(opinion: Opinion, forms: Forms, today: date) -> tuple[Opinion, PointsByCode]:
    """The opinion with what is still to be said, and the points that the file gives if accepted.

    The points are by criterion; those of an appraisal sheet by the keys of its lines.
    """
    if opinion.unit is None or opinion.refusal:
        return opinion, {}
    if opinion.appraisal:
        return _of_appraisal(opinion, opinion.appraisal, forms, opinion.unit)
    context = EvidenceContext(forms.campaign.year, today, explained=opinion.explained)
    advice = advise_on(review_evidence((), opinion.declared, context), [EVIDENCE_ROWS])
    points = {code: from_hundredths(hundredths) for code, _, hundredths, _, _ in opinion.lines}
    return replace(opinion, findings=opinion.findings + advice), points


def _of_appraisal(
    opinion: Opinion, returned: ReturnedAppraisal, forms: Forms, department: Unit
) -> tuple[Opinion, PointsByCode]:
    """The sheet held against the self scores that it shows itself."""
    findings, scores = judge_appraisal(forms, _shown(returned, forms), department, returned)
    points = {
        line_key(code, unit): from_hundredths(hundredths)
        for unit, lines in scores.items()
        for code, _, hundredths, _, _ in lines
    }
    return replace(opinion, findings=findings), points


def _shown(returned: ReturnedAppraisal, forms: Forms) -> Mapping[UnitCode, Sequence[ScoreRow]]:
    """The self scores in the sheet by commune; in a sheet without lines all are missing."""
    if not returned.rows:
        return {unit.code: [] for unit in forms.campaign.communes}
    shown: dict[UnitCode, list[ScoreRow]] = {}
    for row in returned.rows:
        shown.setdefault(row.unit, []).append(_self_score(row))
    return shown


def _self_score(row: AppraisedRow) -> ScoreRow:
    """What the commune gave itself; the appraised points where that was typed over or lost."""
    for cell in (row.self_score, row.points):
        points = parse_number(cell)
        if means_not_applicable(cell):
            return ScoreRow(criterion=row.code, answer=NotApplicable(), points=Decimal(0))
        if points is not None and points >= 0 and not points % CENT:
            return _awarded(row.code, half_up(points))
    return _awarded(row.code, Decimal(0))


def _awarded(code: str, points: Decimal) -> ScoreRow:
    return ScoreRow(criterion=code, answer=Awarded(points=points), points=points)
