"""How units stand with a form, in lines of Vietnamese for a terminal."""

from collections.abc import Iterator
from datetime import datetime

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.collection.questions import Question, questions_of
from models.domain.collection.round_changes import owing_unit, own_limit
from models.domain.collection.status_words import history_words, status_words
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_state import SubmissionState
from models.domain.vietnamese.dates import moment_in_table


def round_lines(campaign: str, form: Form) -> Iterator[str]:
    """The dates of the round, and one line for each unit that owes ``form``."""
    workspace = open_workspace(campaign)
    own, closing = workspace.campaign, workspace.campaign.closing_of(form)
    with workspace.read() as uow:
        states = uow.submissions.states(form)
    until = f"khóa sau {closing.end_in_words()}" if closing else "khóa khi phê duyệt kết quả"
    yield f"Hạn nộp {own.limit_of(form).in_words()}; {until}."
    for unit in own.owing(form):
        yield f"{unit.code}  {unit.name}: {status_words(states.get(unit.code, SubmissionState()))}"


def submission_history_lines(campaign: str, form: Form, unit: str) -> Iterator[str]:
    """How one unit stands, its own limit, and all that happened, questions and answers included."""
    workspace = open_workspace(campaign)
    asked = owing_unit(workspace.campaign, form, unit)
    with workspace.read() as uow:
        history = uow.submissions.history(form, unit)
    state = fold_events(history)
    limit = own_limit(workspace.campaign.limit_of(form), state)
    yield f"{asked.name}: {status_words(state)}. Hạn nộp của đơn vị: {limit.in_words()}."
    yield from history_words(history)


def question_lines(campaign: str, everything: bool) -> Iterator[str]:
    """The questions that wait, or all and the notes, oldest first; a sentence when there are none.

    How many notes that came along with files are left out is told last.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        found = [
            (form, unit, question)
            for form in Form
            for unit, history in uow.submissions.all_histories(form).items()
            for question in questions_of(history)
        ]
    shown = [each for each in found if everything or each[2].waits]
    if not shown:
        yield "Không có câu hỏi nào chờ trả lời." if not everything else "Chưa có câu hỏi nào."
    now = workspace.now()
    for form, unit, question in sorted(shown, key=lambda each: (each[2].at, each[1])):
        known = workspace.campaign.find_unit(unit)
        name = known.name if known else "Chưa rõ đơn vị"
        yield f"{unit}  {name}, {form}, {_in_words(question, now)}"
    notes = sum(not (each[2].owed or each[2].answer) for each in found)
    if notes and not everything:
        yield f"Có {notes} lời nhắn kèm hồ sơ, không cần trả lời; xem bằng lựa chọn --all."


def _in_words(question: Question, now: datetime) -> str:
    asked = moment_in_table(question.at)
    if question.answer:
        fate = f"đã trả lời: {question.answer.text}"
    else:
        waited = f"đã chờ {question.waiting_days(now)} ngày"
        fate = waited if question.owed else "gửi kèm hồ sơ, không cần trả lời"
    return f"{question.words} ({asked}): {question.text} [{fate}]"
