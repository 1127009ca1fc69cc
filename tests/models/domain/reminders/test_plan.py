"""Who is told what on which day."""

from datetime import date, datetime, time

import pytest
from pydantic import ValidationError

from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import HANOI, Limit, LimitKind, WorkingCalendar
from models.domain.messages.message import message_key
from models.domain.messages.purposes import Purpose
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.messages.sending_hours import SendingHours
from models.domain.reminders.duties import Duty, ReminderHistory, form_duties
from models.domain.reminders.plan import plan_messages
from models.domain.units import Contact, Position

P = Purpose
LIMIT = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5))
ACCEPTED = SubmissionState(status=SubmissionStatus.ACCEPTED, version=1)
SENT_OUT = SubmissionState(status=SubmissionStatus.SENT_OUT)
BOTH_SILENT = {"18496": SENT_OUT, "18499": SENT_OUT}
FIRST, SECOND = "commune:18496", "commune:18499"
UNTOLD = ReminderHistory()


def at(day, hour=8, minute=0, month=11):
    return datetime(2021, month, day, hour, minute, tzinfo=HANOI)


def given(*pairs):
    return ReminderHistory(given=frozenset(pairs))


LATE_GIVEN = given((P.LATE, FIRST), (P.LATE, SECOND))
ESCALATED = given((P.LATE, FIRST), (P.ESCALATION, FIRST), (P.LATE, SECOND), (P.ESCALATION, SECOND))


def planned(campaign, states, now, told=UNTOLD, limit=LIMIT, acknowledged=()):
    return plan_messages(
        campaign, form_duties(campaign, Form.COMMUNE, limit, states, acknowledged), told, now
    )


def with_policy(campaign, **policy):
    return campaign.model_copy(update={"reminders": ReminderPolicy(**policy)})


def gate(limit=LIMIT, **changed):
    params = {"title": "Hồ sơ", "limit": limit.in_words(), "link": "mục “Hồ sơ”"}
    return Duty(
        subject_ref="results/chairman/1",
        kind="gate",
        people=("chu-tich",),
        limit=limit,
        params=params,
        **changed,
    )


def people(messages):
    return [(message.person, message.purpose.value) for message in messages]


def inside(message):
    return [item.purpose for item in message.items]


REMINDED = [("can-bo-1", "reminder"), ("can-bo-2", "reminder")]


@pytest.mark.parametrize("now", [at(26, month=10), at(1), at(4), at(5)], ids=str)
def test_officers_are_reminded_on_the_ladder_in_the_order_of_the_units(campaign, now):
    """Wednesday 03/11 is a holiday in this calendar, so day -3 is Monday 01/11."""
    assert people(planned(campaign, BOTH_SILENT, now)) == REMINDED


def test_a_reminder_says_what_is_owed_by_when_and_how_long_that_is(campaign):
    message = planned(campaign, BOTH_SILENT, at(1))[0]

    assert (message.unit, message.subject_ref) == ("18496", FIRST)
    assert message.key == message_key("thu-2021", "can-bo-1", P.REMINDER, FIRST, date(2021, 11, 1))
    assert message.params == {
        "form": "bảng tự đánh giá, chấm điểm",
        "limit": "chậm nhất vào ngày 05/11/2021",
        "remaining": "3 ngày làm việc",
    }


@pytest.mark.parametrize("now", [at(2), at(9), at(1, month=9), at(3), at(6)], ids=str)
def test_off_the_ladder_and_off_working_days_nobody_is_reminded(campaign, now):
    assert planned(campaign, BOTH_SILENT, now, LATE_GIVEN, acknowledged=(FIRST, SECOND)) == ()


@pytest.mark.parametrize("day", [9, 10, 16])
def test_who_was_not_told_on_the_first_late_day_is_told_on_the_next(campaign, day):
    """The system stood still on Monday 08/11."""
    missed = planned(campaign, BOTH_SILENT, at(day), given((P.LATE, FIRST)), acknowledged=(FIRST,))
    assert people(missed) == [("can-bo-2", "late")]


def test_after_the_limit_officers_are_told_that_they_are_late(campaign):
    messages = planned(campaign, BOTH_SILENT, at(8))

    assert people(messages) == [("can-bo-1", "late"), ("can-bo-2", "late")]
    assert messages[0].params["overdue"] == "1 ngày làm việc"


def test_a_unit_whose_file_was_accepted_or_whose_round_is_closed_is_left_in_peace(campaign):
    locked = SENT_OUT.model_copy(update={"locked": True})
    states = {"18496": ACCEPTED, "18499": SENT_OUT, "noi-vu": locked}

    assert people(planned(campaign, states, at(5))) == [("can-bo-2", "reminder")]


