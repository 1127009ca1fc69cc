from __future__ import annotations

import pytest

from models.domain.messages.message import Purpose
from models.domain.messages.mode import NOBODY
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.dispatch.context import Post
from tasks.notify.plan.checked import checked
from tests.support.memory_outbox import MemoryOutbox


@pytest.fixture
def check(campaign, writer, now, tmp_path, as_message):
    def run(*records, channels=True):
        mail = SmtpChannel(None, writer, NOBODY)
        named = {mail.name: mail} if channels else {}
        post = Post(MemoryOutbox(), named, campaign, lambda: now, tmp_path)
        return checked(post, [as_message(record) for record in records])

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
