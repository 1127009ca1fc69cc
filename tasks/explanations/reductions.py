"""What the appraisers took off each commune as the scores say now, and how it was explained."""

from collections.abc import Iterator, Sequence

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before, not_asked_yet, questions_of
from models.domain.collection.round_changes import owing_unit
from models.domain.collection.submission_events import SubmissionEvent
from models.domain.collection.submission_state import SubmissionState
from models.domain.criteria.parts import appraised_items
from models.domain.scoring.reductions import ScoreReduction, reduction_words, score_reductions
from models.domain.scoring.score_tree import SELF, ScoreRow
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


def explanation_lines(campaign: str) -> Iterator[str]:
    """One line for each commune that lost points; a sentence when none did."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        lost = taken_off(workspace, uow)
        histories = uow.submissions.all_histories(Form.COMMUNE)
    if not lost:
        yield "Chưa có xã nào bị giảm điểm khi thẩm định."
    for code, items in lost.items():
        status = _status(items, histories.get(code, ()))
        yield f"{code}  {workspace.campaign.unit(code).name}: {status}"


def unit_lines(campaign: str, unit: str) -> Iterator[str]:
    """What one commune lost, item by item, and whether it was asked about it."""
    workspace = open_workspace(campaign)
    asked = owing_unit(workspace.campaign, Form.COMMUNE, unit)
    with workspace.read() as uow:
        items = taken_off(workspace, uow).get(unit, ())
        history = uow.submissions.history(Form.COMMUNE, unit)
    yield f"{asked.name}: {_status(items, history)}"
    new = not_asked_yet(items, history)
    for item in items:
        words = reduction_words(workspace.sets[Form.COMMUNE].item(item.code), item)
        yield f"{words} [{'chưa đề nghị' if item in new else 'đã đề nghị'} giải trình]"


def _status(items: Sequence[ScoreReduction], history: Sequence[SubmissionEvent]) -> str:
    parts = [f"{len(items)} nội dung bị giảm điểm"]
    if requests := asked_before(history):
        parts.append(f"đã đề nghị giải trình {requests[-1].limit.in_words()}")
    if new := not_asked_yet(items, history):
        parts.append(f"chưa đề nghị {len(new)} nội dung")
    if given := sum(question.explains for question in questions_of(history)):
        parts.append(f"đã nhận {given} giải trình")
    elif requests:
        parts.append("chưa có giải trình")
    return "; ".join(parts)
