"""Findings of a returned score sheet, and the communes' rows it gives when nothing blocks."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from models.domain.campaign import Form
from models.domain.checks.appraisal.review import check_appraisal, to_appraised
from models.domain.checks.findings import blocks
from models.domain.checks.forms import Forms
from models.domain.collection.appraisal_sheet import (
    AppraisalLine,
    Appraised,
    ReturnedAppraisal,
    SelfEntry,
    appraisal_lines_of,
)
from models.domain.collection.workbook import Finding
from models.domain.criteria.answers import Answer, Awarded, NotApplicable
from models.domain.scoring.score_tree import ScoreLine, ScoreRow, score_line
from models.domain.units import Unit
from models.domain.values import UnitCode

SelfScores = Mapping[UnitCode, Sequence[ScoreRow]]
Judged = tuple[tuple[Finding, ...], dict[UnitCode, list[ScoreLine]]]


def judge_appraisal(
    forms: Forms, scores: SelfScores, department: Unit, returned: ReturnedAppraisal
) -> Judged:
    """What is wrong with a department's score sheet; the communes' rows when it is accepted.

    ``scores`` are the communes' stored self scores. A check compares points only, so no commune's
    workbook is opened for it.
    """
    context = forms.context_for(Form.APPRAISAL, department)
    lines = _lines_to_check(forms, scores, department)
    findings = check_appraisal(returned, context, lines)
    if blocks(findings):
        return findings, {}
    return findings, _by_commune(to_appraised(returned, context, lines), department)


def _by_commune(
    appraised: Iterable[Appraised], department: Unit
) -> dict[UnitCode, list[ScoreLine]]:
    sheets: dict[UnitCode, list[ScoreLine]] = {}
    for result in appraised:
        points = _points(result.answer)
        line = score_line(result.code, result.answer, points, result.reason, department.code)
        sheets.setdefault(result.unit, []).append(line)
    return sheets


def _points(answer: Answer) -> Decimal:
    return answer.points if isinstance(answer, Awarded) else Decimal(0)


def _lines_to_check(
    forms: Forms, scores: SelfScores, department: Unit
) -> tuple[AppraisalLine, ...]:
    entries = {unit: {row.criterion: _scored(row) for row in rows} for unit, rows in scores.items()}
    communes = forms.campaign.communes
    return tuple(appraisal_lines_of(forms.sets[Form.COMMUNE], department.code, communes, entries))


def _scored(row: ScoreRow) -> SelfEntry:
    return SelfEntry(points=None if isinstance(row.answer, NotApplicable) else row.points)
