"""Events of Zalo are read whatever they hold, and known again however they are written."""

import json
from unicodedata import normalize

import pytest

from models.domain.messages.zalo_events import PRESSED, RECEIVED, event_key, zalo_event

RECEIPT = {
    "event_name": RECEIVED,
    "app_id": "1",
    "message": {"delivery_time": "1602960467432", "msg_id": "m1", "tracking_id": "t1"},
    "timestamp": "1602960467477",
}
REPLY = {
    "event_name": PRESSED,
    "message": {"submit_time": "1759215799072", "data": "Đã nhận", "tracking_id": "t1"},
    "msg_id": "m1",
    "timestamp": "1759215799075",
}


def key(event, channel="zalo", **spelling):
    return event_key(channel, json.dumps(event, **spelling))


def changed(event, **message):
    return event | {"message": event["message"] | message}


def test_a_receipt_names_the_message_twice():
    found = zalo_event(json.dumps(RECEIPT))
    assert (found.track, found.ref, found.timestamp) == ("t1", "m1", "1602960467477")
    assert (found.is_of_message, found.asks_for_help) == (True, False)


def test_a_button_has_its_words_in_one_spelling():
    found = zalo_event(json.dumps(changed(REPLY, data=normalize("NFD", "Đã nhận"))))
    assert (found.words, found.ref, found.submitted) == ("Đã nhận", "m1", "1759215799072")
    assert found.is_of_message


@pytest.mark.parametrize(
    ("words", "asks"), [("Cần hỗ trợ", True), (" CẦN HỖ TRỢ ", True), ("Đã nhận", False)]
)
def test_one_button_asks_for_help(words, asks):
    assert zalo_event(json.dumps(changed(REPLY, data=words))).asks_for_help is asks


def test_numbers_are_read_as_the_text_that_they_should_be():
    assert zalo_event('{"msg_id": 9007199254740993}').ref == "9007199254740993"


@pytest.mark.parametrize(
    "raw", ["", "x", "[]", "null", '{"message": []}', '{"msg_id": {}}', "[" * 60_000]
)
def test_what_is_no_event_says_nothing(raw):
    assert zalo_event(raw) == zalo_event("{}")
    assert not zalo_event(raw).is_of_message
    assert event_key("zalo", raw)


def test_a_receipt_is_known_again_in_whatever_spelling_and_at_whatever_time():
    again = {**dict(reversed(RECEIPT.items())), "timestamp": "9"}
    assert key(RECEIPT) == key(again, indent=1) == "zalo/received/m1"
    assert key(RECEIPT) != key(changed(RECEIPT, msg_id="m2"))
    assert key(RECEIPT) != key(RECEIPT, channel="zalo_bot")


@pytest.mark.parametrize("name", ["submit_time", "data", "tracking_id"])
def test_a_pressed_button_is_known_by_what_makes_it_another_one(name):
    assert key(REPLY) == key(REPLY | {"timestamp": "9"}, indent=1)
    assert key(REPLY) != key(changed(REPLY, **{name: "khác"}))


def test_what_names_no_message_is_known_by_its_bytes():
    for event in (changed(RECEIPT, msg_id=""), REPLY | {"message": {}, "msg_id": ""}, {"a": 1}):
        assert key(event) == key(event)
        assert key(event) != key(event, indent=1)
