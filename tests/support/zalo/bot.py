"""The bot platform: another envelope, and HTTP statuses that mean something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.support.zalo.delivery import Message, deliver
from tests.support.zalo.loopback import NotLoopback, require_loopback_url
from tests.support.zalo.wire import ACCEPTED, Answer, Request, as_json, page
from tests.support.zalo.world import World

LONGEST_TEXT = 2000
WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    408: "Request Timeout",
    429: "Quota exceeded",
    500: "Internal Server Error",
}


def method(world: World, request: Request) -> Answer:
    """Call ``/bot{id}:{secret}/{method}``."""
    token, _, name = request.path.removeprefix("/bot").partition("/")
    if token != world.state.bot_token:
        return _error(401)
    if name not in METHODS:
        return _error(404)
    return METHODS[name](world, request, request.content or {})


def _send_message(world: World, request: Request, said: dict[str, Any]) -> Answer:
    text = said.get("text")
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_TEXT:
        return _error(400)
    return _sent(world, request, said, text)


def _send_photo(world: World, request: Request, said: dict[str, Any]) -> Answer:
    if not isinstance(said.get("photo"), str) or not said["photo"]:
        return _error(400)
    return _sent(world, request, said, str(said.get("caption", "")))


def _sent(world: World, request: Request, said: dict[str, Any], text: str) -> Answer:
    """Deliver to a chat, but for those whose name says what goes wrong."""
    chat = str(said.get("chat_id", ""))
    match chat:
        case "":
            return _error(400)
        case "c429":
            return _error(429)
        case "c500":
            return _error(500)
        case "chtml":
            return page(502, "Bad Gateway")
    msg_id = deliver(world, request, Message("bot", chat, text=text))
    result = {"message_id": msg_id, "date": int(world.clock.milliseconds())}
    late = world.state.hang if chat == "coklater" else 0
    return replace(_ok(result, ACCEPTED), pause=late)


def _chat_action(world: World, request: Request, said: dict[str, Any]) -> Answer:
    return _ok(True, "typing") if said.get("chat_id") else _error(400)


def _get_me(world: World, request: Request, said: dict[str, Any]) -> Answer:
    bot_id = world.state.bot_token.partition(":")[0]
    about = {"account_type": "BASIC", "can_join_groups": False}
    return _ok({"id": bot_id, "account_name": "bot.cchc"} | about)


def _get_updates(world: World, request: Request, said: dict[str, Any]) -> Answer:
    """One update, not a list; 408 when there is none, and 400 while a webhook is set."""
    if world.bot_webhook:
        return _error(400)
    return _ok(world.updates.pop(0)) if world.updates else _error(408)


def _set_webhook(world: World, request: Request, said: dict[str, Any]) -> Answer:
    url, secret = str(said.get("url", "")), str(said.get("secret_token", ""))
    if not 8 <= len(secret) <= 256:
        return _error(400)
    try:
        require_loopback_url(url)
    except NotLoopback:
        return _error(400)
    world.bot_webhook = {"url": url, "secret_token": secret}
    return _ok(_webhook(world))


def _delete_webhook(world: World, request: Request, said: dict[str, Any]) -> Answer:
    world.bot_webhook = {}
    return _ok(_webhook(world))


def _webhook_info(world: World, request: Request, said: dict[str, Any]) -> Answer:
    return _ok(_webhook(world))


def _webhook(world: World) -> dict[str, Any]:
    return {
        "url": world.bot_webhook.get("url", ""),
        "updated_at": int(world.clock.milliseconds()),
    }


def _ok(result: object, decision: str = "read") -> Answer:
    return Answer(decision, as_json({"ok": True, "result": result}))


def _error(code: int) -> Answer:
    content = {"ok": False, "error_code": code, "description": WORDS[code]}
    return Answer(f"HTTP {code}", as_json(content), code)


METHODS: dict[str, Callable[[World, Request, dict[str, Any]], Answer]] = {
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendChatAction": _chat_action,
    "getMe": _get_me,
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
}
