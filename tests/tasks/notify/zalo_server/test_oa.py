"""Rule 3: messages of the OA to its users."""

from __future__ import annotations

import httpx
import pytest

from tests.support.zalo.tokens import proof

pytestmark = pytest.mark.slow
NOW = "2026-11-25T09:00"
WEEK_AGO = "2026-11-18T09:00"


def test_each_check_of_a_text_comes_before_the_next(caller, zalo):
    past = "2020-01-01T00:00"
    zalo.reset(proof_required=True, access={"AT0": past}, clock=NOW)
    seen = [caller.text("?", "", token=each).json()["error"] for each in ("x", "AT0", "AT1")]
    zalo.set(proof_required=False)
    seen += [caller.text(*each).json()["error"] for each in (("?", ""), ("?", "a"), ("u2", "a"))]
    seen.append(caller.text().json()["error"])
    assert seen == [-216, -220, -242, -201, -213, -230, 0]
    assert [each["text"] for each in zalo.messages()] == ["Đã nhận."]


def test_the_proof_is_the_hmac_of_the_token(caller, zalo):
    zalo.reset(proof_required=True)
    right = {"access_token": "AT1", "appsecret_proof": proof("bi-mat-cua-ung-dung", "AT1")}
    answer = caller.http.get("/quality", headers=right)
    assert answer.json()["error"] == 0


@pytest.mark.parametrize(("length", "error"), [(1, 0), (2000, 0), (2001, -201)])
def test_a_text_has_at_most_2000_letters(caller, length, error):
    assert caller.text(text="ế" * length).json()["error"] == error


@pytest.mark.parametrize(("last", "error"), [(WEEK_AGO, 0), ("2026-11-18T08:59", -230)])
def test_the_window_is_a_week(caller, zalo, last, error):
    zalo.reset(clock=NOW, users={"u9": {"last_interaction": last}})
    assert caller.text("u9").json()["error"] == error


def test_writing_to_the_oa_opens_the_window(caller, zalo):
    assert caller.text("u2").json()["error"] == -230
    zalo.emit({"event_name": "user_send_text", "sender": {"id": "u2"}, "message": {"text": "a"}})
    assert caller.text("u2").json()["error"] == 0


def test_each_check_of_a_template_comes_before_the_next(caller, zalo):
    changes = {"uid_ok": False, "status": "REJECT"}
    zalo.reset(zca_chargeable=False, templates={"nhac-viec": changes})
    seen = [caller.uid(each).json()["error"] for each in ("", "?", "u3", "u4", "u2")]
    for change in ({"uid_ok": True}, {"status": "ENABLE"}):
        zalo.set(templates={"nhac-viec": change})
        seen.append(caller.uid("u2").json()["error"])
    zalo.set(zca_chargeable=True, uid_needs_interaction=True)
    seen.append(caller.uid("u2").json()["error"])
    zalo.set(uid_needs_interaction=False)
    seen.append(caller.uid("u2").json()["error"])
    assert seen == [-201, -213, -213, -244, -249, -131, -321, -230, 0]


def test_a_template_rings_no_telephone_at_night(caller, zalo):
    for at in ("21:59", "22:00"):
        zalo.clock(f"2026-11-25T{at}")
        answer = caller.uid().json()
        assert answer["data"]["quota"]["quota_type"] == "purchase_quota"
    assert [each["silent"] for each in zalo.messages()] == [False, True]


def test_promotions_wait_for_the_day(caller, zalo):
    zalo.reset(templates={"nhac-viec": {"tag": 3}}, clock="2026-11-25T22:00")
    assert caller.uid().json()["error"] == -234


def test_the_minute_has_a_limit(caller, zalo):
    zalo.reset(rate_limit=2, clock=NOW)
    answers = [caller.text() for _ in range(3)]
    assert [each.json()["error"] for each in answers] == [0, 0, -32]
    assert [each.headers["X-RateLimit-Remain"] for each in answers] == ["1", "0", "0"]
    assert answers[0].headers["X-RateLimit-Limit"] == "2"
    assert answers[2].json()["message"] == "Your application reached limit call api"
    zalo.advance(60)
    assert caller.text().json()["error"] == 0


def test_a_user_is_asked_for_with_json_in_the_address(caller, zalo):
    zalo.reset(clock=NOW)
    found = caller.get("/v3.0/oa/user/detail", data='{"user_id":"u1"}').json()["data"]
    assert found["user_last_interaction_date"] == "25/11/2026"
    assert found["shared_info"]["phone"] == "84900000001"
    assert caller.get("/v3.0/oa/user/detail", data='{"user_id":"?"}').json()["error"] == -213


def test_the_quota_of_a_user_tells_the_last_interaction(caller, zalo):
    zalo.reset(clock=NOW)
    found = caller.post("/v3.0/oa/quota/message", {"user_id": "u1"}).json()["data"]
    assert found["last_interaction"] == "1795572000000"


def test_a_file_is_forgotten_after_a_week(caller, zalo):
    zalo.reset(clock=NOW)
    token = _upload(caller, "Phụ lục.pdf").json()["data"]["token"]
    attachment = {"type": "file", "payload": {"token": token}}
    body = {"recipient": {"user_id": "u1"}, "message": {"attachment": attachment}}
    seen = [caller.post("/v3.0/oa/message/cs", body).json()["error"]]
    zalo.advance(7 * 86400 + 1)
    seen.append(caller.post("/v3.0/oa/message/cs", body).json()["error"])
    assert seen == [0, -100]


def test_only_some_files_of_some_size_are_kept(caller):
    assert _upload(caller, "a.exe").json()["error"] == -201
    assert _upload(caller, "a.pdf", b"x" * (5 * 1024 * 1024 + 1)).json()["error"] == -210


@pytest.mark.parametrize("kind", ["transaction", "promotion"])
def test_what_is_out_of_service_stays_so(caller, kind):
    assert caller.post(f"/v3.0/oa/message/{kind}", {}).json()["error"] == -240


def _upload(caller, name: str, content: bytes = b"%PDF-1.7") -> httpx.Response:
    files, headers = {"file": (name, content)}, {"access_token": "AT1"}
    return caller.http.post("/v2.0/oa/upload/file", files=files, headers=headers)
