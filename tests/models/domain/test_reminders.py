"""Who is reminded of what on which day."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.campaign import Form
from models.domain.deadlines import HANOI, Limit, LimitKind, WorkingCalendar
from models.domain.messages import Purpose
from models.domain.reminders import ReminderPolicy, plan
from models.domain.submission import SubmissionState, SubmissionStatus
from tests.support.properties import PROPERTY


def whole_day(day):
    return Limit(kind=LimitKind.AT_LATEST, day=day)


LIMIT = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5))
ACCEPTED = SubmissionState(status=SubmissionStatus.ACCEPTED, version=1)
SENT_OUT = SubmissionState(status=SubmissionStatus.SENT_OUT)
EXTENDED = SENT_OUT.model_copy(update={"extension": whole_day(date(2021, 11, 9))})
BOTH_SILENT = {"18496": SENT_OUT, "18499": SENT_OUT}


def planned(campaign, states, today, limit=LIMIT):
    return plan(campaign, Form.COMMUNE, limit, states, today)


def people(messages):
    return [(message.person, message.purpose.value) for message in messages]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2021, 10, 26), {"remaining": "7 ngày làm việc"}),
        (date(2021, 11, 1), {"remaining": "3 ngày làm việc"}),
        (date(2021, 11, 4), {"remaining": "1 ngày làm việc"}),
        (date(2021, 11, 5), {"remaining": "hôm nay là ngày làm việc cuối cùng"}),
    ],
    ids=str,
)
def test_officers_are_reminded_on_the_ladder_around_a_holiday(campaign, today, words):
    """Wednesday 03/11 is a holiday in this calendar, so day -3 is Monday 01/11."""
    messages = planned(campaign, BOTH_SILENT, today)

    assert people(messages) == [("can-bo-1", "reminder"), ("can-bo-2", "reminder")]
    assert messages[0].params == {
        "form": "bảng tự đánh giá, chấm điểm",
        "limit": "chậm nhất vào ngày 05/11/2021",
        **words,
    }


@pytest.mark.parametrize(
    ("sent", "reminded"),
    [(date(2021, 11, 1), 0), (date(2021, 10, 30), 1), (date(2021, 10, 29), 1)],
    ids=str,
)
def test_nobody_is_reminded_before_the_first_working_day_with_the_workbook(
    campaign, sent, reminded
):
    """Day -3 is Monday 01/11; 30/10 is a Saturday."""
    at = datetime.combine(sent, time(16), HANOI)
    state = SENT_OUT.model_copy(update={"sent_out_at": at})

    assert len(planned(campaign, {"18496": state}, date(2021, 11, 1))) == reminded


def test_the_first_working_day_after_the_limit_the_head_is_told_as_well(campaign):
    messages = planned(campaign, {"18496": SENT_OUT}, date(2021, 11, 8))

    assert people(messages) == [("can-bo-1", "late"), ("lanh-dao-1", "escalation")]
    assert {message.params["overdue"] for message in messages} == {"1 ngày làm việc"}


def test_a_unit_whose_file_was_accepted_is_left_in_peace(campaign):
    states = {"18496": ACCEPTED, "18499": SENT_OUT}

    assert people(planned(campaign, states, date(2021, 11, 5))) == [("can-bo-2", "reminder")]


@pytest.mark.parametrize("today", [date(2021, 11, 2), date(2021, 11, 9), date(2021, 9, 1)], ids=str)
def test_off_the_ladder_nobody_is_reminded(campaign, today):
    assert planned(campaign, BOTH_SILENT, today) == ()


def test_a_message_waits_for_the_morning_and_is_about_the_form_of_the_unit(campaign):
    message = planned(campaign, {"18496": SENT_OUT}, date(2021, 11, 4))[0]

    assert message.not_before == datetime(2021, 11, 4, 7, 30, tzinfo=HANOI)
    assert (message.unit, message.subject_ref) == ("18496", "commune:18496")


def test_only_units_that_owe_the_form_are_reminded(campaign):
    assert planned(campaign, {}, date(2021, 11, 5)) == ()
    assert people(planned(campaign, {"18499": SENT_OUT}, date(2021, 11, 5))) == [
        ("can-bo-2", "reminder")
    ]


def test_a_council_member_is_not_reminded_for_the_unit_he_works_in(campaign):
    late = plan(campaign, Form.AUTHORITY, LIMIT, {"noi-vu": SENT_OUT}, date(2021, 11, 8))

    assert planned(campaign, {"noi-vu": SENT_OUT}, date(2021, 11, 5)) == ()
    assert people(late) == [("truong-phong", "escalation")]
    assert late[0].subject_ref == "authority:noi-vu"


def test_a_limit_on_a_sunday_is_counted_from_the_friday_before(campaign):
    before_monday = Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 22))

    assert planned(campaign, BOTH_SILENT, date(2021, 11, 21), before_monday) == ()
    for today, purpose in [(18, "reminder"), (19, "reminder"), (22, "late")]:
        first = planned(campaign, BOTH_SILENT, date(2021, 11, today), before_monday)[0]
        assert first.purpose == purpose


def test_a_unit_with_an_extension_has_its_own_ladder(campaign):
    states = {"18496": EXTENDED, "18499": SENT_OUT}

    assert people(planned(campaign, states, date(2021, 11, 8))) == [
        ("can-bo-1", "reminder"),
        ("can-bo-2", "late"),
        ("lanh-dao-2", "escalation"),
    ]
    extended = planned(campaign, states, date(2021, 11, 9))
    assert people(extended) == [("can-bo-1", "reminder")]
    assert extended[0].params["limit"] == "chậm nhất vào ngày 09/11/2021"


def test_an_extension_on_the_same_day_lasts_to_its_end(campaign):
    noon = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 9), hour=time(12))
    message = planned(campaign, {"18496": EXTENDED}, date(2021, 11, 9), noon)[0]

    assert message.params["limit"] == "chậm nhất vào ngày 09/11/2021"


def test_an_extension_never_shortens_the_time(campaign):
    short = EXTENDED.model_copy(update={"extension": whole_day(date(2021, 11, 1))})

    assert people(planned(campaign, {"18496": short}, date(2021, 11, 5))) == [
        ("can-bo-1", "reminder")
    ]


def test_escalation_may_start_later_than_the_first_late_reminder(campaign):
    policy = ReminderPolicy(ladder=(1, 2), escalate_from=2)
    patient = campaign.model_copy(update={"reminders": policy})
    states = {"18496": SENT_OUT}

    assert people(planned(patient, states, date(2021, 11, 8))) == [("can-bo-1", "late")]
    assert people(planned(patient, states, date(2021, 11, 9))) == [
        ("can-bo-1", "late"),
        ("lanh-dao-1", "escalation"),
    ]


def test_a_head_is_never_told_before_the_limit():
    with pytest.raises(ValidationError, match="escalate_from"):
        ReminderPolicy(escalate_from=0)


days = st.dates(date(2021, 10, 1), date(2021, 12, 31))
states = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ["18496", "18499", "noi-vu"],
        st.builds(
            SubmissionState,
            status=st.sampled_from(SubmissionStatus),
            extension=st.none() | days.map(whole_day),
        ),
    ),
)
limits = st.builds(
    Limit, kind=st.sampled_from(LimitKind), day=days, hour=st.none() | st.just(time(17))
)
policies = st.builds(
    ReminderPolicy,
    ladder=st.lists(st.integers(-5, 5), min_size=3, max_size=9).map(tuple),
    escalate_from=st.integers(1, 5),
)
calendars = st.builds(
    WorkingCalendar,
    holidays=st.frozensets(days, max_size=8),
    makeup_days=st.frozensets(days, max_size=4),
)
configured = {"policy": policies, "calendar": calendars, "limit": limits, "states": states}


def arranged(campaign, policy, calendar):
    return campaign.model_copy(update={"reminders": policy, "calendar": calendar})


@PROPERTY
@given(**configured, distance=st.integers(-9, 9))
def test_a_plan_keeps_its_promises_on_any_day(campaign, policy, calendar, limit, states, distance):
    campaign = arranged(campaign, policy, calendar)
    today = limit.day + timedelta(days=distance)
    messages = planned(campaign, states, today, limit)

    assert messages == planned(campaign, dict(reversed(states.items())), today, limit)
    assert not messages or calendar.is_working(today)
    for message in messages:
        state = states[message.unit]
        own_end = max(limit.last_day, state.extension.day if state.extension else limit.last_day)
        assert state.status is not SubmissionStatus.ACCEPTED
        assert (message.purpose is Purpose.REMINDER) == (today <= own_end)
        assert message.not_before.astimezone(HANOI).date() == today
        if message.purpose is Purpose.ESCALATION:
            assert calendar.between(own_end, today) >= policy.escalate_from


@PROPERTY
@given(**configured)
def test_nobody_gets_one_message_twice_or_more_than_the_ladder_has_steps(
    campaign, policy, calendar, limit, states
):
    campaign = arranged(campaign, policy, calendar)
    season = (date(2021, 9, 1) + timedelta(days=n) for n in range(150))
    messages = [m for today in season for m in planned(campaign, states, today, limit)]
    per_person = Counter(message.person for message in messages)

    assert len({message.key for message in messages}) == len(messages)
    assert max(per_person.values(), default=0) <= len(set(policy.ladder))