def test_nobody_is_reminded_on_the_day_on_which_the_workbook_came(campaign):
    sent = SENT_OUT.model_copy(update={"sent_out_at": at(1, 16)})

    assert people(planned(campaign, {"18496": sent, "18499": SENT_OUT}, at(1))) == REMINDED[1:]
    assert people(planned(campaign, {"18496": sent}, at(4))) == REMINDED[:1]


def test_a_unit_with_an_extension_has_its_own_ladder(campaign):
    longer = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 9))
    states = {"18496": SENT_OUT.model_copy(update={"extension": longer}), "18499": SENT_OUT}

    assert people(planned(campaign, states, at(8))) == [
        ("can-bo-1", "reminder"),
        ("can-bo-2", "late"),
    ]
    told = given((P.LATE, SECOND), (P.ESCALATION, SECOND))
    assert people(planned(campaign, states, at(9), told)) == [("can-bo-1", "reminder")]


@pytest.mark.parametrize("now", [at(8, 0, 5), at(8, 7, 29), at(8, 12), at(8, 16, 59)], ids=str)
def test_those_who_do_it_are_told_in_the_morning_as_long_as_the_office_is_open(campaign, now):
    message = planned(campaign, {"18496": SENT_OUT}, now)[0]

    assert at(8, 7, 30) <= message.not_before <= at(8, 7, 40)
    assert message.not_before == campaign.reminders.hours.slot(0, date(2021, 11, 8), "can-bo-1")


@pytest.mark.parametrize("now", [at(8, 17), at(8, 23, 59)], ids=str)
def test_after_office_hours_nothing_is_planned_for_that_day(campaign, now):
    assert planned(campaign, BOTH_SILENT, now) == ()


def test_the_day_is_that_of_hanoi(campaign):
    utc = datetime.fromisoformat("2021-11-07T17:05:00+00:00")

    assert planned(campaign, BOTH_SILENT, utc) == planned(campaign, BOTH_SILENT, at(8, 0, 5))


def test_words_about_days_are_of_no_use_tomorrow(campaign):
    late = planned(campaign, {"18496": SENT_OUT}, at(8))[0]
    last_day = planned(campaign, {"18496": SENT_OUT}, at(5))[0]

    assert late.useful_until == at(9, 0)
    assert last_day.useful_until == at(6, 0)


def test_a_reminder_is_of_no_use_after_the_hour_of_its_limit(campaign):
    noon = Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 5), hour=time(12))
    one = {"18496": SENT_OUT}

    assert planned(campaign, one, at(5), limit=noon)[0].useful_until == at(5, 12)
    assert planned(campaign, one, at(5, 11, 59), limit=noon)
    assert planned(campaign, one, at(5, 12), limit=noon) == ()


def test_a_reminder_that_would_come_after_its_limit_is_not_planned(campaign):
    early = Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 5), hour=time(7))

    assert planned(campaign, BOTH_SILENT, at(5, 6), limit=early) == ()


def test_the_head_is_told_in_the_afternoon_once_the_officer_has_been(campaign):
    first = planned(campaign, {"18496": SENT_OUT}, at(8))
    told = UNTOLD.and_given(first)
    second = planned(campaign, {"18496": SENT_OUT}, at(8, 13, 40), told)

    assert people(first) == [("can-bo-1", "late")]
    assert people(second) == [("lanh-dao-1", "escalation")]
    assert second[0].params["overdue"] == "1 ngày làm việc"
    assert at(8, 13, 30) <= second[0].not_before <= at(8, 13, 40)
    assert second[0].useful_until == at(9, 0)


def test_a_late_reminder_that_still_waits_is_no_reason_to_tell_the_head(campaign):
    waiting = ReminderHistory(known=UNTOLD.and_given(planned(campaign, BOTH_SILENT, at(8))).known)

    assert planned(campaign, BOTH_SILENT, at(8, 14), waiting) == ()


@pytest.mark.parametrize(("now", "told"), [(at(8), 0), (at(9), 1), (at(10), 0), (at(11), 1)])
def test_the_head_is_told_on_the_first_day_and_on_those_of_the_ladder_after_it(campaign, now, told):
    """Days 1 to 4; of these the ladder has 1 and 4, and the head's time begins with 2."""
    patient = with_policy(campaign, ladder=(1, 4), escalate_from=2, chairman_from=9)
    ready = given((P.LATE, FIRST), *([(P.ESCALATION, FIRST)] if now.day > 9 else []))
    heads = [m for m in planned(patient, {"18496": SENT_OUT}, now, ready) if m.purpose != P.LATE]

    assert people(heads) == [("lanh-dao-1", "escalation")] * told


