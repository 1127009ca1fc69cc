"""Keys make each message unique."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.messages.channels import Way, channel_words
from models.domain.messages.message import Message, MessageRecord, message_key, messages_to
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.messages.transmission import MessageState
from models.domain.messages.words import MESSAGE_STATES
from models.domain.units import Position
from tests.support.properties import PROPERTY

DAY = date(2021, 11, 4)
ids = st.builds(str.__add__, st.sampled_from("ab09"), st.text("ab09.-", max_size=5))
refs = st.text("abc:/|1", max_size=5)
facts = st.tuples(ids, ids, st.sampled_from(Purpose), refs, st.dates())


def message(**changed):
    key = message_key("thu-2021", "can-bo-1", Purpose.REMINDER, "commune:18496", DAY)
    fields = {
        "key": key,
        "person": "can-bo-1",
        "purpose": "reminder",
        "subject_ref": "commune:18496",
        "not_before": datetime(2021, 11, 4, 0, 30, tzinfo=UTC),
    }
    return fields | changed


def test_a_key_can_be_read():
    assert message()["key"] == "thu-2021|can-bo-1|reminder|commune:18496|2021-11-04"


@PROPERTY
@given(st.tuples(facts, facts) | facts.map(lambda one: (one, one)))
def test_keys_are_equal_exactly_when_what_they_are_made_of_is(two):
    one, other = two
    assert (message_key(*one) == message_key(*other)) == (one == other)


def test_a_queued_message_is_planned_and_untried():
    waiting = {"not_before": message()["not_before"]}
    record = MessageRecord.model_validate(message(transmissions=[waiting]))

    assert record.state is MessageState.PLANNED
    assert (record.decisive.attempts, record.decisive.sent_at) == (0, None)
    assert record.way(1) == record.decisive
    with pytest.raises(KeyError):
        record.way(2)


def test_a_message_without_a_way_is_refused():
    with pytest.raises(ValidationError):
        MessageRecord.model_validate(message(transmissions=[]))


@pytest.mark.parametrize(
    "bad",
    [
        {"key": ""},
        {"purpose": "spam"},
        {"not_before": datetime(2021, 11, 4)},  # noqa: DTZ001
        {"attachments": [{"name": "a.docx", "sha256": "ngắn"}]},
    ],
)
def test_a_malformed_message_is_refused(bad):
    assert Message.model_validate(message()).purpose is Purpose.REMINDER
    with pytest.raises(ValidationError):
        Message.model_validate(message(**bad))


def test_every_purpose_every_fate_and_every_way_has_words():
    assert set(MESSAGES) == set(Purpose)
    assert set(MESSAGE_STATES) == set(MessageState)
    assert {channel_words(way) for way in Way}.isdisjoint(Way)


def test_a_channel_of_the_installation_has_its_own_name():
    assert channel_words("telegram") == "telegram"
    assert channel_words("") == ""


def test_a_message_to_several_people_has_a_key_for_each_and_is_one_for_the_day_of_its_moment(
    campaign,
):
    evening = datetime(2021, 11, 4, 23, 30, tzinfo=UTC)
    people = campaign.people(Position.CHAIRMAN, Position.COUNCIL_CHAIRMAN)
    told = messages_to(people, "thu-2021", Purpose.REFUSED, "a", evening, params={"file": "b"})
    assert [each.person for each in told] == [person.id for person in people]
    assert {each.key.rpartition("|")[2] for each in told} == {"2021-11-05"}
    assert {(each.not_before, each.params["file"]) for each in told} == {(evening, "b")}


def test_a_message_to_several_people_may_be_one_for_another_day(campaign):
    once = date(2021, 12, 1)
    (person,) = campaign.people(Position.CHAIRMAN)
    at = datetime(2021, 11, 4, tzinfo=UTC)
    (told,) = messages_to([person], "thu-2021", Purpose.REFUSED, "a", at, once)
    assert told.key == message_key("thu-2021", person.id, Purpose.REFUSED, "a", once)
