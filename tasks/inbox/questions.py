"""Questions of units: operators are told of each once."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign, Form
from models.domain.collection.questions import Question, questions_of
from models.domain.collection.submission import purpose_of
from models.domain.collection.submission_events import QuestionAsked
from models.domain.messages.message import Message
from models.domain.units import Position
from models.domain.values import UnitCode
from tasks.inbox.about import moment_of, subject_of
from tasks.inbox.letters import letters
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
        "asked_at": moment_of(question),
        "command": f"cchc question answer {campaign.id} {unit} --number {question.number}",
        "explains": "x" if question.explains else "",
    }
    people, subject = campaign.people(Position.OPERATOR), subject_of(form, unit, question)
    about = unit if known else None
    purpose = purpose_of(QuestionAsked, form)
    return letters(workspace, people, purpose, about, subject, params, since=question.at)


def _stranger(campaign: Campaign, address: str) -> str:
    """A sender of whom only an address is known, and whose it is said to be."""
    if not address:
        return "Người gửi chưa rõ đơn vị"
    perhaps = ", ".join(unit.name for unit in units_at(campaign, address))
    return f"{address} (chưa xác minh{f', có thể là của {perhaps}' if perhaps else ''})"
