"""How a test steers the server and asks what happened; on a port of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.support.zalo.events import completed, take_note
from tests.support.zalo.outgoing import Letter, letters_of, post_now
from tests.support.zalo.wire import Answer, Request, as_json, page
from tests.support.zalo.world import World


def answer(world: World, request: Request) -> Answer:
    """Do what is asked; 400 with the reason when it makes no sense."""
    act = ACTIONS.get((request.method, request.path))
    if act is None:
        return page(404, "Not Found")
    try:
        return Answer("control", as_json(act(world, request.content or {})))
    except (KeyError, TypeError, ValueError) as error:
        return Answer("control", as_json({"ok": False, "why": repr(error)}), 400)


def _reset(world: World, said: dict[str, Any]) -> object:
    world.reset(said)
    return {"ok": True}


def _set(world: World, said: dict[str, Any]) -> object:
    world.configure(said)
    return {"ok": True}


def _clock(world: World, said: dict[str, Any]) -> object:
    """Stand at ``iso``, move on by ``advance`` seconds, or run again with neither."""
    with world.lock:
        if "advance" in said:
            world.clock.advance(float(said["advance"]))
        else:
            world.clock.set(said.get("iso"), said.get("tz", "Asia/Ho_Chi_Minh"))
        return {"ok": True, "now": world.clock.now().isoformat()}


def _script(world: World, said: dict[str, Any]) -> object:
    with world.lock:
        world.scripts.add(said.get("match", {}), list(said["answers"]))
    return {"ok": True}


def _emit(world: World, said: dict[str, Any]) -> object:
    """Let an event happen, and say what the app's address answered at first."""
    with world.lock:
        if said["event_name"].startswith("message."):
            letters = _to_bot(world, said)
        else:
            event = completed(world, said)
            take_note(world, event)
            letters = letters_of(world, event)
    return {"ok": True, "status": post_now(world, letters)}


def _to_bot(world: World, said: dict[str, Any]) -> list[Letter]:
    """What the bot was told: posted if it has a webhook, otherwise kept for ``getUpdates``."""
    hook = world.bot_webhook
    if not hook:
        world.updates.append(said)
        return []
    raw = as_json({"ok": True, "result": said})
    secret = {"X-Bot-Api-Secret-Token": hook["secret_token"]}
    patience = world.state.webhook.patience
    return [Letter(said, hook["url"], raw, lambda _: secret, (), patience, world.over)]


def _state(world: World, said: dict[str, Any]) -> object:
    with world.lock:
        return asdict(world.state) | {"used": world.used_on[world.today()]}


def _listed(name: str) -> Callable[[World, dict[str, Any]], object]:
    def act(world: World, said: dict[str, Any]) -> object:
        with world.lock:
            return list(getattr(world, name))

    return act


ACTIONS: dict[tuple[str, str], Callable[[World, dict[str, Any]], object]] = {
    ("POST", "/__/reset"): _reset,
    ("POST", "/__/set"): _set,
    ("POST", "/__/clock"): _clock,
    ("POST", "/__/script"): _script,
    ("POST", "/__/emit"): _emit,
    ("GET", "/__/state"): _state,
    ("GET", "/__/log"): _listed("log"),
    ("GET", "/__/messages"): _listed("messages"),
    ("GET", "/__/webhooks"): _listed("webhooks"),
}
