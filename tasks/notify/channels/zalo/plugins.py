"""Zalo's four services as Apprise plugins, under schemas of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from apprise.manager_plugins import NotificationManager

from models.domain.messages.routes import CHAT, Way
from tasks.notify.channels.zalo.call import DEVELOPMENT
from tasks.notify.channels.zalo.errors import Host
from tasks.notify.channels.zalo.plugin import NotifyZalo

LONGEST_JSON = 4000
LONGEST_TEXT = 2000


class NotifyZaloPhone(NotifyZalo):
    """Template messages to telephone numbers; the body is the JSON of template and parameters."""

    service_name = "Zalo ZBS (số điện thoại)"
    secure_protocol = "zbsphone"
    body_maxlen = LONGEST_JSON

    def request(self, target: str, body: str) -> tuple[Host, str, Mapping[str, Any]]:
        """In trials Zalo is told so, and takes the message for its app's administrators only."""
        marks = {"phone": target, "tracking_id": self.tracking, "sending_mode": "1"}
        trial = {"mode": DEVELOPMENT} if self.asset.development else {}
        return Host.BUSINESS, "/message/template", {**json.loads(body), **marks, **trial}


class NotifyZaloUser(NotifyZalo):
    """Template messages to followers by their id; there is no place for a name of ours."""

    service_name = "Zalo ZBS (người quan tâm OA)"
    secure_protocol = "zbsuser"
    body_maxlen = LONGEST_JSON

    def request(self, target: str, body: str) -> tuple[Host, str, Mapping[str, Any]]:
        """The same body, for a user."""
        said = {**json.loads(body), "user_id": target}
        return Host.OPENAPI, "/v3.0/oa/message/template", said


class NotifyZaloChat(NotifyZalo):
    """Texts to people who wrote to the Official Account within seven days."""

    service_name = "Zalo OA (tư vấn)"
    secure_protocol = "zalochat"
    body_maxlen = LONGEST_TEXT

    def request(self, target: str, body: str) -> tuple[Host, str, Mapping[str, Any]]:
        """A consultation message."""
        said = {"recipient": {"user_id": target}, "message": {"text": body}}
        return Host.OPENAPI, "/v3.0/oa/message/cs", said


class NotifyZaloBot(NotifyZalo):
    """Texts to chats of people who wrote to the bot."""

    service_name = "Zalo Bot"
    secure_protocol = "zalobot"
    body_maxlen = LONGEST_TEXT

    def request(self, target: str, body: str) -> tuple[Host, str, Mapping[str, Any]]:
        """A text."""
        return Host.BOT, "/bot/sendMessage", {"chat_id": target, "text": body}


PLUGINS: dict[str, type[NotifyZalo]] = {
    Way.ZALO_PHONE: NotifyZaloPhone,
    Way.ZALO_USER: NotifyZaloUser,
    Way.ZALO_BOT: NotifyZaloBot,
    CHAT: NotifyZaloChat,
}
"""By way, the plugin that goes it."""


def register() -> None:
    """Make the plugins known to Apprise by their schemas; doing so twice changes nothing.

    Apprise loads all of its own for that, which takes a second or two.
    """
    manager = NotificationManager()
    for plugin in PLUGINS.values():
        if plugin.secure_protocol not in manager:
            manager.add(plugin)
