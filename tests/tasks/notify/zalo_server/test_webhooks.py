"""Rule 9: receipts are signed, and come late, twice, in any order, or never."""

from __future__ import annotations

from hashlib import sha256
from itertools import product
from json import dumps, loads

import pytest

pytestmark = pytest.mark.slow
APP, OA = "1234567890123456789", "9876543210987654321"
VARIANTS = list(product(("oa", "app"), ("body", "header"), ("app", "oa")))
SECRETS = {"oa": "bi-mat-cua-oa", "app": "bi-mat-cua-ung-dung"}


def signed(received, secret: str = "oa", ts: str = "body", id: str = "app") -> bool:
    """Whether the signature holds by a variant, counted from the bytes as they came."""
    in_body, in_header = received.event["timestamp"], received.headers["x-zevent-timestamp"]
    identity, time = {"app": APP, "oa": OA}[id], {"body": in_body, "header": in_header}[ts]
    content = identity.encode() + received.raw + time.encode() + SECRETS[secret].encode()
    return received.headers["x-zevent-signature"] == "mac=" + sha256(content).hexdigest()


@pytest.fixture
def hooked(zalo, inbox):
    """Reset the server so that receipts come here soon."""

    def reset(**switches: object) -> None:
        zalo.reset(webhook={"url": inbox.url, "delay": 0.02, "ladder": [0.05] * 5} | switches)

    reset()
    return reset


def test_a_receipt_tells_of_the_message(caller, hooked, inbox):
    sent = caller.phone("84911110001", tracking_id="nhac-1").json()["data"]
    [received] = inbox.wait_for(1)
    assert received.headers["x-zevent-server"] == "ZNS"
    assert "num_retry" not in received.headers
    assert received.event["event_name"] == "user_received_message"
    assert (received.event["app_id"], received.event["sender"]["id"]) == (APP, OA)
    assert received.event["recipient"]["id"] == "84911110001"
    message = received.event["message"]
    assert (message["msg_id"], message["tracking_id"]) == (sent["msg_id"], "nhac-1")
    assert message["delivery_time"].isdigit()


def test_the_receipt_of_the_oa_has_the_same_name_but_no_time(caller, hooked, inbox):
    sent = caller.text().json()["data"]["message_id"]
    [received] = inbox.wait_for(1)
    assert received.event["message"] == {"msg_id": sent}
    assert "x-zevent-server" not in received.headers


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_variant_of_the_signature_is_that_and_no_other(caller, hooked, inbox, variant):
    hooked(**dict(zip(("secret", "ts", "id"), variant, strict=True)))
    caller.phone()
    [received] = inbox.wait_for(1)
    assert [each for each in VARIANTS if signed(received, *each)] == [variant]


def test_whoever_writes_the_json_anew_cannot_check_it(caller, hooked, inbox):
    caller.phone(tracking_id="nhắc-1")
    [received] = inbox.wait_for(1)
    assert signed(received)
    assert dumps(loads(received.raw)).encode() != received.raw


def test_a_bad_signature_fits_no_variant(caller, hooked, inbox):
    hooked(bad_signature=True)
    caller.phone()
    [received] = inbox.wait_for(1)
    assert not any(signed(received, *each) for each in VARIANTS)


@pytest.mark.parametrize(("when", "holds"), [("before", True), ("after", False)])
def test_a_body_re_ordered_before_signing_holds_and_after_does_not(
    caller, hooked, inbox, when, holds
):
    hooked(reordered=when)
    caller.phone()
    [received] = inbox.wait_for(1)
    assert list(received.event)[-1] == "event_name"
    assert signed(received) is holds


def test_a_receipt_that_nobody_takes_comes_again_up_the_ladder(caller, hooked, inbox, zalo):
    inbox.statuses = [500, 404, 302]
    caller.phone()
    received = inbox.wait_for(4)
    assert [each.headers.get("num_retry") for each in received] == [None, "1", "2", "3"]
    assert len({each.raw for each in received}) == 1
    assert all(signed(each) for each in received)


def test_the_ladder_ends_after_five(caller, hooked, inbox, zalo):
    hooked(ladder=[0.01] * 5)
    inbox.statuses = [500] * 9
    caller.phone()
    assert len(inbox.wait_for(7, seconds=0.6)) == 6
    assert [each["num_retry"] for each in zalo.webhooks()] == [0, 1, 2, 3, 4, 5]


def test_an_answer_that_takes_too_long_is_none(caller, hooked, inbox, zalo):
    hooked(patience=0.1, ladder=[0.01])
    inbox.slow = 0.2
    caller.phone()
    assert len(inbox.wait_for(2)) == 2
    assert zalo.webhooks()[0]["status"] is None


def test_a_receipt_may_come_twice(caller, hooked, inbox):
    hooked(duplicate=True)
    caller.phone()
    first, second = inbox.wait_for(2)
    assert first.raw == second.raw


def test_receipts_may_overtake_each_other(caller, hooked, inbox):
    hooked(out_of_order=True, delay=0.1)
    sent = [caller.phone().json()["data"]["msg_id"] for _ in range(4)]
    received = [each.msg_id for each in inbox.wait_for(4)]
    assert received != sent
    assert sorted(received) == sorted(sent)
    assert received.index(sent[1]) < received.index(sent[0])


def test_a_receipt_that_nothing_overtakes_comes_late(caller, hooked, inbox):
    hooked(out_of_order=True)
    caller.phone()
    assert len(inbox.wait_for(1)) == 1


def test_a_receipt_may_come_before_the_answer(caller, hooked, inbox):
    hooked(before_answer=True)
    answer = caller.phone().json()
    assert [each.msg_id for each in inbox.received] == [answer["data"]["msg_id"]]


def test_a_receipt_may_never_come(caller, hooked, inbox, zalo):
    hooked(never=True)
    caller.phone()
    assert inbox.wait_for(1, seconds=0.3) == []
    assert len(zalo.messages()) == 1


def test_a_reset_ends_what_is_on_its_way(caller, hooked, inbox, zalo):
    hooked(delay=0.5)
    caller.phone()
    zalo.reset()
    assert inbox.wait_for(1, seconds=0.7) == []
