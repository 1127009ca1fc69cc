"""Rule 4: a refresh token works once."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_tokens_rotate_and_the_lifetime_is_a_string(caller):
    answer = caller.refresh().json()
    assert answer == {"access_token": "AT2", "refresh_token": "RT2", "expires_in": "90000"}
    assert caller.phone(token="AT2").json()["error"] == 0
    assert caller.refresh("RT2").json()["access_token"] == "AT3"


@pytest.mark.parametrize("token", ["RT1", "?"])
def test_a_used_or_unknown_token_is_refused(caller, token):
    caller.refresh()
    answer = caller.refresh(token).json()
    assert (answer["error"], answer["error_name"]) == (-14014, "Invalid refresh token.")


def test_the_secret_has_to_be_in_the_header(caller, zalo):
    wrong = caller.refresh(secret="?").json()
    assert (wrong["error"], wrong["error_name"]) == (-14004, "Invalid secret key")
    missing = caller.http.post("/v4/oa/access_token", data={"secret_key": "bi-mat-cua-ung-dung"})
    assert missing.json()["error"] == -14004
    assert zalo.state()["refresh"] == {"RT1": True}


def test_of_two_refreshes_at_once_exactly_one_wins(caller, zalo):
    answers = [each.json() for each in caller.at_once(2, caller.refresh)]
    assert sorted("access_token" in each for each in answers) == [False, True]
    assert zalo.state()["refresh"] == {"RT1": False, "RT2": True}


def test_tokens_may_rotate_without_an_answer(caller, zalo):
    zalo.reset(oauth={"rotate_then_drop": 1})
    with pytest.raises(httpx.RemoteProtocolError):
        caller.refresh()
    assert zalo.log()[-1]["decision"] == "rotated, no answer"
    assert caller.refresh().json()["error"] == -14014
    assert caller.refresh("RT2").json()["access_token"] == "AT3"


def test_a_token_ends_after_25_hours(caller, zalo):
    zalo.reset(clock="2026-11-25T09:00")
    caller.refresh()
    zalo.advance(90000 - 1)
    assert caller.phone(token="AT2").json()["error"] == 0
    zalo.advance(1)
    assert caller.phone(token="AT2").json()["error"] == -124
    assert caller.text(token="AT2").json()["error"] == -220


def test_a_token_may_be_taken_back(caller, zalo):
    zalo.set(access={"AT1": False})
    assert (caller.phone().json()["error"], caller.text().json()["error"]) == (-124, -216)


def test_a_code_works_once_with_its_verifier(caller):
    form = {"code": "MA1", "app_id": "1234567890123456789", "grant_type": "authorization_code"}
    headers = {"secret_key": "bi-mat-cua-ung-dung"}

    def asked() -> dict[str, str]:
        body = form | {"code_verifier": "v" * 43}
        return caller.http.post("/v4/oa/access_token", data=body, headers=headers).json()

    assert asked()["refresh_token"] == "RT2"
    assert asked()["error"] == -14014
