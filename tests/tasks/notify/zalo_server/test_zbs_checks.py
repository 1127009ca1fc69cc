"""Rules 1 and 2: a message to a phone number is looked at in one order."""

from __future__ import annotations

import json
import unicodedata

import pytest

from tests.support.zalo.tokens import proof
from tests.support.zalo_caller import TASK

pytestmark = pytest.mark.slow
PHONE = "84911110001"
BEFORE_THE_BODY = (-124, -1241, -122)
WRONG_BODY = {"phone": "0911", "template_id": "?", "template_data": [], "mode": "development"}
WRONG_STATE = {
    "proof_required": True,
    "oa_allowed": False,
    "zca_chargeable": False,
    "daily_quota": 0,
    "phones": {PHONE: -118},
    "clock": "2026-11-25T23:00",
    "templates": {"nhac-dem": {"status": "REJECT", "off": True, "daily_quota": 0}},
}
IN_ORDER = [
    (-124, {"headers": {"access_token": "AT1"}}),
    (-1241, {"headers": {"appsecret_proof": proof("bi-mat-cua-ung-dung", "AT1")}}),
    (-122, {}),
    (-135, {"state": {"oa_allowed": True}}),
    (-137, {"state": {"zca_chargeable": True}}),
    (-108, {"body": {"phone": PHONE}}),
    (-109, {"body": {"template_id": "nhac-dem"}}),
    (-131, {"state": {"templates": {"nhac-dem": {"status": "ENABLE"}}}}),
    (-146, {"state": {"templates": {"nhac-dem": {"off": False}}}}),
    (-111, {"body": {"template_data": TASK | {"ten": ""}}}),
    (-1122, {"body": {"template_data": TASK | {"ten": "x" * 31}}}),
    (-1121, {"body": {"template_data": TASK | {"ten": 1}}}),
    (-1124, {"body": {"template_data": TASK}}),
    (-127, {"state": {"admins": [PHONE]}}),
    (-133, {"state": {"clock": "2026-11-25T12:00"}}),
    (-144, {"state": {"daily_quota": 9}}),
    (-147, {"state": {"templates": {"nhac-dem": {"daily_quota": 9}}}}),
    (-118, {"state": {"phones": {PHONE: 0}}}),
]
"""The code that is due, and what to put right so that the next one is."""


def test_success_is_paid_for_and_counted(caller, zalo):
    answer = caller.phone(tracking_id="nhac-1").json()
    assert answer["error"] == 0
    assert answer["data"]["quota"] == {"dailyQuota": "500", "remainingQuota": "499"}
    assert answer["data"]["sent_time"].isdigit()
    [message] = zalo.messages()
    assert message["msg_id"] == answer["data"]["msg_id"]
    assert (message["channel"], message["recipient"]) == ("zbs_phone", PHONE)
    assert (message["template"], message["tracking_id"]) == ("nhac-viec", "nhac-1")


def test_answers_are_json_with_status_200_and_the_type_of_zalo(caller):
    for answer in (caller.phone(), caller.phone(token="x"), caller.refresh("x")):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/json;charset=utf-8"


def test_each_check_comes_before_the_next(caller, zalo):
    zalo.reset(**WRONG_STATE)
    headers, body = {}, dict(WRONG_BODY)
    for error, right in IN_ORDER:
        content = b"{" if error in BEFORE_THE_BODY else json.dumps(body).encode()
        answer = caller.http.post("/message/template", content=content, headers=headers)
        assert answer.json()["error"] == error
        headers |= right.get("headers", {})
        body |= right.get("body", {})
        zalo.set(**right.get("state", {}))
    assert caller.post("/message/template", body).json()["error"] == -1241
    assert caller.http.post("/message/template", json=body, headers=headers).json()["error"] == 0
    assert zalo.state()["used"] == len(zalo.messages()) == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"ten": None}, -1124),
        ({"ten": 5}, -1124),
        ({"ten": ""}, -1122),
        ({"ten": "x" * 30}, 0),
        ({"ten": "x" * 31}, -1121),
        ({"ten": "ễ" * 30}, 0),
        ({"ten": unicodedata.normalize("NFD", "ễ" * 30)}, -1121),
    ],
)
def test_parameters_are_measured_as_they_came(caller, change, error):
    assert caller.phone(template_data=TASK | change).json()["error"] == error


def test_a_missing_parameter_is_told(caller):
    answer = caller.phone(template_data={"ten": "An"}).json()
    assert (answer["error"], "viec" in answer["message"]) == (-1122, True)


@pytest.mark.parametrize("phone", ["0911110001", "911110001", "+84911110001", "849111100012", ""])
def test_a_number_is_written_in_one_way(caller, phone):
    assert caller.errors(phone) == [-108]


@pytest.mark.parametrize(
    ("at", "error"), [("21:59", 0), ("22:00", -133), ("05:59", -133), ("06:00", 0)]
)
def test_night_is_from_22_to_6(caller, zalo, at, error):
    zalo.clock(f"2026-11-25T{at}:00")
    assert caller.phone(template_id="nhac-dem").json()["error"] == error
    assert caller.phone(template_id="nhac-viec").json()["error"] == 0


def test_quota_ends_and_comes_back_with_the_day(caller, zalo):
    zalo.reset(daily_quota=5, clock="2026-11-25T09:00")
    phones = [f"8491111000{each}" for each in range(8)]
    assert caller.errors(*phones) == [0] * 5 + [-144] * 3
    zalo.clock("2026-11-26T06:05")
    assert caller.errors(*phones[5:]) == [0] * 3


def test_quota_is_not_used_up_by_refusals(caller, zalo):
    caller.errors("84911110118", "84911110114", "0", PHONE)
    answer = caller.get("/message/quota").json()["data"]
    assert (answer["dailyQuota"], answer["remainingQuota"]) == (500, 499)


def test_the_same_tracking_id_twice_is_two_messages(caller, zalo):
    caller.phone(tracking_id="nhac-1")
    caller.phone(tracking_id="nhac-1")
    first, second = zalo.messages()
    assert first["tracking_id"] == second["tracking_id"] == "nhac-1"
    assert first["msg_id"] != second["msg_id"]


def test_bearer_is_ignored(caller):
    headers = {"Authorization": "Bearer AT1"}
    by_phone = caller.http.post("/message/template", json={}, headers=headers)
    by_user = caller.http.post("/v3.0/oa/message/cs", json={}, headers=headers)
    assert (by_phone.json()["error"], by_user.json()["error"]) == (-124, -216)
