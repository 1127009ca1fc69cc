from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.collection.questions import (
    asked_before,
    explanation_limit,
    not_asked_yet,
    questions_of,
)
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import (
    ExplanationAsked,
    QuestionAnswered,
    QuestionAsked,
    RoundLocked,
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.scoring.reductions import ScoreReduction
from models.domain.stages import StageName
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

    assert list(fold_events(history).waiting) == waiting
    assert fold_events(history).open_questions == len(waiting)


def test_an_explanation_is_called_one_and_waits_like_a_question():
    (given,) = questions_of([QuestionAsked(at=AT, text="A", sender="", explains=True)])
    assert (given.words, given.waits) == ("giải trình số 1", True)


APPRAISED_AT = datetime(2021, 11, 16, 1, tzinfo=UTC)
ONE = ScoreReduction(code="1.1.1", declared=1, appraised=0, reason="Thiếu")
TWO = ScoreReduction(code="1.1.2", declared=1, appraised=0)


def until(day):
    return Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, day))


def asked_to_explain(*items, day=17):
    return ExplanationAsked(at=APPRAISED_AT, items=items, limit=until(day))


def test_an_item_is_asked_about_again_only_when_its_points_are_others():
    history = [RoundLocked(at=APPRAISED_AT), asked_to_explain(ONE)]
    other_words = ONE.model_copy(update={"reason": "Thiếu văn bản"})
    half = ONE.model_copy(update={"appraised": "0.5"})

    assert not_asked_yet([ONE, TWO], []) == (ONE, TWO)
    assert not_asked_yet([ONE, TWO], history) == (TWO,)
    assert not_asked_yet([other_words], history) == ()
    assert not_asked_yet([half], history) == (half,)
    assert asked_before(history) == (history[1],)


def test_a_later_request_gives_more_time_and_takes_none():
    assert fold_events([]).explain_by is None
    assert fold_events([asked_to_explain(ONE), asked_to_explain(TWO, day=19)]).explain_by == until(
        19
    )
    assert fold_events([asked_to_explain(ONE, day=19), asked_to_explain(TWO)]).explain_by == until(
        19
    )


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2021, 11, 16), until(17)),
        (date(2021, 11, 17), until(18)),
        (date(2021, 11, 19), until(22)),
        (date(2021, 11, 22), None),
    ],
)
def test_who_is_asked_late_has_a_working_day_as_long_as_the_stage_lasts(campaign, today, limit):
    plan = campaign.stages[StageName.APPRAISAL].model_copy(
        update={"limit": until(22), "explanations": until(17)}
    )
    assert explanation_limit(plan, campaign.calendar, today) == limit


def test_a_plan_without_explanations_asks_nobody(campaign):
    plan = campaign.stages[StageName.APPRAISAL]
    assert explanation_limit(plan, campaign.calendar, date(2021, 11, 1)) is None
