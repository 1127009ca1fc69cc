"""``business``: messages by phone number."""

from __future__ import annotations

from tests.support.zalo import magic
from tests.support.zalo.codes import business_refusal
from tests.support.zalo.delivery import Message, deliver
from tests.support.zalo.wire import Answer, Refused, Request, success
from tests.support.zalo.world import World
from tests.support.zalo.zbs_checks import IN_ORDER, Attempt


def send(world: World, request: Request) -> Answer:
    """Take a message that passes all checks; it is paid for and counted only then."""
    attempt = Attempt(world, request)
    try:
        for check in IN_ORDER:
            check(attempt)
    except Refused as refused:
        return business_refusal(refused)
    return magic.ending(world, attempt.phone, lambda: _accept(attempt))


def _accept(attempt: Attempt) -> Answer:
    world, content = attempt.world, attempt.content
    world.used_on[world.today()] += 1
    world.used_on[f"{world.today()} {attempt.template_id}"] += 1
    message = Message(
        "zbs_phone",
        attempt.phone,
        attempt.template_id,
        content["template_data"],
        tracking_id=str(content.get("tracking_id", "")),
    )
    sent = {
        "msg_id": deliver(world, attempt.request, message),
        "sent_time": world.clock.milliseconds(),
        "sending_mode": str(content.get("sending_mode", "1")),
    }
    total, left = world.state.daily_quota, quota_left(world)
    return success(sent | {"quota": {"dailyQuota": str(total), "remainingQuota": str(left)}})


def quota_left(world: World) -> int:
    """How many messages the day has left."""
    return max(0, world.state.daily_quota - world.used_on[world.today()])
