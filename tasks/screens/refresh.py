"""Refresh the operators' screens: artifacts of the Prefect UI, from what is stored now."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import ArtifactCollection
from prefect.context import FlowRunContext
from prefect.runtime import flow_run, task_run

from config.clock import SystemClock
from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.questions import Question, questions_of
from models.domain.submission import FindingsReturned, SubmissionEvent, SubmissionState
from models.domain.values import UnitCode
from models.domain.workbook import Finding, Severity
from models.store import UnitOfWork
from tasks.screens.boards import (
    findings_board,
    messages_board,
    questions_board,
    ranking_board,
    submissions_board,
    year_timeline,
)
from tasks.step import step

Board = Callable[[Workspace, UnitOfWork], str]


AS_OF = re.compile(r"tính đến \d\d/\d\d/\d{4} \d\d:\d\d", re.IGNORECASE)
"""The moment that a board names; all else tells whether it has news."""
STALE = timedelta(hours=1)
"""How long a board without news may name an old moment. A tick comes every five minutes, and each
artifact stays in Prefect's database."""


@step("Cập nhật màn hình điều hành")
def refresh_screens(campaign: str) -> None:
    """Write each board that has news anew; outside a flow run there is no screen to write to."""
    if FlowRunContext.get() is None:
        return
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        boards = {
            f"{campaign}-{key}": (title, board(workspace, uow))
            for key, (title, board) in BOARDS.items()
        }
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=list(boards)))
    with get_client(sync_client=True) as client:
        shown = {each.key: each for each in client.read_latest_artifacts(artifact_filter=wanted)}
        for key, (title, text) in boards.items():
            if has_news(text, shown.get(key), SystemClock().now()):
                client.create_artifact(_artifact(key, title, text))


def has_news(text: str, shown: ArtifactCollection | None, now: datetime) -> bool:
    """Whether a board says something that its newest artifact does not, or that one is stale."""
    if shown is None or shown.updated is None or now - shown.updated > STALE:
        return True
    return AS_OF.sub("", text) != AS_OF.sub("", str(shown.data))


def _artifact(key: str, title: str, text: str) -> ArtifactCreate:
    return ArtifactCreate(
        key=key,
        type="markdown",
        description=title,
        data=text,
        flow_run_id=flow_run.id,
        task_run_id=task_run.id,
    )


def _timeline(workspace: Workspace, uow: UnitOfWork) -> str:
    records, decisions = uow.stages.all(), uow.gates.decisions()
    return year_timeline(workspace.campaign, records, decisions, workspace.now())


def _submissions(form: Form) -> Board:
    def board(workspace: Workspace, uow: UnitOfWork) -> str:
        states = uow.submissions.states(form)
        evidence = uow.evidence.counts(form)
        return submissions_board(workspace.campaign, form, states, evidence, workspace.now())

    return board


def _messages(workspace: Workspace, uow: UnitOfWork) -> str:
    return messages_board(workspace.campaign, uow.messages.all(), workspace.now())


def _questions(workspace: Workspace, uow: UnitOfWork) -> str:
    asked: dict[UnitCode, list[Question]] = {}
    for form in Form:
        for unit, history in uow.submissions.all_histories(form).items():
            asked.setdefault(unit, []).extend(questions_of(history))
    return questions_board(workspace.campaign, asked, workspace.now())


def _findings(workspace: Workspace, uow: UnitOfWork) -> str:
    histories = uow.submissions.all_histories(Form.COMMUNE)
    states = uow.submissions.states(Form.COMMUNE)
    open_ones = {
        unit: _newest(history)
        for unit, history in histories.items()
        if states.get(unit, SubmissionState()).open_findings
    }
    return findings_board(workspace.campaign, open_ones, workspace.now())


def _newest(history: tuple[SubmissionEvent, ...]) -> list[Finding]:
    """The findings of the last file that was sent back."""
    returned = [event for event in history if isinstance(event, FindingsReturned)]
    sentences = returned[-1].sentences if returned else ()
    return [Finding(check="returned", severity=Severity.BLOCKS, message=s) for s in sentences]


def _ranking(workspace: Workspace, uow: UnitOfWork) -> str:
    stored = uow.results.latest()
    criteria_set = workspace.sets[Form.COMMUNE]
    results = stored[1] if stored else ()
    return ranking_board(workspace.campaign, criteria_set, results, workspace.now())


BOARDS: dict[str, tuple[str, Board]] = {
    "1-tien-do": ("Tiến độ cả đợt", _timeline),
    "2-ho-so-cap-xa": ("Hồ sơ tự đánh giá của các xã", _submissions(Form.COMMUNE)),
    "3-ho-so-phong-ban": ("Phần tự chấm của các phòng, ban", _submissions(Form.AUTHORITY)),
    "4-phieu-tham-dinh": ("Phiếu thẩm định", _submissions(Form.APPRAISAL)),
    "5-cho-can-sua": ("Chỗ cần sửa theo đơn vị", _findings),
    "6-thu-da-gui": ("Thư đã gửi và chờ gửi", _messages),
    "7-xep-hang": ("Kết quả xếp hạng", _ranking),
    "8-cau-hoi": ("Câu hỏi, vướng mắc của đơn vị", _questions),
}