def test_what_was_missed_is_made_up_for_as_soon_as_may_be_and_once(campaign):
    one = {"18496": SENT_OUT}
    caught_up = planned(campaign, one, at(9), LATE_GIVEN)

    assert people(caught_up) == [("lanh-dao-1", "escalation")]
    assert planned(campaign, one, at(9, 14), LATE_GIVEN.and_given(caught_up)) == ()
    assert planned(campaign, one, at(9), ESCALATED) == ()


def test_whoever_confirmed_a_reminder_is_not_reported_but_still_reminded(campaign):
    both = {"told": LATE_GIVEN, "acknowledged": [FIRST]}
    listed = planned(campaign, BOTH_SILENT, at(10), ESCALATED, acknowledged=[FIRST])[0]

    assert people(planned(campaign, BOTH_SILENT, at(8), **both)) == [
        ("can-bo-1", "late"),
        ("can-bo-2", "late"),
        ("lanh-dao-2", "escalation"),
    ]
    assert [item.unit for item in listed.items] == ["18499"]


def test_the_chairman_gets_one_list_of_those_who_are_late_for_long(campaign):
    (message,) = planned(campaign, BOTH_SILENT, at(10), ESCALATED)

    assert (message.person, message.purpose) == ("chu-tich", P.CHAIRMAN_LIST)
    assert (message.unit, message.params) == (None, {})
    assert [item.unit for item in message.items] == ["18496", "18499"]
    assert message.items[0].key == message_key(
        "thu-2021", "chu-tich", P.CHAIRMAN_LIST, FIRST, date(2021, 11, 10)
    )
    assert message.items[0].params == {
        "form": "bảng tự đánh giá, chấm điểm",
        "limit": "chậm nhất vào ngày 05/11/2021",
        "overdue": "3 ngày làm việc",
    }
    assert at(10, 13, 30) <= message.not_before <= at(10, 13, 40)
    assert message.useful_until == at(11, 0)


def test_before_that_or_without_the_head_told_there_is_no_list(campaign):
    assert planned(campaign, BOTH_SILENT, at(9), ESCALATED) == ()
    assert people(planned(campaign, BOTH_SILENT, at(10), LATE_GIVEN)) == [
        ("lanh-dao-1", "escalation"),
        ("lanh-dao-2", "escalation"),
    ]


def without(campaign, *positions):
    left = tuple(
        each for each in campaign.contacts if (each.unit, each.position) not in {*positions}
    )
    return campaign.model_copy(update={"contacts": left})


def test_a_unit_without_a_head_comes_to_the_chairman_after_its_officer_was_told(campaign):
    headless = without(campaign, ("18496", Position.HEAD))
    told = given((P.LATE, FIRST))
    (message,) = planned(headless, {"18496": SENT_OUT}, at(10), told)

    assert (message.purpose, [item.unit for item in message.items]) == (P.CHAIRMAN_LIST, ["18496"])
    assert planned(headless, {"18496": SENT_OUT}, at(9), told) == ()
    late = planned(headless, {"18496": SENT_OUT}, at(10))
    assert [each.purpose for each in late] == [P.LATE]
    confirmed = planned(headless, {"18496": SENT_OUT}, at(10), told, acknowledged={FIRST})
    assert confirmed == ()


def test_a_unit_without_anybody_comes_to_the_chairman_by_itself(campaign):
    empty = without(campaign, ("18496", Position.HEAD), ("18496", Position.OFFICER))
    (message,) = planned(empty, {"18496": SENT_OUT}, at(10))
    assert (message.purpose, [item.unit for item in message.items]) == (P.CHAIRMAN_LIST, ["18496"])


def test_a_list_comes_when_somebody_is_new_on_it_and_names_the_others_too(campaign):
    listed = given(*ESCALATED.given, (P.CHAIRMAN_LIST, FIRST))
    (message,) = planned(campaign, BOTH_SILENT, at(11), listed)

    assert planned(campaign, {"18496": SENT_OUT}, at(11), listed) == ()
    assert [item.unit for item in message.items] == ["18496", "18499"]


def test_a_list_comes_once_a_day(campaign):
    first = planned(campaign, {"18496": SENT_OUT}, at(10), ESCALATED)
    waiting = ReminderHistory(known=UNTOLD.and_given(first).known, given=ESCALATED.given)

    assert planned(campaign, BOTH_SILENT, at(10, 14), waiting) == ()
    assert len(planned(campaign, BOTH_SILENT, at(11), waiting)) == 1


