"""Who lost points, what was asked of them and how much they explained, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before, not_asked_yet, questions_of
from models.domain.collection.round_changes import owing_unit
from models.domain.collection.submission_events import SubmissionEvent
from models.domain.scoring.reductions import Contested, contested_words
from tasks.explanations.taken_off import taken_off


def explanation_lines(campaign: str) -> Iterator[str]:
    """One line for each commune that lost points; a sentence when none did."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        lost = taken_off(workspace, uow)
        histories = uow.submissions.all_histories(Form.COMMUNE)
    if not lost:
        yield "Chưa có xã nào bị giảm điểm khi thẩm định."
    for code, items in lost.items():
        told = _standing(items, histories.get(code, ()))
        yield f"{code}  {workspace.campaign.unit(code).name}: {told}"


def unit_lines(campaign: str, unit: str) -> Iterator[str]:
    """What one commune lost, item by item, and whether it was asked about it."""
    workspace = open_workspace(campaign)
    asked = owing_unit(workspace.campaign, Form.COMMUNE, unit)
    with workspace.read() as uow:
        items = taken_off(workspace, uow).get(unit, ())
        history = uow.submissions.history(Form.COMMUNE, unit)
    yield f"{asked.name}: {_standing(items, history)}"
    new = not_asked_yet(items, history)
    for item in items:
        words = contested_words(workspace.sets[Form.COMMUNE].item(item.code), item)
        yield f"{words} [{'chưa đề nghị' if item in new else 'đã đề nghị'} giải trình]"


def _standing(items: Sequence[Contested], history: Sequence[SubmissionEvent]) -> str:
    told = [f"{len(items)} nội dung bị giảm điểm"]
    if requests := asked_before(history):
        told.append(f"đã đề nghị giải trình {requests[-1].limit.in_words()}")
    if new := not_asked_yet(items, history):
        told.append(f"chưa đề nghị {len(new)} nội dung")
    if given := sum(question.explains for question in questions_of(history)):
        told.append(f"đã nhận {given} giải trình")
    elif requests:
        told.append("chưa có giải trình")
    return "; ".join(told)
