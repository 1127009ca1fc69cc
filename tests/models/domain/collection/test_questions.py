"""Questions of a unit, their numbers and answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.collection.questions import questions_of
from models.domain.collection.submission import QuestionAnswered, QuestionAsked, RoundLocked, fold
from tests.support.properties import PROPERTY

AT = datetime(2021, 11, 1, 16, 59, tzinfo=UTC)


def asked(text, thread="", owed=True):
    return QuestionAsked(at=AT, text=text, sender="xa@xa.example", thread=thread, owed=owed)


def noted(text):
    return asked(text, owed=False)


def answered(text, number=None):
    return QuestionAnswered(at=AT, text=text, by="operator-1", number=number)


def answers(history):
    return [each.answer and each.answer.text for each in questions_of(history)]


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([], []),
        ([asked("A"), asked("B")], [None, None]),
        ([asked("A"), asked("B"), answered("x")], ["x", None]),
        ([asked("A"), asked("B"), answered("y", 2)], [None, "y"]),
        ([asked("A"), answered("x"), asked("B"), answered("y")], ["x", "y"]),
        ([asked("A"), asked("B"), answered("y", 2), answered("x")], ["x", "y"]),
        ([asked("A"), answered("x"), answered("again", 1)], ["x"]),
        ([answered("nobody asked"), asked("A")], [None]),
        ([asked("A"), answered("x", 7)], [None]),
        ([noted("A"), asked("B"), answered("x")], [None, "x"]),
        ([noted("A"), answered("x")], [None]),
        ([noted("A"), answered("x", 1), answered("again", 1)], ["x"]),
    ],
)
def test_an_answer_goes_to_the_question_it_names_or_to_the_oldest(history, found):
    assert answers(history) == found


def test_a_question_keeps_who_asked_and_the_mail_it_came_in():
    (question,) = questions_of([RoundLocked(at=AT), asked("Số liệu đến ngày nào?", "<1@xa>")])

    assert (question.number, question.text) == (1, "Số liệu đến ngày nào?")
    assert (question.sender, question.thread) == ("xa@xa.example", "<1@xa>")


def test_a_note_does_not_wait_and_is_called_one():
    note, question = questions_of([noted("A"), asked("B")])

    assert (note.waits, note.words) == (False, "lời nhắn số 1")
    assert (question.waits, question.words) == (True, "câu hỏi số 2")


def test_days_of_waiting_are_days_in_hanoi():
    (question,) = questions_of([asked("A")])

    assert question.waiting_days(AT) == 0
    assert question.waiting_days(AT + timedelta(minutes=1)) == 1


@PROPERTY
@given(
    st.lists(
        st.builds(asked, st.just("A"), owed=st.booleans())
        | st.builds(answered, st.just("x"), st.none() | st.integers(1, 4)),
        max_size=12,
    )
)
def test_the_state_counts_what_waits_as_the_list_shows_it(history):
    waiting = [each.number for each in questions_of(history) if each.waits]

    assert list(fold(history).waiting) == waiting
    assert fold(history).open_questions == len(waiting)


def test_an_explanation_is_called_one_and_waits_like_a_question():
    (given,) = questions_of([QuestionAsked(at=AT, text="A", sender="", explains=True)])
    assert (given.words, given.waits) == ("giải trình số 1", True)
