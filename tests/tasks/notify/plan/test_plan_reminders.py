from __future__ import annotations

from datetime import timedelta

import pytest

from config.loaders import campaign_ids, load_campaign
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.messages.mode import NOBODY, Mode
from models.domain.messages.purposes import Purpose
from models.domain.reminders.duties import ReminderHistory, form_duties
from models.domain.reminders.forecast import forecast
from models.domain.stages import StageName
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.plan.plan_reminders import writable
from tasks.notify.text.render import render_email
from tests.support.memory_outbox import MemoryOutbox


@pytest.fixture
def check(campaign, writer, now, tmp_path, as_message):
    def run(*records, channels=True):
        mail = SmtpChannel(None, writer, NOBODY)
        named = {mail.spec.name: mail} if channels else {}
        post = DispatchContext(MemoryOutbox(), named, campaign, lambda: now, tmp_path)
        return writable(post, [as_message(record) for record in records])

    return run


def test_what_can_be_written_is_good(check, make_record):
    good, faults = check(make_record(), make_record(Purpose.DIGEST))
    assert len(good) == 2
    assert faults == []


def test_a_missing_parameter_fails_when_it_is_planned_and_the_others_go_on(check, make_record):
    good, faults = check(make_record(ref="a", params={"form": "commune"}), make_record(ref="b"))
    assert [message.subject_ref for message in good] == ["b"]
    assert len(faults) == 1
    assert "limit" in faults[0]


def test_a_person_whom_nobody_can_reach_is_no_fault_of_the_text(check, make_record):
    good, faults = check(make_record(), channels=False)
    assert (len(good), faults) == (1, [])


OWING = SubmissionState(status=SubmissionStatus.FINDINGS, open_findings=2)


@pytest.mark.parametrize("campaign_id", campaign_ids())
def test_everything_the_reminder_plan_asks_for_can_be_written(campaign_id):
    campaign = load_campaign(campaign_id)
    limit = campaign.stages[StageName.SELF_ASSESSMENT].limit
    states = {unit.code: OWING for unit in campaign.communes}
    days = [limit.last_day + timedelta(days=n) for n in range(-14, 8)]
    duties = form_duties(campaign, Form.COMMUNE, limit, states)
    planned = forecast(campaign, duties, ReminderHistory(), days[0], days[-1])
    assert {message.purpose for message in planned} == {
        Purpose.REMINDER,
        Purpose.LATE,
        Purpose.ESCALATION,
        Purpose.CHAIRMAN_LIST,
    }
    for message in planned:
        rendered = render_email(message, campaign.contact(message.person), campaign, Mode.REHEARSAL)
        assert limit.in_words() in rendered.text
