from __future__ import annotations

import pytest

from models.domain.campaign import Form
from models.domain.collection.submission_events import SubmissionAccepted
from models.domain.messages.purposes import Purpose
from tasks.notify.dispatch.send_due import still_owed

CHASING = pytest.mark.parametrize("purpose", [Purpose.REMINDER, Purpose.LATE, Purpose.ESCALATION])


@pytest.fixture
def accept(store, campaign, now):
    def add(form: Form) -> None:
        with store.begin(campaign.id, "he-thong", now) as work:
            file = work.files.put(b"PK", "bang-cham.xlsx")
            event = SubmissionAccepted(at=now, file=file, version=1, late=False)
            work.submissions.append(form, "18496", event)

    return add


@pytest.fixture
def left(store, campaign):
    """What the last look leaves of a message; None when its reason is gone."""
    look = still_owed(store, campaign.id)
    return lambda message: look([message]).get(message.key, message)


@CHASING
def test_a_unit_is_chased_until_its_form_is_accepted(purpose, left, accept, make_record):
    message = make_record(purpose)
    assert left(message) == message
    accept(Form.COMMUNE)
    assert left(message) is None


def test_another_form_of_the_same_unit_is_still_chased(left, accept, make_record):
    accept(Form.AUTHORITY)
    assert left(make_record()) is not None


def test_a_receipt_goes_out_though_the_form_was_accepted(left, accept, make_record):
    accept(Form.COMMUNE)
    assert left(make_record(Purpose.RECEIPT)) is not None


def test_a_message_about_no_unit_goes_out(left, make_record):
    assert left(make_record(unit=None)) is not None


@pytest.mark.parametrize("purpose", [Purpose.DIGEST, Purpose.CHAIRMAN_LIST])
def test_a_digest_loses_what_has_arrived_and_is_cancelled_when_all_has(
    purpose, left, accept, make_record
):
    message = make_record(purpose, ref="nhieu-viec")
    accept(Form.COMMUNE)
    assert left(message).items == message.items[1:]
    accept(Form.APPRAISAL)
    assert left(message) is None
