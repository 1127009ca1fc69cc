"""Rule 8: the bot."""

from __future__ import annotations

from time import monotonic

import httpx
import pytest

pytestmark = pytest.mark.slow
UPDATE = {"event_name": "message.text.received", "message": {"text": "đã nhận"}}


def test_a_message_is_sent(caller, zalo):
    answer = caller.bot("sendMessage", chat_id="c1", text="Nhắc việc").json()
    assert answer["ok"]
    [message] = zalo.messages()
    assert answer["result"]["message_id"] == message["msg_id"]
    assert (message["channel"], message["recipient"]) == ("bot", "c1")
    assert message["text"] == "Nhắc việc"


def test_another_token_is_refused_by_status(caller):
    answer = caller.bot("getMe", token="1001:x")
    expected = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (answer.status_code, answer.json()) == (401, expected)


@pytest.mark.parametrize(("text", "status"), [("", 400), ("x" * 2000, 200), ("x" * 2001, 400)])
def test_a_text_has_1_to_2000_letters(caller, text, status):
    answer = caller.bot("sendMessage", chat_id="c1", text=text)
    assert answer.status_code == status
    assert answer.json()["ok"] is (status == 200)


def test_some_chats_fail(caller, zalo):
    answers = [caller.bot("sendMessage", chat_id=c, text="a") for c in ("c429", "c500", "chtml")]
    assert [each.status_code for each in answers] == [429, 500, 502]
    assert answers[0].json()["error_code"] == 429
    assert answers[2].text.startswith("<html>")
    assert zalo.messages() == []


def test_one_chat_takes_a_message_and_says_so_late(caller, zalo):
    zalo.reset(hang=0.3)
    begin = monotonic()
    assert caller.bot("sendMessage", chat_id="coklater", text="a").json()["ok"]
    assert monotonic() - begin >= 0.3
    zalo.set(hang=3)
    with pytest.raises(httpx.ReadTimeout):
        caller.http.post(
            "/bot1001:bi-mat-cua-bot/sendMessage",
            json={"chat_id": "coklater", "text": "a"},
            timeout=0.3,
        )
    assert len(zalo.messages()) == 2


def test_an_update_comes_alone_and_once(caller, zalo):
    zalo.emit(UPDATE)
    assert caller.bot("getUpdates", timeout="1").json()["result"] == UPDATE
    assert caller.bot("getUpdates", timeout="1").json()["error_code"] == 408


def test_updates_cannot_be_asked_for_while_there_is_a_webhook(caller, zalo, inbox):
    caller.bot("setWebhook", url=inbox.url, secret_token="bi-mat-12")
    assert caller.bot("getUpdates", timeout="1").status_code == 400
    assert zalo.emit(UPDATE) == 200
    [received] = inbox.received
    assert received.headers["x-bot-api-secret-token"] == "bi-mat-12"
    assert received.event == {"ok": True, "result": UPDATE}
    caller.bot("deleteWebhook")
    assert caller.bot("getUpdates", timeout="1").json()["error_code"] == 408


@pytest.mark.parametrize(
    ("url", "secret"),
    [("http://127.0.0.1:9/", "ngan"), ("https://cchc.example/bot", "bi-mat-12")],
)
def test_a_webhook_has_a_secret_and_is_on_this_machine(caller, url, secret):
    assert caller.bot("setWebhook", url=url, secret_token=secret).status_code == 400
    assert caller.bot("getWebhookInfo").json()["result"]["url"] == ""


def test_the_other_methods(caller):
    assert caller.bot("getMe").json()["result"]["account_type"] == "BASIC"
    assert caller.bot("sendChatAction", chat_id="c1", action="typing").json()["ok"]
    assert caller.bot("sendPhoto", chat_id="c1", photo="https://a.example/a.png").json()["ok"]
    assert caller.bot("sendVideo", chat_id="c1").status_code == 404
