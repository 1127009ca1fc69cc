"""``openapi``: messages of the OA to its users, as text or by template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps

from tests.support.zalo import magic
from tests.support.zalo.codes import openapi_refusal
from tests.support.zalo.delivery import Message, deliver
from tests.support.zalo.oa_checks import BY_UID, CONSULTATION, Call, Check
from tests.support.zalo.wire import Answer, Refused, Request, success
from tests.support.zalo.world import World

Endpoint = Callable[[World, Request], Answer]


def checked(checks: Sequence[Check]) -> Callable[[Callable[[Call], Answer]], Endpoint]:
    """Make an endpoint that answers a call which passes the limit of the minute and the checks."""

    def make(inner: Callable[[Call], Answer]) -> Endpoint:
        @wraps(inner)
        def endpoint(world: World, request: Request) -> Answer:
            call = Call(world, request)
            try:
                _within_limit(world)
                for check in checks:
                    check(call)
                answer = inner(call)
            except Refused as refused:
                answer = openapi_refusal(refused)
            return replace(answer, headers=_limits(world))

        return endpoint

    return make


@checked(CONSULTATION)
def consultation(call: Call) -> Answer:
    """Say something to a person who wrote within the week."""
    text = call.message.get("text", "")
    file = _file(call) if "attachment" in call.message else ""
    message = Message("oa_cs", call.user_id, text=text or file)
    quota = {"quota": {"quota_type": "reply", "remain": "8", "total": "8"}}
    more = quota if call.world.state.cs_quota else {}
    return magic.ending(call.world, call.user.phone, lambda: _accept(call, message, more))


@checked(BY_UID)
def by_uid(call: Call) -> Answer:
    """Send a template to a follower; at night no telephone rings."""
    content = call.content
    message = Message(
        "zbs_uid",
        call.user_id,
        str(content["template_id"]),
        content["template_data"],
        silent=call.world.clock.night(),
    )
    quota = {"quota": {"quota_type": "purchase_quota", "remain": "1000"}}
    return magic.ending(call.world, call.user.phone, lambda: _accept(call, message, quota))


@checked(())
def gone(call: Call) -> Answer:
    """What Zalo took out of service in March 2026."""
    raise Refused(-240)


def _accept(call: Call, message: Message, more: dict[str, dict[str, str]]) -> Answer:
    sent = {
        "message_id": deliver(call.world, call.request, message),
        "user_id": call.user_id,
        "sent_time": call.world.clock.milliseconds(),
    }
    return success(sent | more)


def _file(call: Call) -> str:
    """The name of the attached file, if it was uploaded and is not forgotten."""
    attachment = call.message["attachment"]
    payload = attachment.get("payload", {}) if isinstance(attachment, dict) else {}
    upload = call.world.uploads.get(str(payload.get("token", "")))
    if upload is None or upload.until < call.world.clock.now().timestamp():
        raise Refused(-100)
    return upload.name


def _within_limit(world: World) -> None:
    minute = _minute(world)
    world.calls[minute] += 1
    if world.calls[minute] > world.state.rate_limit:
        raise Refused(-32)


def _limits(world: World) -> dict[str, str]:
    left = max(0, world.state.rate_limit - world.calls[_minute(world)])
    return {"X-RateLimit-Limit": str(world.state.rate_limit), "X-RateLimit-Remain": str(left)}


def _minute(world: World) -> str:
    return world.clock.now().strftime("%Y-%m-%dT%H:%M")
