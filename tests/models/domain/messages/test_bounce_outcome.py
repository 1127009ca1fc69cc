"""What follows from the report of a mail server."""

import pytest

from models.domain.messages.bounce_outcome import Action, Report, blame_of, returned
from models.domain.messages.outbox import Place
from models.domain.messages.transmission import Blame, MessageState

PLACE = Place(message="k", number=2)


@pytest.mark.parametrize(
    ("blame", "statuses"),
    [
        (Blame.RECIPIENT, ["", "5.0.0", "5.1.0", "5.1.1", "5.1.10", "5.2.1"]),
        (Blame.TEXT, ["5.7.0", "5.7.1", "5.7.26", "5.6.0", "5.6.3", "5.2.3", "5.3.4"]),
        (Blame.CHANNEL, ["5.2.0", "5.2.2", "5.3.0", "5.4.4", "5.4.7", "5.5.0", "5.1.8", "5.1.7"]),
        (Blame.CHANNEL, ["4.4.7", "4.1.1", "4.7.1"]),
    ],
)
def test_the_status_says_who_must_mend_it(blame, statuses):
    assert {status: blame_of(status) for status in statuses} == dict.fromkeys(statuses, blame)


def test_what_failed_is_lost_for_good_with_the_words_of_the_server():
    report = Report(action=Action.FAILED, status="5.1.1", diagnostic="không có", evidence="x")
    found = returned(PLACE, report)
    assert (found.message, found.number, found.channel) == ("k", 2, "email")
    assert (found.state, found.blame) == (MessageState.FAILED_PERMANENT, Blame.RECIPIENT)
    assert (found.code, found.detail, found.evidence) == ("5.1.1", "không có", "x")


def test_what_was_delivered_is_nobodys_fault():
    found = returned(PLACE, Report(action=Action.DELIVERED, status="2.0.0"))
    assert (found.state, found.blame) == (MessageState.DELIVERED, Blame.NOBODY)


@pytest.mark.parametrize("action", [Action.DELAYED, Action.RELAYED, Action.EXPANDED])
def test_what_is_on_its_way_settles_nothing(action):
    assert returned(PLACE, Report(action=action, status="4.4.1")) is None
