"""The four ways of Zalo as channels. Nothing that could send is imported before one sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, Self

from models.domain.messages.message import MessageRecord, Purpose
from models.domain.messages.outcomes import Receipt
from models.domain.messages.routes import Way
from tasks.notify.channels.port import Letter, Parcel
from tasks.notify.channels.short import TextWriter
from tasks.notify.channels.zalo.call import QUOTA, WHO_AM_I, Call

if TYPE_CHECKING:
    from tasks.notify.channels.zalo.api import ZaloApi
from models.domain.messages.routes import CHAT
from tasks.notify.channels.zalo.call import NOT_SET_UP

ANSWERS = frozenset({Purpose.RECEIPT, Purpose.FINDINGS, Purpose.QUESTION_ANSWERED})
"""What answers somebody who has just done something: only that may be said in a consultation."""


class ZaloChannel:
    """Hands over what ``writer`` writes; without ``api`` it writes and does not send.

    ``development`` marks template messages as tests. The client may serve several channels.
    """

    name: ClassVar[str]
    has_receipts: ClassVar[bool]
    probe: ClassVar[Call] = QUOTA
    is_loud = True
    parallel = 8
    texts = "zalo"

    def __init__(
        self, writer: TextWriter, api: ZaloApi | None = None, development: bool = False
    ) -> None:
        self._writer = writer
        self._api = api
        self._development = development

    @property
    def facts(self) -> dict[str, str]:
        """What is known of the account, for a board: the quota, the age of the token."""
        return {} if self._api is None else self._api.known

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a text that says all of the message."""
        return self._writer.carries(message)

    def write(self, letter: Letter) -> Parcel:
        """What would be sent, as JSON."""
        return self._writer.write(letter)

    def send(self, parcel: Parcel) -> Receipt:
        """Hand one message over; its receipt has Zalo's code and id."""
        if self._api is None:
            return NOT_SET_UP
        from tasks.notify.channels.zalo.plugin import ZaloAsset
        from tasks.notify.channels.zalo.plugins import PLUGINS

        plugin = PLUGINS[self.name](
            targets=(parcel.address,),
            tracking=parcel.ref,
            key=f"{parcel.key}/{parcel.number}",
            sent_at=parcel.sent_at,
            asset=ZaloAsset(self._api, self._development),
        )
        plugin.notify(body=self.body(parcel))
        return plugin.receipts[0]

    def check(self) -> Receipt:
        """Whether Zalo lets us in; nothing is sent."""
        return NOT_SET_UP if self._api is None else self._api.ask(self.probe)

    def body(self, parcel: Parcel) -> str:
        """What the plugin gets."""
        return parcel.content.decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the connections; a channel that still sends opens them anew."""
        if self._api is not None:
            self._api.close()


class ZaloUser(ZaloChannel):
    """To a follower of the Official Account, by template."""

    name = str(Way.ZALO_USER)
    has_receipts = True


class ZaloPhone(ZaloChannel):
    """To a telephone number, by template."""

    name = str(Way.ZALO_PHONE)
    has_receipts = True


class _Texts(ZaloChannel):
    """Sends a text in place of a template."""

    texts = "short"

    def body(self, parcel: Parcel) -> str:
        """Title and text in one."""
        said = json.loads(parcel.content)
        return f"{said['title']}\n{said['text']}"


class ZaloBot(_Texts):
    """To the chat of somebody who wrote to the bot."""

    name = str(Way.ZALO_BOT)
    has_receipts = False
    probe = WHO_AM_I


class ZaloChat(_Texts):
    """To somebody who wrote to the Official Account within seven days, and only as an answer.

    Whether that is so, Zalo knows: outside of the seven days it refuses, and the answer goes
    another way.
    """

    name = CHAT
    has_receipts = False

    def carries(self, message: MessageRecord) -> bool:
        """Answers only."""
        return message.purpose in ANSWERS and super().carries(message)
