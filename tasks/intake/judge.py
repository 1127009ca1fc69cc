"""Judge what came in: accepted, returned with findings, or refused; in every case kept and told.

A delivery is settled in the transaction of its verdicts, their scores and their messages, so it is
judged once however often the step runs. The file that was judged last, sent again, is answered
again and stays one submission; any other file is judged anew, whether or not it was sent before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.checks.run import blocks
from models.domain.delivery import Delivery, SentFile
from models.domain.own_times import is_closed
from models.domain.submission import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionEvent,
    SubmissionState,
    fold,
)
from models.domain.units import UnitKind
from models.store import UnitOfWork
from models.store.tally import SELF
from tasks.intake.answer import Verdict, answer
from tasks.intake.ask import ask
from tasks.intake.resent import is_resent
from tasks.intake.sent import Sent
from tasks.intake.verdicts import accept, receive, refuse, send_back
from tasks.progress import tracked
from tasks.step import step
from tasks.workbook.appraisal_return import judge_appraisal
from tasks.workbook.opinion import Opinion, form_opinion
from tasks.workbook.refusals import CLOSED

CHUNK = 32
"""Deliveries judged in one transaction: making a commit durable takes longer than judging one."""


@step("Kiểm tra hồ sơ đã nhận")
def judge_deliveries(campaign: str) -> None:
    """Judge every delivery that waits, and queue the answers to whoever sent it."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        waiting = uow.deliveries.waiting()
    key = f"{campaign}-8-dang-kiem-tra-tep"
    chunks = [waiting[start : start + CHUNK] for start in range(0, len(waiting), CHUNK)]
    for chunk in tracked(chunks, len(chunks), key, f"Số đợt {CHUNK} lần gửi đã kiểm tra"):
        judge(workspace, chunk)


def judge(workspace: Workspace, deliveries: Sequence[Delivery]) -> None:
    """Judge and settle deliveries in one transaction; those that somebody has judged are left."""
    opinions = [_opinions(workspace, delivery) for delivery in deliveries]
    with workspace.change("flow:collection") as uow:
        for delivery, found in zip(deliveries, opinions, strict=True):
            if uow.deliveries.settle(delivery):
                for sent, opinion in zip(delivery.files, found, strict=True):
                    _judge(workspace, uow, _sent(workspace, delivery, sent, opinion), opinion)
                ask(workspace, uow, delivery)


def _opinions(workspace: Workspace, delivery: Delivery) -> list[Opinion]:
    with workspace.read() as uow:
        contents = [uow.files.get(sent.file) for sent in delivery.files]
    return [
        form_opinion(content, sent.name, workspace.forms, delivery.sender)
        for content, sent in zip(contents, delivery.files, strict=True)
    ]


def _judge(workspace: Workspace, uow: UnitOfWork, sent: Sent, opinion: Opinion) -> None:
    history = uow.submissions.history(sent.form, sent.code)
    if is_resent(history, sent.file.file):
        answer(workspace, uow, sent, _last_verdict(history))
    else:
        receive(uow, sent)
        _decide(workspace, uow, sent, opinion, fold(history))


def _decide(
    workspace: Workspace, uow: UnitOfWork, sent: Sent, opinion: Opinion, state: SubmissionState
) -> None:
    if opinion.refusal:
        refuse(workspace, uow, sent, opinion.refusal)
    elif is_closed(workspace.campaign.closing_of(sent.form), state, sent.delivery.at):
        refuse(workspace, uow, sent, CLOSED)
    elif opinion.appraisal and sent.unit:
        scores = uow.scores.of(Form.COMMUNE, SELF)
        findings, rows = judge_appraisal(workspace.forms, scores, sent.unit, opinion.appraisal)
        if blocks(findings):
            send_back(workspace, uow, sent, findings)
        else:
            accept(workspace, uow, sent, state, rows, findings)
    elif opinion.blocked:
        send_back(workspace, uow, sent, opinion.findings)
    else:
        accept(workspace, uow, sent, state, {sent.code: opinion.rows}, opinion.findings)


def _last_verdict(history: Iterable[SubmissionEvent]) -> Verdict:
    """The newest verdict; every file that was received has one."""
    kinds = (SubmissionAccepted, FindingsReturned, FileRefused)
    return [event for event in history if isinstance(event, kinds)][-1]


def _sent(workspace: Workspace, delivery: Delivery, file: SentFile, opinion: Opinion) -> Sent:
    """Whose history the file belongs to: its unit's, or that of the sender whom the door knows."""
    if opinion.unit and opinion.form:
        return Sent(delivery, file, opinion.form, opinion.unit)
    unit = workspace.campaign.find_unit(delivery.sender)
    if unit is None:
        return Sent(delivery, file, opinion.form or Form.COMMUNE, None)
    own = Form.COMMUNE if unit.kind is UnitKind.COMMUNE else Form.AUTHORITY
    return Sent(delivery, file, opinion.form if opinion.form is Form.APPRAISAL else own, unit)
