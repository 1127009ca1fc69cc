"""The host that gives tokens: a refresh token works once, and the next one comes with it."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import timedelta

from tests.support.zalo.wire import Answer, Cut, Request, as_json
from tests.support.zalo.world import World


def access_token(world: World, request: Request) -> Answer:
    """Give tokens for a code or for a refresh token, which is worth nothing afterwards."""
    state, form = world.state, request.form
    if request.headers.get("secret_key") != state.app_secret:
        return _refusal(-14004, "Invalid secret key")
    if form.get("app_id") != state.app_id:
        return _refusal(-14002, "Invalid appId.")
    if form.get("grant_type") == "authorization_code":
        return _for_code(world, form)
    if not state.refresh.get(form.get("refresh_token", "")):
        return _refusal(-14014, "Invalid refresh token.")
    state.refresh[form["refresh_token"]] = False
    answer = _tokens(world)
    return _dropped(world, answer) if state.oauth.rotate_then_drop > 0 else answer


def _for_code(world: World, form: dict[str, str]) -> Answer:
    """A code is worth nothing after the first attempt, whether or not the verifier was right."""
    verifier = world.state.codes.pop(form.get("code", ""), "")
    if not verifier or not hmac.compare_digest(verifier, form.get("code_verifier", "")):
        return _refusal(-14014, "Invalid authorization code.")
    return _tokens(world)


def _tokens(world: World) -> Answer:
    number = world.number("token") + 1
    access, refresh = f"AT{number}", f"RT{number}"
    lifetime = world.state.oauth.expires_in
    until = world.clock.now() + timedelta(seconds=int(lifetime))
    world.state.access[access] = until.isoformat()
    world.state.refresh[refresh] = True
    tokens = {"access_token": access, "refresh_token": refresh, "expires_in": lifetime}
    return Answer("rotated", as_json(tokens))


def _dropped(world: World, answer: Answer) -> Answer:
    left = world.state.oauth.rotate_then_drop - 1
    world.state.oauth = replace(world.state.oauth, rotate_then_drop=left)
    return replace(answer, decision="rotated, no answer", cut=Cut.DROP)


def _refusal(code: int, name: str) -> Answer:
    content = {"error": code, "error_name": name, "error_description": name}
    return Answer(str(code), as_json(content))
