"""Rules 6 and 7: the last four digits of a number say what happens."""

from __future__ import annotations

from time import monotonic

import httpx
import pytest

pytestmark = pytest.mark.slow
START = "8491111"


@pytest.mark.parametrize("digits", ["0118", "0114", "0141", "0108", "0133", "0144"])
def test_some_numbers_are_refused(caller, zalo, digits):
    assert caller.errors(START + digits) == [-int(digits)]
    assert zalo.messages() == []


def test_some_are_refused_at_first(caller, zalo):
    busy, stale = START + "0032", START + "0124"
    assert caller.errors(busy, busy, busy, stale, stale) == [-32, -32, 0, -124, 0]
    assert len(zalo.messages()) == 2


def test_a_gateway_answers_with_a_page(caller, zalo):
    answer = caller.phone(START + "5000")
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<html>")
    assert zalo.messages() == []


@pytest.mark.parametrize(("digits", "received"), [("5001", 1), ("5002", 0)])
def test_a_call_hangs_with_or_without_a_message(caller, zalo, inbox, digits, received):
    zalo.reset(hang=3, webhook={"url": inbox.url, "delay": 0.05})
    with pytest.raises(httpx.ReadTimeout):
        caller.phone(START + digits, timeout=0.2, tracking_id="nhac-1")
    receipts = inbox.wait_for(received)
    assert len(zalo.messages()) == received
    assert [each.event["message"]["tracking_id"] for each in receipts] == ["nhac-1"] * received


def test_a_call_that_hangs_is_never_answered(caller, zalo):
    zalo.reset(hang=0.2)
    begin = monotonic()
    with pytest.raises(httpx.RemoteProtocolError):
        caller.phone(START + "5002")
    assert monotonic() - begin >= 0.2


def test_a_connection_is_reset(caller, zalo):
    with pytest.raises(httpx.ReadError, match=r"reset|104"):
        caller.phone(START + "5003")
    assert zalo.messages() == []


@pytest.mark.parametrize("delivers", [False, True])
def test_an_answer_is_not_json(caller, zalo, delivers):
    zalo.reset(garbage_delivers=delivers)
    answer = caller.phone(START + "5004")
    assert (answer.status_code, answer.text) == (200, "not json")
    assert len(zalo.messages()) == delivers


def test_the_number_of_a_user_breaks_messages_of_the_oa_as_well(caller, zalo):
    zalo.reset(users={"u9": {"phone": START + "5000"}})
    assert [caller.text("u9").status_code, caller.uid("u9").status_code] == [502, 502]


def test_a_broken_call_is_checked_like_any_other(caller):
    assert caller.phone(START + "5003", token="x").json()["error"] == -124
