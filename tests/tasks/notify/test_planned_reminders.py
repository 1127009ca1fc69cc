from __future__ import annotations

from datetime import timedelta

import pytest

from config.loaders import campaign_ids, load_campaign
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.messages.message import Purpose
from models.domain.messages.mode import Mode
from models.domain.reminders.duties import form_duties
from models.domain.reminders.forecast import forecast
from models.domain.reminders.told import Told
from models.domain.stages import StageName
from tasks.notify.text.render import render

OWING = SubmissionState(status=SubmissionStatus.FINDINGS, open_findings=2)


@pytest.mark.parametrize("campaign_id", campaign_ids())
def test_everything_the_reminder_plan_asks_for_can_be_written(campaign_id):
    campaign = load_campaign(campaign_id)
    limit = campaign.stages[StageName.SELF_ASSESSMENT].limit
    states = {unit.code: OWING for unit in campaign.communes}
    days = [limit.last_day + timedelta(days=n) for n in range(-14, 8)]
    duties = form_duties(campaign, Form.COMMUNE, limit, states)
    planned = forecast(campaign, duties, Told(), days[0], days[-1])
    assert {message.purpose for message in planned} == {
        Purpose.REMINDER,
        Purpose.LATE,
        Purpose.ESCALATION,
        Purpose.CHAIRMAN_LIST,
    }
    for message in planned:
        rendered = render(message, campaign.contact(message.person), campaign, Mode.REHEARSAL)
        assert limit.in_words() in rendered.text
