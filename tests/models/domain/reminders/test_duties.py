"""What is owed, by whom, by when, and how far the limit is on a day."""

from datetime import UTC, date, datetime, time

import pytest

from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import HANOI, Limit, LimitKind
from models.domain.reminders.duties import Duty, DutyKind, due_on, form_duties


def whole_day(day):
    return Limit(kind=LimitKind.AT_LATEST, day=day)


LIMIT = whole_day(date(2021, 11, 5))
SENT_OUT = SubmissionState(status=SubmissionStatus.SENT_OUT)
BOTH_SILENT = {"18499": SENT_OUT, "18496": SENT_OUT}


def duty(**changed):
    fields = {"subject_ref": "commune:18496", "kind": "form", "people": ("can-bo-1",)}
    return Duty.model_validate(fields | {"limit": LIMIT} | changed)


def made(campaign, states, limit=LIMIT, acknowledged=()):
    return form_duties(campaign, Form.COMMUNE, limit, states, acknowledged)


def steps(campaign, day, *duties):
    return [(due.duty.subject_ref, due.step) for due in due_on(campaign, duties, day)]


def test_officers_owe_the_form_of_their_unit_and_heads_are_above_them(campaign):
    first, second = made(campaign, BOTH_SILENT)

    assert second.unit == "18499"
    assert first == Duty(
        subject_ref="commune:18496",
        kind=DutyKind.FORM,
        unit="18496",
        people=("can-bo-1",),
        superiors=("lanh-dao-1",),
        limit=LIMIT,
        params={"form": "bảng tự đánh giá, chấm điểm", "limit": "chậm nhất vào ngày 05/11/2021"},
        closes=datetime(2022, 1, 1, tzinfo=HANOI),
    )


def test_nothing_is_due_from_the_day_on_which_the_round_closes_though_nobody_locked_it(campaign):
    noon = datetime(2021, 11, 9, 12, tzinfo=HANOI)
    duty = made(campaign, {"18496": SENT_OUT})[0].model_copy(update={"closes": noon})

    assert duty.is_due(campaign.calendar, date(2021, 11, 9))
    assert not duty.is_due(campaign.calendar, date(2021, 11, 10))


def test_where_there_is_no_officer_the_head_owes_it(campaign):
    """The council member who works in that office does not."""
    (own,) = form_duties(campaign, Form.AUTHORITY, LIMIT, {"noi-vu": SENT_OUT})

    assert (own.subject_ref, own.people) == ("authority:noi-vu", ("truong-phong",))
    assert own.superiors == ("truong-phong",)


def test_only_units_that_have_a_state_owe_anything(campaign):
    assert made(campaign, {}) == ()
    assert [each.unit for each in made(campaign, {"18499": SENT_OUT})] == ["18499"]


def test_what_is_accepted_is_done_and_what_is_locked_is_closed(campaign):
    accepted = SubmissionState(status=SubmissionStatus.ACCEPTED, version=1)
    locked = SENT_OUT.model_copy(update={"locked": True})
    first, second = made(campaign, {"18496": accepted, "18499": locked})

    assert (first.done, first.closed) == (True, False)
    assert (second.done, second.closed) == (False, True)


def test_a_department_that_was_sent_more_since_is_not_done(campaign):
    asked = datetime(2021, 11, 4, 9, tzinfo=HANOI)
    state = SubmissionState(status=SubmissionStatus.ACCEPTED, supplement_at=asked)

    assert not form_duties(campaign, Form.APPRAISAL, LIMIT, {"noi-vu": state})[0].done


def test_a_unit_with_an_extension_has_its_own_limit(campaign):
    longer = SENT_OUT.model_copy(update={"extension": whole_day(date(2021, 11, 9))})
    shorter = SENT_OUT.model_copy(update={"extension": whole_day(date(2021, 11, 1))})
    first, second = made(campaign, {"18496": longer, "18499": shorter})

    assert first.limit == whole_day(date(2021, 11, 9))
    assert first.params["limit"] == "chậm nhất vào ngày 09/11/2021"
    assert (second.limit, second.params["limit"]) == (LIMIT, LIMIT.in_words())


