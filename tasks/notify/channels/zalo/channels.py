"""The four ways of Zalo as channels. Nothing that could send is imported before one sends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from config.clock import SystemClock
from models.domain.campaign import Campaign
from models.domain.messages.channels import CHANNELS, ChannelSpec, Way
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import AllowList, Mode
from models.domain.messages.outcomes import Receipt
from models.domain.messages.purposes import MESSAGES
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.channels.short import ShortWriter, TextWriter
from tasks.notify.channels.zalo.call import DEVELOPMENT, NOT_SET_UP, QUOTA, WHO_AM_I, ZaloCall
from tasks.notify.channels.zalo.errors import Host
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.settings import NotifySettings

if TYPE_CHECKING:
    from tasks.notify.channels.zalo.api import ZaloApi

Request = tuple[Host, str, Mapping[str, Any]]
"""A host, a path there and the body of what is asked."""


class ZaloChannel:
    """Hands over what ``writer`` writes; without ``api`` it writes and does not send.

    ``development`` marks template messages as tests. The client may serve several channels.
    """

    spec: ClassVar[ChannelSpec]
    probe: ClassVar[ZaloCall] = QUOTA

    def __init__(
        self, writer: TextWriter, api: ZaloApi | None = None, development: bool = False
    ) -> None:
        self._writer = writer
        self._api = api
        self._development = development
        self.per_minute = 0 if api is None else api.per_minute

    @property
    def facts(self) -> dict[str, str]:
        """What is known of the account, for a board: the quota, the age of the token."""
        return {} if self._api is None else self._api.known

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of the message."""
        return self._writer.carries(message)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """What would be sent, as JSON."""
        return self._writer.write(letter)

    def send(self, prepared: PreparedMessage) -> Receipt:
        """Hand one message over; its receipt has Zalo's code and id."""
        if self._api is None:
            return NOT_SET_UP
        host, path, body = self.request(prepared)
        key = f"{prepared.key}/{prepared.number}"
        return self._api.send(ZaloCall(host, path, body, prepared.address, key, prepared.sent_at))

    def request(self, prepared: PreparedMessage) -> Request:
        """What is asked of which host."""
        raise NotImplementedError

    def check(self) -> Receipt:
        """Whether Zalo lets us in; nothing is sent."""
        return NOT_SET_UP if self._api is None else self._api.ask(self.probe)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the connections; a channel that still sends opens them anew."""
        if self._api is not None:
            self._api.close()


class ZaloUser(ZaloChannel):
    """To a follower of the Official Account, by template; there is no place for our own name."""

    spec = CHANNELS[Way.ZALO_USER]

    def request(self, prepared: PreparedMessage) -> Request:
        """Template and parameters, for a user."""
        said = {**json.loads(prepared.content), "user_id": prepared.address}
        return Host.OPENAPI, "/v3.0/oa/message/template", said


class ZaloPhone(ZaloChannel):
    """To a telephone number, by template."""

    spec = CHANNELS[Way.ZALO_PHONE]

    def request(self, prepared: PreparedMessage) -> Request:
        """In trials Zalo is told so, and takes the message for its app's administrators only."""
        marks = {"phone": prepared.address, "tracking_id": prepared.ref, "sending_mode": "1"}
        trial = {"mode": DEVELOPMENT} if self._development else {}
        return (
            Host.BUSINESS,
            "/message/template",
            {**json.loads(prepared.content), **marks, **trial},
        )


class ZaloBot(ZaloChannel):
    """To the chat of somebody who wrote to the bot."""

    spec = CHANNELS[Way.ZALO_BOT]
    probe = WHO_AM_I

    def request(self, prepared: PreparedMessage) -> Request:
        """A text."""
        return Host.BOT, "/bot/sendMessage", {"chat_id": prepared.address, "text": _text(prepared)}


class ZaloChat(ZaloChannel):
    """To somebody who wrote to the Official Account within seven days, and only as an answer.

    Whether that is so, Zalo knows: outside of the seven days it refuses, and the answer goes
    another way.
    """

    spec = CHANNELS[Way.ZALO_CHAT]

    def carries(self, message: MessageRecord) -> bool:
        """Answers only."""
        return MESSAGES[message.purpose].in_chat and super().carries(message)

    def request(self, prepared: PreparedMessage) -> Request:
        """A consultation message."""
        said = {"recipient": {"user_id": prepared.address}, "message": {"text": _text(prepared)}}
        return Host.OPENAPI, "/v3.0/oa/message/cs", said


def _text(prepared: PreparedMessage) -> str:
    """Title and text in one."""
    said = json.loads(prepared.content)
    return f"{said['title']}\n{said['text']}"


KINDS: dict[str, type[ZaloChannel]] = {
    Way.ZALO_USER: ZaloUser,
    Way.ZALO_PHONE: ZaloPhone,
    Way.ZALO_BOT: ZaloBot,
    Way.ZALO_CHAT: ZaloChat,
}
BY_TEMPLATE = (Way.ZALO_USER, Way.ZALO_PHONE)


class ZaloSetup:
    """Makes the Zalo channels for a campaign in a mode; all of them share one client."""

    def __init__(self, campaign: Campaign, mode: Mode, settings: NotifySettings) -> None:
        self._mode = mode
        self._settings = settings
        self._zbs = ZbsWriter(campaign, mode, settings.portal, settings.zalo_templates)
        self._short = ShortWriter(campaign, mode, settings.portal)

    def stand_ins(self, ways: frozenset[str]) -> Iterator[ZaloChannel]:
        """Channels for these ways that write and can not send: no secret goes into them."""
        for name, kind in KINDS.items():
            if name in ways:
                yield kind(self._writer(name))

    def channels(self, allowed: AllowList) -> Iterator[ZaloChannel]:
        """Channels for all that is set up; ``allowed`` as for ``ZaloApi``."""
        zalo = self._settings.zalo
        if zalo is None:
            return
        from tasks.notify.channels.zalo.api import ZaloApi

        api = ZaloApi(zalo, allowed, SystemClock().now)
        for name, kind in KINDS.items():
            if zalo.has_bot if name == Way.ZALO_BOT else zalo.has_account:
                yield kind(self._writer(name), api, development=self._mode.is_trial)

    def _writer(self, name: str) -> ZbsWriter | ShortWriter:
        return self._zbs if name in BY_TEMPLATE else self._short