def test_every_chairman_gets_the_list(campaign):
    other = Contact(id="a", position=Position.CHAIRMAN, title="Chủ tịch", email="a@huyen.example")
    two = campaign.model_copy(update={"contacts": (*campaign.contacts, other)})

    assert [m.person for m in planned(two, BOTH_SILENT, at(10), ESCALATED)] == ["chu-tich", "a"]


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (at(4), "còn 1 ngày làm việc"),
        (at(5), "hôm nay là ngày làm việc cuối cùng"),
        (at(8), "đã quá hạn 1 ngày làm việc"),
    ],
    ids=str,
)
def test_a_decision_that_waits_is_recalled_in_the_last_days_and_when_it_is_late(
    campaign, now, standing
):
    (message,) = plan_messages(campaign, [gate()], UNTOLD, now)

    assert (message.person, message.purpose) == ("chu-tich", P.GATE_REMINDER)
    assert message.subject_ref == "results/chairman/1"
    assert message.params.keys() == {"title", "limit", "link", "standing"}
    assert message.params["standing"] == standing
    assert message.not_before == campaign.reminders.hours.slot(0, now.date(), "chu-tich")
    assert message.useful_until.date() > now.date()


@pytest.mark.parametrize("now", [at(26, month=10), at(1), at(9)], ids=str)
def test_on_the_other_days_it_is_not(campaign, now):
    assert plan_messages(campaign, [gate()], UNTOLD, now) == ()


def test_nobody_is_reported_for_a_decision(campaign):
    ref = gate().subject_ref
    told = given((P.LATE, ref), (P.ESCALATION, ref))

    reported = [gate(superiors=("chu-tich-hd",))]

    assert people(plan_messages(campaign, reported, told, at(8))) == [("chu-tich", "gate_reminder")]
    assert plan_messages(campaign, reported, told, at(10)) == ()


def test_two_things_for_one_person_in_the_morning_are_one_message(campaign):
    duties = [gate(), *form_duties(campaign, Form.COMMUNE, LIMIT, {"18496": SENT_OUT})]
    busy = duties[1].model_copy(update={"people": ("chu-tich", "can-bo-1", "chu-tich")})
    first, second = plan_messages(campaign, [duties[0], busy], UNTOLD, at(5))

    assert people([first, second]) == [("chu-tich", "digest"), ("can-bo-1", "reminder")]
    assert inside(first) == [P.REMINDER, P.GATE_REMINDER]


def test_what_is_in_the_outbox_already_is_left_out_before_things_are_put_together(campaign):
    duties = [gate(), gate().model_copy(update={"subject_ref": "results/chairman/2"})]
    (both,) = plan_messages(campaign, duties, UNTOLD, at(5))
    known = ReminderHistory(known=frozenset({both.items[0].key}))
    (one,) = plan_messages(campaign, duties, known, at(5))

    assert one.key == both.items[1].key
    assert plan_messages(campaign, duties, UNTOLD.and_given([both]), at(5)) == ()


def test_with_one_span_of_hours_everything_comes_in_it(campaign):
    one_span = with_policy(campaign, hours=SendingHours(office=((time(8), time(10)),)))
    (own,) = form_duties(one_span, Form.COMMUNE, LIMIT, {"18496": SENT_OUT})
    both = own.model_copy(update={"superiors": own.people})
    (message,) = plan_messages(one_span, [both], LATE_GIVEN, at(8))

    assert inside(message) == [P.LATE, P.ESCALATION]
    assert at(8, 8) <= message.not_before <= at(8, 8, 10)
    assert plan_messages(one_span, [both], LATE_GIVEN, at(8, 10)) == ()


def test_a_make_up_day_is_a_working_day(campaign):
    saturday = WorkingCalendar(makeup_days=frozenset({date(2021, 11, 6)}))
    busy = campaign.model_copy(update={"calendar": saturday})

    assert people(planned(busy, BOTH_SILENT, at(6))) == [("can-bo-1", "late"), ("can-bo-2", "late")]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"escalate_from": 0}, "escalate_from"),
        ({"escalate_from": 3, "chairman_from": 2}, "Chủ tịch không được báo sớm hơn"),
        ({"most_a_day": 0}, "most_a_day"),
        ({"gap_minutes": -1}, "gap_minutes"),
        ({"order": ()}, "order"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(bad, words):
    with pytest.raises(ValidationError, match=words):
        ReminderPolicy(**bad)


def test_a_policy_survives_being_written_down():
    policy = ReminderPolicy(escalate_from=2, chairman_from=2)

    assert ReminderPolicy.model_validate_json(policy.model_dump_json()) == policy
