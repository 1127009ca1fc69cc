"""Judge what came in: accepted, returned with findings, or refused; in every case kept and told.

A verdict, its scores and its message are one transaction. The same file of the same unit is judged
once, however often the step runs, and once more when the round was reopened for the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.workspace import Workspace, open_workspace
from models.domain.arrival import Arrival
from models.domain.campaign import Form
from models.domain.checks.run import blocks
from models.domain.errors import UnreadableFile
from models.domain.submission import (
    FileReceived,
    RoundExtended,
    SubmissionEvent,
    SubmissionState,
    UnitUnlocked,
)
from models.domain.units import Unit
from models.domain.workbook import Identity, Sheet
from models.store import UnitOfWork
from tasks.progress import tracked
from tasks.step import step
from tasks.workbook.identity_sheet import find_identity
from tasks.workbook.read import read
from tasks.workbook.read_returns import judge_appraisal, judge_self_assessment
from tasks.workbook.verdicts import Sent, accept, received_event, refuse, send_back

DOOR = "drop"
UNREADABLE, UNKNOWN, OTHER_UNIT, CLOSED = "unreadable", "no_identity", "other_unit", "closed"


@step("Kiểm tra bài nộp")
def judge_workbooks(campaign: str, arrivals: tuple[Arrival, ...]) -> None:
    """Judge each arrival and queue the answer to whoever sent it."""
    workspace = open_workspace(campaign)
    key = f"{campaign}-8-dang-kiem-tra-bai-nop"
    for arrival in tracked(arrivals, len(arrivals), key, "Số bài nộp đã kiểm tra"):
        with workspace.change(f"door:{DOOR}") as uow:
            _judge(workspace, uow, arrival)


def _judge(workspace: Workspace, uow: UnitOfWork, arrival: Arrival) -> None:
    try:
        sheets = read(uow.files.get(arrival.file), arrival.name)
    except UnreadableFile as error:
        refuse(workspace, uow, _sender(workspace, arrival), UNREADABLE, error.message)
        return
    identity = find_identity(sheets)
    unit = _owner(workspace, identity)
    if identity is None or unit is None:
        refuse(workspace, uow, _sender(workspace, arrival), UNKNOWN, NOT_OURS)
    elif arrival.sender not in ("", unit.code):
        sender = _sender(workspace, arrival, identity.form)
        refuse(workspace, uow, sender, OTHER_UNIT, OTHERS.format(unit=unit.name))
    else:
        _judge_return(workspace, uow, Sent(arrival, identity.form, unit), unit, sheets)


NOT_OURS = (
    "Tệp không phải bảng do hệ thống gửi, hoặc trang mã của tệp đã bị xóa. Đề nghị dùng đúng tệp "
    "đã nhận qua thư, điền vào tệp đó và gửi lại."
)
OTHERS = (
    "Tệp này là bảng của {unit}, không phải của đơn vị gửi. Đề nghị gửi đúng bảng của đơn vị mình."
)
LATE = (
    "Đợt nhận bài đã khóa nên tệp chỉ được lưu, chưa được tính. Đề nghị liên hệ cơ quan thường "
    "trực nếu cần xin gia hạn."
)


def _judge_return(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, unit: Unit, sheets: Sequence[Sheet]
) -> None:
    if _is_judged(uow.submissions.history(sent.form, sent.code), sent.arrival.file):
        return
    uow.submissions.append(sent.form, sent.code, received_event(sent))
    state = uow.submissions.states(sent.form).get(sent.code, SubmissionState())
    if state.locked:
        refuse(workspace, uow, sent, CLOSED, LATE, received=True)
        return
    if sent.form is Form.APPRAISAL:
        findings, scores = judge_appraisal(workspace, uow, unit, sheets)
    else:
        findings, scores = judge_self_assessment(workspace, sent.form, unit, sheets)
    if blocks(findings):
        send_back(workspace, uow, sent, findings)
    else:
        accept(workspace, uow, sent, state, scores)


def _is_judged(history: Iterable[SubmissionEvent], file: str) -> bool:
    """Whether the file has had its verdict; one given before the round was reopened is void."""
    judged = False
    for event in history:
        if isinstance(event, FileReceived) and event.file == file:
            judged = True
        elif isinstance(event, RoundExtended | UnitUnlocked):
            judged = False
    return judged


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
