"""The events that go to the app's address, and what they change here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.zalo.state import User
from tests.support.zalo.world import World

OF_TEMPLATES = {
    "user_click_response_button",
    "user_feedback",
    "user_submit_info",
    "change_template_status",
    "change_template_quality",
    "change_oa_daily_quota",
}


def phone_receipt(world: World, phone: str, msg_id: str, tracking_id: str) -> dict[str, Any]:
    """A message sent by phone number has arrived."""
    delivered = {"delivery_time": world.clock.milliseconds(), "msg_id": msg_id}
    return _receipt(world, phone, delivered | {"tracking_id": tracking_id})


def oa_receipt(world: World, user: str, msg_id: str) -> dict[str, Any]:
    """The same of a message of the OA: same name, but no ``delivery_time``."""
    return _receipt(world, user, {"msg_id": msg_id})


def _receipt(world: World, recipient: str, message: dict[str, str]) -> dict[str, Any]:
    return {
        "event_name": "user_received_message",
        "app_id": world.state.app_id,
        "sender": {"id": world.state.oa_id},
        "recipient": {"id": recipient},
        "message": message,
        "timestamp": world.clock.milliseconds(),
    }


def completed(world: World, event: dict[str, Any]) -> dict[str, Any]:
    """An event with the app and the time, where a test did not give them."""
    return {"app_id": world.state.app_id, "timestamp": world.clock.milliseconds()} | event


def of_templates(event: dict[str, Any]) -> bool:
    """Whether an event is one of template messages, which are marked by a header of their own."""
    message = event.get("message")
    receipt = isinstance(message, dict) and "delivery_time" in message
    return receipt or event.get("event_name") in OF_TEMPLATES


def take_note(world: World, event: dict[str, Any]) -> None:
    """Change what is known by what happened: a person wrote, followed, pressed a button."""
    match event.get("event_name"):
        case "user_send_text":
            _user(world, event["sender"]["id"], last_interaction=event_time(world))
        case "follow" | "unfollow" as name:
            _user(world, event["follower"]["id"], follows=name == "follow")
        case "user_click_response_button":
            world.responses.append(_response(event))
        case "change_template_status":
            status = {"status": event["status"]["new_status"]}
            world.state.configure({"templates": {event["template_id"]: status}})
        case "change_oa_daily_quota":
            world.state.daily_quota = int(event["quota"]["new_value"])


def event_time(world: World) -> str:
    """When it happened: now."""
    return world.clock.now().isoformat()


def _user(world: World, uid: str, **change: Any) -> None:
    world.state.users[uid] = replace(world.state.users.get(uid, User(follows=False)), **change)


def _response(event: dict[str, Any]) -> dict[str, str]:
    message = event["message"]
    return {
        "msgId": event.get("msg_id", ""),
        "trackingId": message.get("tracking_id", ""),
        "data": message.get("data", ""),
        "submitTime": message.get("submit_time", ""),
    }
