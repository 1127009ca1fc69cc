"""The reminders tick: who is told, and who is left in peace."""

import pytest

from flows.ticks import reminders_tick
from models.domain.campaign import Form
from models.domain.collection.submission_events import RoundExtended
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.plan.plan_reminders import plan_reminders
from tests.support.house import CAMPAIGN, COMMUNES, S

FIRST, SECOND, THIRD = COMMUNES
CHASING = (Purpose.REMINDER, Purpose.LATE, Purpose.ESCALATION)
DEPARTMENTS = ("noi-vu", "van-phong", "van-hoa", "tai-chinh", "tu-phap")


@pytest.fixture
def house(asked, move_into):
    """On the eve of the limit, with one commune's sheet accepted."""
    house = move_into(asked)
    house.at("2021-11-02 15:00")
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.collect()
    house.at("2021-11-04 07:40")
    return house


def chased(house, *purposes):
    return sorted({m.person for m in house.messages(*(purposes or CHASING))})


def officers(*units):
    return sorted(f"{unit}.officer" for unit in units)


def test_those_who_have_not_sent_are_reminded_and_nobody_else(house):
    house.tick(reminders_tick)

    assert chased(house) == officers(SECOND, THIRD, *DEPARTMENTS)
    assert {m.state for m in house.messages(*CHASING)} == {MessageState.ACCEPTED}


def test_a_tick_that_runs_again_reminds_nobody_twice(house):
    house.tick(reminders_tick)
    once = len(house.messages())
    house.later(hours=6)
    house.tick(reminders_tick)

    assert len(house.messages()) == once


@pytest.mark.parametrize("day", ["2021-11-03", "2021-11-06", "2021-11-07"])
def test_nobody_is_reminded_off_the_ladder_and_at_weekends(house, day):
    house.at(f"{day} 08:00")
    house.tick(reminders_tick)

    assert chased(house) == []


def test_a_sheet_accepted_after_the_reminder_was_planned_takes_it_back(house):
    assert plan_reminders(CAMPAIGN) == 7
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    house.collect()

    states = {m.person: m.state for m in house.messages(*CHASING)}
    assert states.pop(f"{SECOND}.officer") is MessageState.CANCELLED
    assert set(states.values()) == {MessageState.ACCEPTED}


def test_a_round_locked_after_the_reminder_was_planned_takes_it_back(house):
    plan_reminders(CAMPAIGN)
    house.lock(Form.COMMUNE)
    send_due_messages(CAMPAIGN)

    states = {m.person: m.state for m in house.messages(*CHASING)}
    assert {states[o] for o in officers(SECOND, THIRD)} == {MessageState.CANCELLED}
    assert {states[o] for o in officers(*DEPARTMENTS)} == {MessageState.ACCEPTED}


def test_nobody_is_reminded_once_the_round_is_locked(house):
    house.lock(Form.COMMUNE)
    house.lock(Form.AUTHORITY)

    assert plan_reminders(CAMPAIGN) == 0


def test_a_unit_with_an_extension_is_reminded_again_although_the_round_was_locked(house):
    house.lock(Form.COMMUNE)
    house.lock(Form.AUTHORITY)
    until = house.workspace.campaign.calendar.shift(house.workspace.now().date(), 3)
    given = RoundExtended(at=house.workspace.now(), until=until, by="operator-1", reason="Lũ lụt")
    with house.workspace.change("operator-1") as uow:
        uow.submissions.append(Form.COMMUNE, SECOND, given)
    house.at(f"{until} 08:00")
    plan_reminders(CAMPAIGN)

    assert chased(house) == officers(SECOND)


def test_the_head_is_told_in_the_afternoon_after_the_officer_was_in_the_morning(house):
    house.at("2021-11-08 07:40")
    house.tick(reminders_tick)
    assert chased(house, Purpose.LATE) == officers(SECOND, THIRD, *DEPARTMENTS)
    assert chased(house, Purpose.ESCALATION) == []

    house.at("2021-11-08 13:40")
    house.tick(reminders_tick)
    heads = sorted(f"{unit}.head" for unit in (SECOND, THIRD, *DEPARTMENTS))
    assert chased(house, Purpose.ESCALATION) == heads
    assert {m.state for m in house.messages(Purpose.ESCALATION)} == {MessageState.ACCEPTED}


def test_nobody_is_reminded_of_a_stage_that_has_ended(assessed, move_into):
    house = move_into(assessed)
    assert house.has_ended(S.SELF_ASSESSMENT)
    house.at("2021-11-08 08:00")

    assert plan_reminders(CAMPAIGN) == 0


def test_nobody_is_reminded_before_the_workbooks_went_out(planned, move_into):
    move_into(planned).at("2021-10-27 08:00")

    assert plan_reminders(CAMPAIGN) == 0


def test_appraisers_are_reminded_of_their_sheets(assessed, move_into):
    house = move_into(assessed)
    house.start(S.APPRAISAL)
    house.at("2021-11-12 08:00")
    house.tick(reminders_tick)

    assert chased(house) == officers(*DEPARTMENTS)
    assert {m.subject_ref.partition(":")[0] for m in house.messages(*CHASING)} == {Form.APPRAISAL}


def test_a_decision_that_waits_is_recalled_in_its_last_days(opened, move_into):
    house = move_into(opened)
    house.start(S.PLAN)
    house.at("2021-10-18 07:45")
    house.tick(reminders_tick)

    (reminder,) = house.messages(Purpose.GATE_REMINDER)
    assert (reminder.person, reminder.state) == ("chairman", MessageState.ACCEPTED)
    assert reminder.params["standing"] == "còn 1 ngày làm việc"
    assert reminder.subject_ref == "plan/chairman/1"


def test_a_decision_that_was_made_is_not_recalled(planned, move_into):
    house = move_into(planned)
    house.at("2021-10-18 07:45")
    house.tick(reminders_tick)

    assert house.messages(Purpose.GATE_REMINDER) == []


def test_the_chairman_gets_a_list_of_what_is_late_though_the_heads_were_told(house):
    for moment in ("2021-11-08 07:45", "2021-11-08 13:45", "2021-11-09 13:45"):
        house.at(moment)
        house.tick(reminders_tick)

    (listed,) = house.messages(Purpose.CHAIRMAN_LIST)
    assert listed.person == "chairman"
    assert {item.unit for item in listed.items} == {SECOND, THIRD, *DEPARTMENTS}
    assert listed.state is MessageState.ACCEPTED
