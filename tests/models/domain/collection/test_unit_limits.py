"""By when a unit owes a form, when its round closes, and what counts around the closing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.campaign import Form
from models.domain.collection.round_changes import (
    is_closed,
    must_lock,
    own_closing,
    own_limit,
    round_limit,
)
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import (
    RoundExtended,
    RoundLocked,
    SubmissionAccepted,
    UnitUnlocked,
)
from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import HANOI, Limit, LimitKind
from tests.support.properties import PROPERTY


def until(day, hour=None):
    return Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, day), hour=hour)


def at(day, hour=0, minute=0):
    return datetime(2021, 11, day, hour, minute, tzinfo=HANOI)


def extended(day, hour=None, when=None):
    return RoundExtended(at=when or at(4), until=until(day, hour), by="operator-1", reason="Mưa lũ")


def unlocked(end=None, when=None):
    return UnitUnlocked(at=when or at(11), until=end, by="operator-1", reason="Bổ sung")


LIMIT, CLOSING = until(5), until(9)
NOTHING = SubmissionState()
LOCKED = RoundLocked(at=at(10, 0, 3))


def test_without_anything_of_its_own_a_unit_has_the_general_dates():
    assert own_limit(LIMIT, NOTHING) == LIMIT
    assert own_closing(CLOSING, NOTHING) == at(10)


@pytest.mark.parametrize(
    ("history", "limit", "closing"),
    [
        ([extended(12)], until(12), at(13)),
        ([extended(12, time(17))], until(12, time(17)), at(12, 17, 1)),
        ([extended(8)], until(8), at(10)),
        ([extended(3)], LIMIT, at(10)),
        ([extended(12), extended(15)], until(15), at(16)),
        ([LOCKED, unlocked(until(12))], LIMIT, at(13)),
        ([LOCKED, unlocked()], LIMIT, None),
        ([LOCKED, unlocked(), extended(12)], until(12), at(13)),
        ([LOCKED, unlocked(until(14)), extended(12)], until(12), at(15)),
        ([LOCKED, extended(12), LOCKED, unlocked(until(11))], until(12), at(13)),
    ],
)
def test_an_extension_moves_both_dates_and_an_unlock_only_the_closing(history, limit, closing):
    state = fold_events(history)

    assert own_limit(LIMIT, state) == limit
    assert own_closing(CLOSING, state) == closing


def test_a_form_without_a_closing_is_open_until_it_is_locked():
    assert own_closing(None, fold_events([extended(12)])) is None
    assert not must_lock(None, NOTHING, at(30))
    assert not is_closed(None, NOTHING, at(30))
    assert is_closed(None, fold_events([RoundLocked(at=at(16))]), at(16))


@pytest.mark.parametrize(
    ("history", "moment", "closed"),
    [
        ([], at(9, 23, 59), False),
        ([], at(10), True),
        ([LOCKED], at(9, 23, 59), False),
        ([LOCKED], at(10, 0, 1), True),
        ([LOCKED, extended(12)], at(10, 9), False),
        ([LOCKED, extended(12)], at(13), True),
        ([LOCKED, extended(12), RoundLocked(at=at(11))], at(10, 23), False),
        ([LOCKED, extended(12), RoundLocked(at=at(11))], at(11), True),
        ([RoundLocked(at=at(16), final=True)], at(4), True),
    ],
    ids=[
        "the last minute",
        "the first that is too late, nobody has locked yet",
        "in time, looked at after the lock",
        "after the lock",
        "in the extension",
        "after the extension, nobody has locked yet",
        "before an early lock by hand",
        "after an early lock by hand",
        "in time, looked at after the decision",
    ],
)
def test_what_counts_is_when_it_came_in(history, moment, closed):
    assert is_closed(CLOSING, fold_events(history), moment) is closed


def test_the_moment_counts_in_any_time_zone():
    last = at(9, 23, 59).astimezone(UTC)

    assert not is_closed(CLOSING, NOTHING, last)
    assert must_lock(CLOSING, NOTHING, (last + timedelta(minutes=1)).astimezone(UTC))


def test_a_round_moves_when_all_its_units_were_given_time():
    assert round_limit(LIMIT, [fold_events([extended(12)]), NOTHING]) == LIMIT
    assert round_limit(LIMIT, [fold_events([extended(12)]), fold_events([extended(15)])]) == until(
        12
    )
    assert round_limit(LIMIT, []) == LIMIT


def test_a_file_accepted_late_is_judged_by_the_time_that_is_given_afterwards():
    late = SubmissionAccepted(at=at(8, 9), file="a" * 64, version=1, late=True, due=LIMIT.closes)

    assert fold_events([late]).late_by == timedelta(days=2, hours=9)
    assert not fold_events([late, extended(12)]).late
    assert fold_events([late, extended(12)]).late_by is None
    still = fold_events([late, extended(7)])
    assert (still.late, still.late_by) == (True, timedelta(hours=9))


def test_score_sheets_are_taken_in_until_the_results_unless_a_closing_is_named(campaign):
    def locking(at):
        plans = campaign.stages.items()
        stages = {stage: plan.model_copy(update={"locks": at}) for stage, plan in plans}
        return campaign.model_copy(update={"stages": stages})

    bare, named = locking(None), locking(CLOSING)
    assert bare.closing_of(Form.APPRAISAL) is None
    assert bare.closing_of(Form.COMMUNE) == campaign.limit_of(Form.COMMUNE)
    assert named.closing_of(Form.APPRAISAL) == CLOSING
    assert named.closing_of(Form.COMMUNE) == CLOSING


hours = st.integers(0, 24 * 40)
ends = st.builds(until, st.integers(1, 30), st.none() | st.just(time(17)))
acts = st.lists(
    st.tuples(hours, st.sampled_from(["extend", "unlock", "tick", "tick"]), ends), max_size=12
)


@PROPERTY
@given(acts)
def test_after_a_tick_no_unit_is_locked_before_its_closing_nor_open_after_it(acts):
    history, state = [], NOTHING
    for hour, act, end in sorted(acts, key=lambda each: each[0]):
        now = at(1) + timedelta(hours=hour)
        if act == "extend" and end.met_by(now):
            history.append(RoundExtended(at=now, until=end, by="x", reason="y"))
        elif act == "unlock" and fold_events(history).locked:
            history.append(unlocked(end if end.met_by(now) else None, now))
        elif act == "tick" and must_lock(CLOSING, fold_events(history), now):
            history.append(RoundLocked(at=now))
        state = fold_events(history)
        closing = own_closing(CLOSING, state)
        if act == "tick":
            assert state.locked == (closing is not None and now >= closing)
        assert is_closed(CLOSING, state, now) == (closing is not None and now >= closing)
        assert own_limit(LIMIT, state).closes >= LIMIT.closes
