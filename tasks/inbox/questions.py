"""Questions of units: operators are told of each once, and their answer goes back to the unit."""

from collections.abc import Iterable

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign, Form
from models.domain.collection.questions import Question, questions_of
from models.domain.collection.round_changes import check_operator, check_words
from models.domain.collection.submission import purpose_of
from models.domain.collection.submission_events import QuestionAnswered, QuestionAsked
from models.domain.deadlines import day_in_hanoi
from models.domain.errors import NotFound, RuleViolation
from models.domain.messages.message import Message, messages_to
from models.domain.units import Position
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.signed.mail_marks import units_at


@step("Báo câu hỏi của đơn vị")
def tell_questions(campaign: str) -> None:
    """Queue each open question to the operators, once however often the step runs."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        waiting = [
            message
            for form in Form
            for unit, history in uow.submissions.all_histories(form).items()
            for question in questions_of(history)
            if question.waits
            for message in _to_operators(workspace, form, unit, question)
        ]
    if waiting:
        with workspace.change("flow:collection") as uow:
            uow.messages.queue(waiting)


def _to_operators(
    workspace: Workspace, form: Form, unit: UnitCode, question: Question
) -> list[Message]:
    campaign = workspace.campaign
    known = campaign.find_unit(unit)
    params = {
        "asker": known.name if known else _stranger(campaign, question.sender),
        "number": str(question.number),
        "question": question.text,
        "asked_at": moment_in_words(question.at),
        "command": f"cchc question answer {campaign.id} {unit} --number {question.number}",
        "explains": "x" if question.explains else "",
    }
    return messages_to(
        campaign.people(Position.OPERATOR),
        campaign.id,
        purpose_of(QuestionAsked, form),
        _subject(form, unit, question),
        workspace.now(),
        day_in_hanoi(question.at),
        unit=unit if known else None,
        params=params,
    )


def _stranger(campaign: Campaign, address: str) -> str:
    """A sender of whom only an address is known, and whose it is said to be."""
    if not address:
        return "Người gửi chưa rõ đơn vị"
    perhaps = ", ".join(unit.name for unit in units_at(campaign, address))
    return f"{address} (chưa xác minh{f', có thể là của {perhaps}' if perhaps else ''})"


ANSWER = "nội dung trả lời"


def answer_question(
    campaign: str, form: Form, unit: str, text: str, by: str, number: int | None = None
) -> Question:
    """Answer question ``number`` of a unit (None: the oldest open one); the question before that.

    It goes to the officers of the unit; of a question that nobody knows the unit of, it is only
    kept. The answer given once more changes nothing. NotFound or RuleViolation when there is no
    such question, or when it has another answer already.
    """
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    words = check_words(text, ANSWER)
    with workspace.change(by) as uow:
        questions = questions_of(uow.submissions.history(form, unit))
        asked = _asked(questions, unit, words, number)
        if asked.answer is None:
            _answer(workspace, uow, form, unit, asked, words, by)
        elif asked.answer.text != words:
            raise RuleViolation(
                f"{asked.words.capitalize()} đã được trả lời: “{asked.answer.text}”. Đề nghị chọn "
                "câu hỏi còn chờ trả lời (cchc question list).",
                unit,
            )
    return asked


def _answer(
    workspace: Workspace,
    uow: UnitOfWork,
    form: Form,
    unit: UnitCode,
    question: Question,
    words: str,
    by: str,
) -> None:
    event = QuestionAnswered(at=workspace.now(), text=words, by=by, number=question.number)
    uow.submissions.append(form, unit, event)
    params = {
        "question": question.text,
        "asked_at": moment_in_words(question.at),
        "answer": words,
        "note": "" if question.owed else "x",
        "explains": "x" if question.explains else "",
    }
    answers = messages_to(
        workspace.campaign.contacts_of(unit, Position.OFFICER),
        workspace.campaign.id,
        purpose_of(QuestionAnswered, form),
        _subject(form, unit, question),
        workspace.now(),
        unit=unit,
        params=params,
        thread=question.thread,
    )
    uow.messages.queue(answers)


def _asked(questions: Iterable[Question], unit: str, words: str, number: int | None) -> Question:
    """The question that an answer is to.

    Without a number it is the oldest open one, unless the same words were given while that was
    waiting already: then somebody has asked for the same thing twice.
    """
    known = {each.number: each for each in questions}
    if number is not None:
        if number in known:
            return known[number]
        raise NotFound(f"Đơn vị {unit} không có câu hỏi số {number}. {_LIST}", unit)
    waiting = [each for each in known.values() if each.waits]
    given = [
        each
        for each in known.values()
        if each.answer and each.answer.text == words
        if not waiting or each.answer.at >= waiting[0].at
    ]
    if not (given or waiting):
        raise NotFound(f"Đơn vị {unit} không có câu hỏi nào chờ trả lời. {_LIST}", unit)
    return (given or waiting)[0]


def _subject(form: Form, unit: UnitCode, question: Question) -> str:
    """What messages about a question are about."""
    return f"{form}:{unit}:hoi-{question.number}"


_LIST = "Đề nghị xem bảng “Câu hỏi, vướng mắc của đơn vị” hoặc lệnh cchc question list."
