from __future__ import annotations

import pytest

from models.domain.campaign import Form
from models.domain.messages import Purpose
from models.domain.submission import SubmissionState, SubmissionStatus
from tasks.notify.still_owed import still_owed

CHASING = pytest.mark.parametrize("purpose", [Purpose.REMINDER, Purpose.LATE, Purpose.ESCALATION])


def _states(status: SubmissionStatus):
    return {Form.COMMUNE: {"18496": SubmissionState(status=status)}}


@CHASING
def test_nobody_is_chased_for_what_was_accepted(purpose, make_record):
    assert not still_owed(_states(SubmissionStatus.ACCEPTED))(make_record(purpose))


@CHASING
@pytest.mark.parametrize(
    "status", [SubmissionStatus.NOT_SENT, SubmissionStatus.SENT_OUT, SubmissionStatus.FINDINGS]
)
def test_what_is_still_owed_is_chased(purpose, status, make_record):
    assert still_owed(_states(status))(make_record(purpose))


def test_a_unit_without_a_state_is_chased(make_record):
    assert still_owed({Form.COMMUNE: {}})(make_record())


def test_a_receipt_goes_out_though_the_form_was_accepted(make_record):
    assert still_owed(_states(SubmissionStatus.ACCEPTED))(make_record(Purpose.RECEIPT))


def test_a_message_about_no_unit_goes_out(make_record):
    assert still_owed({})(make_record(unit=None))
