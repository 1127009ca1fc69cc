"""Judge what came in: accepted, returned with findings, or refused; in every case kept and told.

A verdict, its scores and its message are one transaction. An arrival is judged once, however often
the step runs; the file that was judged last, sent again, is answered again and stays one
submission; any other file is judged anew, whether or not it was sent before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config.workspace import Workspace, open_workspace
from models.domain.arrival import Arrival
from models.domain.campaign import Form
from models.domain.checks.run import blocks
from models.domain.errors import UnreadableFile
from models.domain.submission import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionEvent,
    SubmissionState,
    fold,
)
from models.domain.units import Unit
from models.domain.workbook import Identity, Sheet
from models.store import UnitOfWork
from tasks.progress import tracked
from tasks.step import step
from tasks.workbook.answer import Sent, Verdict, answer
from tasks.workbook.identity_sheet import find_identity
from tasks.workbook.read import read
from tasks.workbook.read_returns import Judged, judge_appraisal, judge_self_assessment
from tasks.workbook.refusals import CLOSED, NOT_OURS, Refusal, other_units, unreadable
from tasks.workbook.resent import News, news_of
from tasks.workbook.verdicts import accept, receive, refuse, send_back

DOOR = "drop"


@dataclass(frozen=True)
class Opened:
    """A file that was looked into: whose it is, and its sheets or why it cannot count."""

    sent: Sent
    sheets: Sequence[Sheet] = ()
    refusal: Refusal | None = None


@step("Kiểm tra tệp đã nộp")
def judge_workbooks(campaign: str, arrivals: tuple[Arrival, ...]) -> None:
    """Judge each arrival and queue the answer to whoever sent it."""
    workspace = open_workspace(campaign)
    key = f"{campaign}-8-dang-kiem-tra-tep"
    for arrival in tracked(arrivals, len(arrivals), key, "Số tệp đã kiểm tra"):
        with workspace.change(f"door:{DOOR}") as uow:
            _judge(workspace, uow, arrival)


def _judge(workspace: Workspace, uow: UnitOfWork, arrival: Arrival) -> None:
    opened = _open(workspace, uow, arrival)
    sent = opened.sent
    history = uow.submissions.history(sent.form, sent.code)
    match news_of(history, arrival):
        case News.NEW:
            receive(uow, sent)
            _decide(workspace, uow, opened, fold(history))
        case News.RESENT:
            answer(workspace, uow, sent, _last_verdict(history))


def _open(workspace: Workspace, uow: UnitOfWork, arrival: Arrival) -> Opened:
    try:
        sheets = read(uow.files.get(arrival.file), arrival.name)
    except UnreadableFile as error:
        return Opened(_sender(workspace, arrival), refusal=unreadable(error.message))
    identity = find_identity(sheets)
    unit = _owner(workspace, identity)
    if identity is None or unit is None:
        return Opened(_sender(workspace, arrival), refusal=NOT_OURS)
    if arrival.sender not in ("", unit.code):
        sender = _sender(workspace, arrival, identity.form)
        return Opened(sender, refusal=other_units(unit.name))
    return Opened(Sent(arrival, identity.form, unit), sheets)


def _decide(workspace: Workspace, uow: UnitOfWork, opened: Opened, state: SubmissionState) -> None:
    sent, unit = opened.sent, opened.sent.unit
    if opened.refusal or unit is None:
        refuse(workspace, uow, sent, opened.refusal or NOT_OURS)
    elif state.locked:
        refuse(workspace, uow, sent, CLOSED)
    else:
        findings, scores = _check(workspace, uow, sent.form, unit, opened.sheets)
        if blocks(findings):
            send_back(workspace, uow, sent, findings)
        else:
            accept(workspace, uow, sent, state, scores)


def _check(
    workspace: Workspace, uow: UnitOfWork, form: Form, unit: Unit, sheets: Sequence[Sheet]
) -> Judged:
    if form is Form.APPRAISAL:
        return judge_appraisal(workspace, uow, unit, sheets)
    return judge_self_assessment(workspace, form, unit, sheets)


def _last_verdict(history: Iterable[SubmissionEvent]) -> Verdict:
    """The newest verdict; every file that was received has one."""
    kinds = (SubmissionAccepted, FindingsReturned, FileRefused)
    return [event for event in history if isinstance(event, kinds)][-1]


def _owner(workspace: Workspace, identity: Identity | None) -> Unit | None:
    """The unit whose sheet this is; None when it is not one that we sent out."""
    if identity is None or identity.campaign != workspace.campaign.id:
        return None
    owing = workspace.campaign.owing(identity.form)
    return next((unit for unit in owing if unit.code == identity.unit), None)


def _sender(workspace: Workspace, arrival: Arrival, form: Form | None = None) -> Sent:
    """Who sent a file that is not theirs or says nothing: the unit that the door knows, if any."""
    unit = next((u for u in workspace.campaign.units if u.code == arrival.sender), None)
    if unit is None:
        return Sent(arrival, form or Form.COMMUNE, None)
    own = Form.COMMUNE if unit in workspace.campaign.communes else Form.AUTHORITY
    return Sent(arrival, form if form is Form.APPRAISAL else own, unit)