def test_an_extension_on_the_same_day_lasts_to_its_end(campaign):
    noon = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 9), hour=time(12))
    longer = SENT_OUT.model_copy(update={"extension": whole_day(date(2021, 11, 9))})

    assert made(campaign, {"18496": longer}, noon)[0].limit.hour is None


def test_a_duty_knows_since_when_it_is_owed_and_whether_a_reminder_was_confirmed(campaign):
    at = datetime(2021, 10, 12, 9, tzinfo=HANOI)
    sent = SENT_OUT.model_copy(update={"sent_out_at": at})
    first, second = made(campaign, {"18496": sent, "18499": SENT_OUT}, LIMIT, ["commune:18499"])

    assert (first.since, first.acknowledged) == (at, False)
    assert (second.since, second.acknowledged) == (None, True)


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2021, 10, 26), -7),
        (date(2021, 11, 1), -3),
        (date(2021, 11, 4), -1),
        (date(2021, 11, 5), 0),
        (date(2021, 11, 8), 1),
        (date(2021, 11, 15), 6),
    ],
    ids=str,
)
def test_steps_are_working_days_around_a_holiday(campaign, day, step):
    """Wednesday 03/11 is a holiday in this calendar."""
    assert steps(campaign, day, duty()) == [("commune:18496", step)]


@pytest.mark.parametrize(("day", "step"), [(18, -1), (19, 0), (22, 1)])
def test_a_limit_on_a_sunday_is_counted_from_the_friday_before(campaign, day, step):
    before_monday = Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 22))

    assert steps(campaign, date(2021, 11, day), duty(limit=before_monday))[0][1] == step


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (datetime(2021, 11, 1, 0, 5, tzinfo=HANOI), False),
        (datetime(2021, 10, 31, 17, 5, tzinfo=UTC), False),
        (datetime(2021, 10, 31, 16, 55, tzinfo=UTC), True),
        (datetime(2021, 10, 30, 9, tzinfo=HANOI), True),
        (None, True),
    ],
    ids=str,
)
def test_nothing_is_due_before_the_first_working_day_after_it_was_given(campaign, since, due):
    """01/11 is a Monday, 30/10 a Saturday; days are those of Hanoi."""
    assert bool(steps(campaign, date(2021, 11, 1), duty(since=since))) is due


@pytest.mark.parametrize("settled", ["done", "closed"])
def test_what_is_done_or_closed_is_not_due(campaign, settled):
    assert steps(campaign, date(2021, 11, 4), duty(**{settled: True})) == []


def test_what_is_due_stands_in_the_order_of_the_units_and_gates_come_last(campaign):
    mixed = (
        duty(subject_ref="results/council/1", kind="gate"),
        duty(subject_ref="authority:noi-vu", unit="noi-vu"),
        duty(subject_ref="appraisal:noi-vu", unit="noi-vu"),
        duty(subject_ref="commune:18499", unit="18499"),
        duty(unit="18496"),
    )
    order = [ref for ref, _ in steps(campaign, date(2021, 11, 4), *mixed)]

    assert order == [
        "commune:18496",
        "commune:18499",
        "appraisal:noi-vu",
        "authority:noi-vu",
        "results/council/1",
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 11, 1), {"remaining": "3 ngày làm việc"}),
        (date(2021, 11, 5), {"remaining": "hôm nay là ngày làm việc cuối cùng"}),
        (date(2021, 11, 9), {"overdue": "2 ngày làm việc"}),
    ],
    ids=str,
)
def test_the_distance_is_said_until_the_day_ends(campaign, day, words):
    (due,) = due_on(campaign, [duty(params={"form": "bảng"})], day)

    assert due.params == {"form": "bảng", **words}
    assert due.day_ends == datetime.combine(date.fromordinal(day.toordinal() + 1), time(), HANOI)
