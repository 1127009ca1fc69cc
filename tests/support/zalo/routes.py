"""Which path belongs to which host; scripts go before the rules."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.zalo import bot, oa, oa_reads, oauth, scripts, zbs, zbs_reads
from tests.support.zalo.codes import business_refusal, openapi_refusal
from tests.support.zalo.wire import Answer, Refused, Request, as_json, page
from tests.support.zalo.world import World

Endpoint = Callable[[World, Request], Answer]
ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "/v4/oa/access_token"): oauth.access_token,
    ("POST", "/message/template"): zbs.send,
    ("GET", "/message/status"): zbs_reads.status,
    ("GET", "/message/quota"): zbs_reads.quota,
    ("GET", "/quality"): zbs_reads.quality,
    ("GET", "/template/info/v2"): zbs_reads.template_info,
    ("GET", "/template/all"): zbs_reads.template_list,
    ("POST", "/response/get"): zbs_reads.responses,
    ("POST", "/v3.0/oa/message/cs"): oa.consultation,
    ("POST", "/v3.0/oa/message/template"): oa.by_uid,
    ("POST", "/v3.0/oa/message/transaction"): oa.gone,
    ("POST", "/v3.0/oa/message/promotion"): oa.gone,
    ("POST", "/v2.0/oa/message"): oa.gone,
    ("GET", "/v3.0/oa/user/detail"): oa_reads.user_detail,
    ("POST", "/v3.0/oa/quota/message"): oa_reads.quota,
    ("POST", "/v2.0/oa/upload/file"): oa_reads.upload,
}


def answer(world: World, request: Request) -> Answer:
    """Answer a call and write down how; the caller does not hold the lock."""
    with world.lock:
        entry = world.note(request)
        given = _scripted(world, request) or _by_rules(world, request)
        entry["decision"] = given.decision
        return given


def _scripted(world: World, request: Request) -> Answer | None:
    said = world.scripts.next_for(request)
    if said is None:
        return None
    return scripts.performed(
        said, lambda: _by_rules(world, request), lambda code: _words(request, code)
    )


def _by_rules(world: World, request: Request) -> Answer:
    if request.path.startswith("/bot"):
        return bot.method(world, request)
    endpoint = ENDPOINTS.get((request.method, request.path))
    return endpoint(world, request) if endpoint else page(404, "Not Found")


def _words(request: Request, code: int) -> bytes:
    """An error as the host of the path says it."""
    if request.path.startswith("/bot"):
        words = bot.WORDS.get(code, "Error")
        return as_json({"ok": False, "error_code": code, "description": words})
    openapi = request.path.startswith(("/v2.0/", "/v3.0/"))
    return (openapi_refusal if openapi else business_refusal)(Refused(code)).body
