"""What the appraisers took off each commune, as the stored scores say now."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.criteria.parts import appraised_items
from models.domain.scoring.reductions import ScoreReduction, score_reductions
from models.domain.scoring.score_row import SELF, ScoreRow
from models.domain.values import UnitCode
from models.store import UnitOfWork

Appraised = dict[UnitCode, dict[str, ScoreRow]]


def taken_off(workspace: Workspace, uow: UnitOfWork) -> dict[UnitCode, tuple[ScoreReduction, ...]]:
    """By commune, those that lost nothing left out; in the order of the campaign."""
    items = appraised_items(workspace.sets[Form.COMMUNE])
    declared = uow.scores.of(Form.COMMUNE, SELF)
    appraised = _appraised(workspace, uow)
    found = {
        unit.code: score_reductions(items, _by_code(declared[unit.code]), appraised[unit.code])
        for unit in workspace.campaign.communes
        if unit.code in declared and unit.code in appraised
    }
    return {unit: lost for unit, lost in found.items() if lost}


def _appraised(workspace: Workspace, uow: UnitOfWork) -> Appraised:
    """The rows of the departments over the self-assessments that now count.

    What was appraised before a commune's last version came in says nothing about that version.
    """
    communes = uow.submissions.states(Form.COMMUNE)
    departments = uow.submissions.states(Form.APPRAISAL)
    found: Appraised = {}
    for department in workspace.campaign.departments:
        state = departments.get(department.code, SubmissionState())
        for unit, rows in uow.scores.of(Form.APPRAISAL, department.code).items():
            if _is_newer(state, communes.get(unit, SubmissionState())):
                found.setdefault(unit, {}).update(_by_code(rows))
    return found


def _is_newer(department: SubmissionState, commune: SubmissionState) -> bool:
    given, sent = department.accepted_at, commune.accepted_at
    return given is not None and sent is not None and given >= sent


def _by_code(rows: tuple[ScoreRow, ...]) -> dict[str, ScoreRow]:
    return {row.criterion: row for row in rows}
