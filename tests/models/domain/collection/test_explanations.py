"""What units are asked to explain, once each, and by when."""

from datetime import UTC, date, datetime

import pytest

from models.domain.collection.explanations import asked_before, explanation_limit, not_asked_yet
from models.domain.collection.submission import ExplanationAsked, RoundLocked, fold
from models.domain.deadlines import Limit, LimitKind
from models.domain.scoring.reductions import Contested
from models.domain.stages import StageName

AT = datetime(2021, 11, 16, 1, tzinfo=UTC)
ONE = Contested(code="1.1.1", declared=1, appraised=0, reason="Thiếu")
TWO = Contested(code="1.1.2", declared=1, appraised=0)


def until(day):
    return Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, day))


def asked(*items, day=17):
    return ExplanationAsked(at=AT, items=items, limit=until(day))


def test_an_item_is_asked_about_again_only_when_its_points_are_others():
    history = [RoundLocked(at=AT), asked(ONE)]
    other_words = ONE.model_copy(update={"reason": "Thiếu văn bản"})
    half = ONE.model_copy(update={"appraised": "0.5"})

    assert not_asked_yet([ONE, TWO], []) == (ONE, TWO)
    assert not_asked_yet([ONE, TWO], history) == (TWO,)
    assert not_asked_yet([other_words], history) == ()
    assert not_asked_yet([half], history) == (half,)
    assert asked_before(history) == (history[1],)


def test_a_later_request_gives_more_time_and_takes_none():
    assert fold([]).explain_by is None
    assert fold([asked(ONE), asked(TWO, day=19)]).explain_by == until(19)
    assert fold([asked(ONE, day=19), asked(TWO)]).explain_by == until(19)


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
