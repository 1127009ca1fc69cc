"""``business``: what can be asked about messages, quota, quality and templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any

from tests.support.zalo.codes import business_refusal
from tests.support.zalo.state import Template
from tests.support.zalo.wire import Answer, Refused, Request, success
from tests.support.zalo.world import World
from tests.support.zalo.zbs import quota_left
from tests.support.zalo.zbs_checks import CALLER, Attempt, json_body, oa_permission

STATUSES = {"1": "ENABLE", "2": "PENDING_REVIEW", "3": "REJECT", "4": "DISABLE"}
Endpoint = Callable[[World, Request], Answer]


def _asked(endpoint: Endpoint) -> Endpoint:
    """Let in only those who may ask."""

    @wraps(endpoint)
    def guarded(world: World, request: Request) -> Answer:
        attempt = Attempt(world, request)
        try:
            for check in (*CALLER, oa_permission):
                check(attempt)
            return endpoint(world, request)
        except Refused as refused:
            return business_refusal(refused)

    return guarded


@_asked
def status(world: World, request: Request) -> Answer:
    """-1 for a message that nobody knows, 0 on its way, 1 there."""
    due = world.delivered_at.get(request.query.get("message_id", ""))
    if due is None:
        return success({"status": -1, "message": "The message is not found"}, "read")
    if monotonic() < due:
        return success({"status": 0, "message": "The message is pushed"}, "read")
    known = {"delivery_time": world.clock.milliseconds(), "status": 1}
    return success(known | {"message": "The message is delivered"}, "read")


@_asked
def quota(world: World, request: Request) -> Answer:
    """Numbers here, where the answer to a message has strings."""
    nothing = ("dailyQuotaPromotion", "remainingQuotaPromotion")
    monthly = {
        "monthlyPromotionQuota": 0,
        "remainingMonthlyPromotionQuota": 0,
        "estimatedNextMonthPromotionQuota": 0,
    }
    daily = {"dailyQuota": world.state.daily_quota, "remainingQuota": quota_left(world)}
    return success(daily | dict.fromkeys(nothing) | monthly, "read")


@_asked
def quality(world: World, request: Request) -> Answer:
    """Of now and of the last week."""
    found = world.state.quality
    return success({"oaCurrentQuality": found, "oa7dayQuality": found}, "read")


@_asked
def template_info(world: World, request: Request) -> Answer:
    """A template with its parameters and prices."""
    name = request.query.get("template_id", "")
    if name not in world.state.templates:
        raise Refused(-109)
    return success(_details(name, world.state.templates[name]), "read")


@_asked
def template_list(world: World, request: Request) -> Answer:
    """Some templates; the filter takes numbers though the answers have words."""
    asked = request.query
    wanted = asked.get("status")
    if wanted is not None and wanted not in STATUSES:
        raise Refused(-132)
    start, count = _number(asked.get("offset", "0")), _number(asked.get("limit", "100"))
    if count > 100:
        raise Refused(-132)
    found = [
        _summary(name, template)
        for name, template in world.state.templates.items()
        if wanted is None or template.status == STATUSES[wanted]
    ]
    page, total = found[start : start + count], len(found)
    return success(page, "read", metadata={"total": total})


@_asked
def responses(world: World, request: Request) -> Answer:
    """The buttons that recipients of a template pressed in a time."""
    json_body(Attempt(world, request))
    asked = request.content or {}
    begin, end = _number(asked.get("from_time", 0)), _number(asked.get("to_time", 1 << 53))
    of = {each["msg_id"] for each in world.messages if each["template"] == asked.get("template_id")}
    found = [
        each
        for each in world.responses
        if each["msgId"] in of and begin <= _number(each["submitTime"]) <= end
    ]
    return success(found[: _number(asked.get("limit", 100))], "read")


def _number(text: object) -> int:
    if not str(text).isdigit():
        raise Refused(-132)
    return int(str(text))


def _summary(name: str, template: Template) -> dict[str, Any]:
    return {
        "templateId": name,
        "templateName": name,
        "status": template.status,
        "templateQuality": template.quality,
    }


def _details(name: str, template: Template) -> dict[str, Any]:
    limits = {"require": True, "type": "STRING", "minLength": 1, "acceptNull": False}
    return _summary(name, template) | {
        "listParams": [limits | {"name": n, "maxLength": m} for n, m in template.params.items()],
        "listButtons": [],
        "timeout": 7200000,
        "templateTag": ("TRANSACTION", "CUSTOMER_CARE", "PROMOTION")[template.tag - 1],
        "price_sdt": template.price_sdt,
        "price_uid": template.price_uid,
    }
