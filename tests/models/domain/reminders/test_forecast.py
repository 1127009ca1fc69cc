"""What would go out if nobody did anything."""

from collections import Counter
from datetime import date, datetime, time

from models.domain.campaign import Form, StagePlan
from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import HANOI, Limit, LimitKind
from models.domain.messages.message import message_key
from models.domain.messages.purposes import Purpose
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.messages.sending_hours import SendingHours
from models.domain.reminders.duties import Duty, ReminderHistory, form_duties
from models.domain.reminders.forecast import expected, forecast, releases, season
from models.domain.stages import STAGES, StageName

P = Purpose
LIMIT = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5))
FIRST, LAST = date(2021, 10, 20), date(2021, 11, 30)


def silent(campaign, *units):
    return form_duties(campaign, Form.COMMUNE, LIMIT, dict.fromkeys(units, SubmissionState()))


def seen(messages):
    return [(f"{m.not_before:%d/%m}", m.person, m.purpose.value) for m in messages]


def test_a_unit_that_never_answers_climbs_the_ladder_step_by_step(campaign):
    """Wednesday 03/11 is a holiday in this calendar."""
    assert seen(forecast(campaign, silent(campaign, "18496"), ReminderHistory(), FIRST, LAST)) == [
        ("26/10", "can-bo-1", "reminder"),
        ("01/11", "can-bo-1", "reminder"),
        ("04/11", "can-bo-1", "reminder"),
        ("05/11", "can-bo-1", "reminder"),
        ("08/11", "can-bo-1", "late"),
        ("08/11", "lanh-dao-1", "escalation"),
        ("10/11", "chu-tich", "chairman_list"),
    ]


def test_what_is_asked_for_of_one_day_is_the_part_of_that_day(campaign):
    told = ReminderHistory(given=frozenset({(P.LATE, "commune:18496")}))
    day = date(2021, 11, 8)

    assert seen(forecast(campaign, silent(campaign, "18496"), told, day, day)) == [
        ("08/11", "can-bo-1", "late"),
        ("08/11", "lanh-dao-1", "escalation"),
    ]
    assert forecast(campaign, silent(campaign, "18496"), told, LAST, FIRST) == ()


def test_a_decision_that_nobody_makes_is_recalled(campaign):
    gate = Duty(subject_ref="plan/chairman/1", kind="gate", people=("chu-tich",), limit=LIMIT)

    assert seen(forecast(campaign, [gate], ReminderHistory(), FIRST, LAST)) == [
        ("04/11", "chu-tich", "gate_reminder"),
        ("05/11", "chu-tich", "gate_reminder"),
        ("08/11", "chu-tich", "gate_reminder"),
    ]


def test_the_releases_of_a_day_are_when_the_last_message_of_each_span_has_gone_out(campaign):
    monday = date(2021, 11, 8)
    short = SendingHours(office=((time(7, 30), time(7, 35)), (time(14), time(15))), spread=20)
    hurried = campaign.model_copy(update={"reminders": ReminderPolicy(hours=short)})

    def clock(campaign, first, last):
        return [f"{moment:%d %H:%M}" for moment in releases(campaign, first, last)]

    assert clock(campaign, date(2021, 11, 6), monday) == ["08 07:40", "08 13:40"]
    assert clock(hurried, monday, monday) == ["08 07:34", "08 14:20"]


def test_the_season_names_everybody_who_is_written_to_by_the_plan_itself(campaign):
    told = Counter((message.purpose, message.person) for message in season(campaign))

    assert {purpose for purpose, _ in told} == {P.WORKBOOK_SENT, P.GATE_WAITING, P.PUBLISHED}
    assert told[P.WORKBOOK_SENT, "can-bo-1"] == told[P.WORKBOOK_SENT, "can-bo-2"] == 1
    assert told[P.PUBLISHED, "lanh-dao-2"] == told[P.PUBLISHED, "can-bo-2"] == 1
    assert told[P.GATE_WAITING, "chu-tich"] == 6
    assert told[P.GATE_WAITING, "chu-tich-hd"] == 3
    assert (P.PUBLISHED, "truong-phong") not in told


def test_an_officer_of_a_department_gets_a_workbook_and_a_sheet(campaign):
    officer = campaign.contact("can-bo-1").model_copy(
        update={"id": "chuyen-vien", "unit": "noi-vu"}
    )
    larger = campaign.model_copy(update={"contacts": (*campaign.contacts, officer)})
    own = [message for message in season(larger) if message.person == "chuyen-vien"]

    assert [(m.purpose, m.subject_ref) for m in own] == [
        (P.WORKBOOK_SENT, "authority:noi-vu"),
        (P.APPRAISAL_SHEET_SENT, "appraisal:noi-vu"),
    ]
    assert own[1].params == {
        "form": "phiếu thẩm định",
        "limit": "chậm nhất vào ngày 05/11/2021",
    }


def test_each_point_is_on_the_morning_of_the_day_on_which_its_stage_can_begin(campaign):
    opening = {
        name: StagePlan(opens=date(2021, 11, n + 1), limit=LIMIT)
        for n, name in enumerate(StageName)
    }
    spread = campaign.model_copy(update={"stages": opening})
    points = season(spread)

    assert [m.not_before for m in points] == sorted(m.not_before for m in points)
    for message in points:
        if message.purpose is P.GATE_WAITING:
            stage = StageName(message.subject_ref.split("/")[0])
            assert message.params == {"title": STAGES[stage].title, "limit": LIMIT.in_words()}
            assert message.unit is None
        else:
            stage = {
                P.WORKBOOK_SENT: StageName.SELF_ASSESSMENT,
                P.PUBLISHED: StageName.PUBLICATION,
            }[message.purpose]
            assert message.unit == spread.contact(message.person).unit
        day = spread.can_begin(stage)
        assert message.not_before == spread.reminders.hours.slot(0, day, message.person)
        assert message.key == message_key(
            "thu-2021", message.person, message.purpose, message.subject_ref, day
        )


def test_all_communes_may_be_asked_to_explain_once_the_sheets_are_in(campaign):
    plans = dict(campaign.stages)
    plans[StageName.APPRAISAL] = plans[StageName.APPRAISAL].model_copy(
        update={"explanations": Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 10))}
    )
    changed = campaign.model_copy(update={"stages": plans})
    asked = [m for m in season(changed) if m.purpose is P.EXPLANATION_ASKED]

    assert seen(asked) == [
        ("08/11", "can-bo-1", "explanation_asked"),
        ("08/11", "can-bo-2", "explanation_asked"),
    ]
    assert asked[0].params == {"limit": "chậm nhất vào ngày 10/11/2021"}
    assert asked[0].subject_ref == "commune:18496"


def test_a_point_has_no_end(campaign):
    assert {message.useful_until for message in season(campaign)} == {None}
    assert season(campaign)[0].not_before.astimezone(HANOI) < datetime(2021, 10, 13, tzinfo=HANOI)


def test_before_a_stage_has_begun_all_its_units_are_expected_to_owe(campaign):
    duties = expected(campaign, Form.COMMUNE)

    assert [duty.unit for duty in duties] == ["18496", "18499"]
    assert {duty.since for duty in duties} == {datetime(2021, 10, 12, 8, tzinfo=HANOI)}
    assert not any(duty.done or duty.closed for duty in duties)
