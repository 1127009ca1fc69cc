"""Rule 10: tests steer the server on a port of its own."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_reset_brings_the_defaults_back(caller, zalo):
    zalo.reset(daily_quota=1, templates={"rieng": {"params": {"ten": 5}}})
    caller.phone()
    assert zalo.state()["used"] == 1
    zalo.reset()
    assert (zalo.log(), zalo.messages(), zalo.state()["used"]) == ([], [], 0)
    assert "rieng" not in zalo.state()["templates"]
    assert zalo.state()["daily_quota"] == 500


def test_a_template_is_changed_in_one_point(caller, zalo):
    zalo.reset(templates={"nhac-viec": {"daily_quota": 1}})
    assert caller.errors("84911110001", "84911110002") == [0, -147]


@pytest.mark.parametrize(
    "wrong", [{"quota": 1}, {"webhook": {"uri": "x"}}, {"templates": {"a": {"parms": {}}}}]
)
def test_what_is_unknown_is_refused(zalo, wrong):
    with pytest.raises(ValueError, match=r"quota|uri|parms"):
        zalo.reset(**wrong)


def test_the_clock_stands_where_it_is_put(caller, zalo):
    zalo.clock("2026-11-25T14:59:00", tz="UTC")
    first = caller.phone().json()["data"]["sent_time"]
    assert first == caller.phone().json()["data"]["sent_time"] == "1795618740000"
    assert zalo.log()[0]["ts"] == "2026-11-25T14:59:00+00:00"


def test_the_clock_runs_until_it_is_put(caller, zalo):
    zalo.clock("2026-11-25T14:59:00")
    zalo.clock(None)
    assert caller.phone().json()["data"]["sent_time"] != "1795593540000"


def test_the_log_has_each_call_as_it_came_and_what_was_decided(caller, zalo):
    caller.phone("84911110118")
    caller.get("/message/status", message_id="x")
    caller.phone(token="x")
    sent, asked, refused = zalo.log()
    assert (sent["method"], sent["path"]) == ("POST", "/message/template")
    assert sent["headers"]["access_token"] == "AT1"
    assert '"phone":"84911110118"' in sent["body"].replace(": ", ":")
    assert asked["query"] == {"message_id": "x"}
    assert [each["decision"] for each in (sent, asked, refused)] == ["-118", "read", "-124"]


def test_a_script_answers_those_that_match_and_is_used_up(caller, zalo):
    match = {"path": "/message/template", "phone": "84911110002"}
    zalo.script(match, {"error": -144, "times": 2}, {"json": {"error": -1, "message": "?"}})
    phones = ["84911110001", *["84911110002"] * 4]
    assert caller.errors(*phones) == [0, -144, -144, -1, 0]
    assert [each["decision"] for each in zalo.log()[:2]] == ["accepted", "script"]


def test_a_script_speaks_as_the_host_does(caller, zalo):
    zalo.script({"path": "/bot*/sendMessage", "chat_id": "c1"}, {"error": 429, "status": 429})
    answer = caller.bot("sendMessage", chat_id="c1", text="a")
    assert (answer.status_code, answer.json()["description"]) == (429, "Quota exceeded")
    zalo.script({"user_id": "u1"}, {"error": -211})
    assert caller.text("u1").json()["error"] == -211


def test_a_script_may_let_a_message_through_and_break_the_answer(caller, zalo):
    zalo.script({}, {"accept": True, "cut": "drop"}, {"accept": True, "status": 503}, {"hang": 0.1})
    with pytest.raises(httpx.RemoteProtocolError):
        caller.phone()
    assert caller.phone().status_code == 503
    with pytest.raises(httpx.RemoteProtocolError):
        caller.phone()
    assert len(zalo.messages()) == 2


def test_a_token_dies_in_the_middle_of_a_batch(caller, zalo):
    zalo.script({"path": "/message/template"}, {"pass": True, "times": 2}, {"error": -124})
    assert caller.errors(*["84911110001"] * 4) == [0, 0, -124, 0]


def test_an_event_is_sent_as_it_is_given(zalo, inbox):
    zalo.reset(webhook={"url": inbox.url})
    event = {"event_name": "unfollow", "follower": {"id": "u1"}, "timestamp": "1", "app_id": "2"}
    assert zalo.emit(event) == 200
    [received] = inbox.received
    assert received.event == event
    assert zalo.state()["users"]["u1"]["follows"] is False


def test_events_change_templates_and_quota(zalo):
    status = {"prev_status": "ENABLE", "new_status": "DISABLE"}
    event = {"event_name": "change_template_status", "template_id": "nhac-viec", "status": status}
    zalo.emit(event)
    quota = {"prev_value": "500", "new_value": "2000"}
    zalo.emit({"event_name": "change_oa_daily_quota", "quota": quota})
    state = zalo.state()
    assert (state["templates"]["nhac-viec"]["status"], state["daily_quota"]) == ("DISABLE", 2000)


def test_the_interfaces_have_no_control(caller):
    assert caller.http.get("/__/log").status_code == 404


def test_fifty_at_once_are_fifty_messages(caller, zalo):
    answers = caller.at_once(50, caller.phone)
    assert {each.json()["error"] for each in answers} == {0}
    assert len({each["msg_id"] for each in zalo.messages()}) == zalo.state()["used"] == 50
