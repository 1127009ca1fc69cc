"""Refresh the operators' screens: artifacts of the Prefect UI, from what is stored now."""

from collections.abc import Callable

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.questions import Question, questions_of
from models.domain.collection.submission_events import FindingsReturned, SubmissionEvent
from models.domain.collection.submission_state import SubmissionState
from models.domain.collection.workbook import Finding, Severity
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.screens.boards import (
    findings_board,
    questions_board,
    ranking_board,
    submissions_board,
    year_timeline,
)
from tasks.screens.channels_board import channels_board
from tasks.screens.messages_board import messages_board

Board = Callable[[Workspace, UnitOfWork], str]


@step("Cập nhật màn hình điều hành")
def refresh_screens(campaign: str) -> None:
    """Write each board that has news anew; outside a flow run there is no screen to write to."""
    if not in_flow_run():
        return
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        boards = {
            f"{campaign}-{key}": (title, board(workspace, uow))
            for key, (title, board) in BOARDS.items()
        }
    show(boards)


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


def _channels(workspace: Workspace, uow: UnitOfWork) -> str:
    states, messages = uow.channels.all(), uow.messages.all()
    return channels_board(workspace.campaign, states, messages, workspace.now())


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
    "10-cac-kenh": ("Tình trạng các kênh", _channels),
}
