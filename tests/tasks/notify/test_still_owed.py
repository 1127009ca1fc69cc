from __future__ import annotations

import pytest

from models.domain.campaign import Form
from models.domain.messages import Purpose
from models.domain.submission import SubmissionAccepted
from tasks.notify.still_owed import still_owed

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
def wanted(store, campaign):
    return still_owed(store, campaign.id)


@CHASING
def test_a_unit_is_chased_until_its_form_is_accepted(purpose, wanted, accept, make_record):
    message = make_record(purpose)
    assert wanted(message)
    accept(Form.COMMUNE)
    assert not wanted(message)


def test_another_form_of_the_same_unit_is_still_chased(wanted, accept, make_record):
    accept(Form.AUTHORITY)
    assert wanted(make_record())


def test_a_receipt_goes_out_though_the_form_was_accepted(wanted, accept, make_record):
    accept(Form.COMMUNE)
    assert wanted(make_record(Purpose.RECEIPT))


def test_a_message_about_no_unit_goes_out(wanted, make_record):
    assert wanted(make_record(unit=None))
