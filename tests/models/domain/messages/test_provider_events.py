"""What a provider tells is kept under a name and with its moment."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from models.domain.messages.provider_events import PATIENCE, EventOutcome, ProviderEvent

AT = datetime(2021, 11, 4, tzinfo=UTC)
EVENT = {"key": "zalo/received/m1", "channel": "zalo", "received_at": AT, "raw": ""}


def test_whatever_came_is_an_event_even_nothing():
    assert ProviderEvent(**EVENT).raw == ""


@pytest.mark.parametrize(
    "wrong", [{"key": ""}, {"channel": ""}, {"received_at": AT.replace(tzinfo=None)}]
)
def test_an_event_has_a_name_a_channel_and_a_moment(wrong):
    with pytest.raises(ValidationError):
        ProviderEvent(**(EVENT | wrong))


def test_a_message_has_longer_to_turn_up_than_any_answer_takes():
    assert timedelta(minutes=1) < PATIENCE < timedelta(hours=1)


def test_every_outcome_is_kept_by_its_own_word():
    assert "" not in {str(outcome) for outcome in EventOutcome}
