"""What can be asked of the host for messages by phone number."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_a_message_is_unknown_then_pushed_then_delivered(caller, zalo):
    zalo.reset(webhook={"delay": 30})
    sent = caller.phone().json()["data"]["msg_id"]
    zalo.set(webhook={"delay": 0})
    there = caller.phone().json()["data"]["msg_id"]
    found = [
        caller.get("/message/status", message_id=each).json()["data"]["status"]
        for each in ("x", sent, there)
    ]
    assert found == [-1, 0, 1]


def test_quality(caller, zalo):
    zalo.reset(quality="LOW")
    assert caller.get("/quality").json()["data"]["oaCurrentQuality"] == "LOW"


def test_a_template_tells_its_limits_and_prices(caller):
    found = caller.get("/template/info/v2", template_id="nhac-viec").json()["data"]
    assert {each["name"]: each["maxLength"] for each in found["listParams"]} == {
        "ten": 30,
        "viec": 100,
        "han": 20,
        "ma": 30,
        "lien_ket": 200,
    }
    assert (found["status"], found["price_sdt"], found["price_uid"]) == ("ENABLE", "300", "200")
    assert caller.get("/template/info/v2", template_id="?").json()["error"] == -109


def test_the_filter_of_the_list_is_a_number_and_the_answer_a_word(caller):
    found = caller.get("/template/all", offset=0, limit=100, status=3).json()
    assert [each["status"] for each in found["data"]] == ["REJECT"]
    refused = [{"status": "REJECT"}, {"limit": 101}]
    assert [caller.get("/template/all", **each).json()["error"] for each in refused] == [-132] * 2


def test_a_pressed_button_is_found_again(caller, zalo):
    sent = caller.phone(template_id="phan-hoi", tracking_id="nhac-1").json()["data"]["msg_id"]
    message = {"submit_time": "1759215799072", "data": "Đã nhận", "tracking_id": "nhac-1"}
    event = {"event_name": "user_click_response_button", "message": message, "msg_id": sent}
    assert zalo.emit(event) is None
    asked = {"template_id": "phan-hoi", "from_time": 0, "to_time": 1759215799073, "limit": 10}
    [found] = caller.post("/response/get", asked).json()["data"]
    assert (found["trackingId"], found["data"]) == ("nhac-1", "Đã nhận")


def test_questions_need_a_token_too(caller):
    assert caller.get("/quality", token="x").json()["error"] == -124
