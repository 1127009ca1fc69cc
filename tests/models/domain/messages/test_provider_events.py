"""What a provider tells is kept under a name and with its moment."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import product
from unicodedata import normalize

import pytest
from pydantic import ValidationError

from models.domain.deadlines import HANOI
from models.domain.messages.provider_events import (
    EVENT_PATIENCE,
    PRESSED,
    RECEIVED,
    EventOutcome,
    ProviderEvent,
    event_key,
    is_signed,
    may_be_erased,
    months_after,
    zalo_event,
)

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
    assert timedelta(minutes=1) < EVENT_PATIENCE < timedelta(hours=1)


def test_every_outcome_is_kept_by_its_own_word():
    assert "" not in {str(outcome) for outcome in EventOutcome}


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


RAW = '{"data": "Đã nhận"}'.encode()
IDS, TIMES, SECRETS = ("app", "oa"), ("17", "18"), ("bi-mat-oa", "bi-mat-app")
KNOWN = {"ids": IDS, "times": TIMES, "secrets": SECRETS}


def mac(identity, time, secret, raw=RAW):
    return "mac=" + sha256(identity.encode() + raw + time.encode() + secret.encode()).hexdigest()


@pytest.mark.parametrize("variant", list(product(IDS, TIMES, SECRETS)))
def test_every_variant_that_zalo_may_mean_is_taken(variant):
    assert is_signed(RAW, mac(*variant), **KNOWN)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "mac=",
        "mac=đ",
        "mac=\udcff",
        mac("app", "17", "khac"),
        mac("app", "19", "bi-mat-oa"),
        mac("khac", "17", "bi-mat-oa"),
        mac("app", "17", "bi-mat-oa", RAW + b" "),
        mac("app", "17", "bi-mat-oa").removeprefix("mac="),
    ],
)
def test_nothing_else_is(given):
    assert not is_signed(RAW, given, **KNOWN)


@pytest.mark.parametrize("missing", list(KNOWN))
def test_what_is_not_set_up_lets_nobody_in(missing):
    parts = {name: values[0] for name, values in KNOWN.items()} | {missing: ""}
    given = mac(parts["ids"], parts["times"], parts["secrets"])
    assert not is_signed(RAW, given, **(KNOWN | {missing: ("",)}))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 12, 31), 24, date(2023, 12, 31)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
        (date(2022, 1, 31), 25, date(2024, 2, 29)),
        (date(2021, 11, 25), 1, date(2021, 12, 25)),
        (date(2021, 11, 25), 2, date(2022, 1, 25)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months, later):
    assert months_after(day, months) == later


def test_the_last_day_itself_still_counts_in_hanoi():
    end = date(2021, 11, 25)
    assert not may_be_erased(end, 24, datetime(2023, 11, 25, 23, 59, tzinfo=HANOI))
    assert may_be_erased(end, 24, datetime(2023, 11, 26, 0, 0, tzinfo=HANOI))
