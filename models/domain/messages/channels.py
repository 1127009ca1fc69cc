"""The channels to a person: what is known of each without sending on it, and their order.

``CHANNELS`` is the single table. A channel that comes with the program has a row here and its
sending in ``tasks.notify.channels``; one that an installation adds is a single file in the folder
``extensions`` of its configuration, which gives its row and its sending to
``tasks.notify.channels.registry.add_channel``. Either way its addresses are in the column
``way:<name>`` of contacts.csv; only what has a field of its own in ``Contact`` is named in
``addresses``.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from pydantic import Field

from models.domain.errors import ConfigurationError
from models.domain.units import Contact
from models.domain.values import Value


class Way(StrEnum):
    """The channels that come with the program, by the names that are stored."""

    ZALO_USER = "zalo_user"
    """By the id under which the Official Account knows its follower (ZBS by UID)."""
    ZALO_PHONE = "zalo_phone"
    """By telephone number (ZBS, formerly ZNS)."""
    ZALO_BOT = "zalo_bot"
    """By the chat in which the person wrote to the office's bot."""
    EMAIL = "email"
    ZALO_CHAT = "zalo_chat"
    """To who wrote to the Official Account within seven days, as an answer."""


class ChannelSpec(Value):
    """What is known of a channel wherever its messages are planned, counted and shown.

    ``words`` is what people call it. It ``is_loud`` when it makes a telephone ring, and
    ``has_receipts`` when it tells later what was delivered; ``parallel`` is how many messages it
    hands over at once, ``texts`` the folder of ``templates/messages`` with its texts. ``price`` is
    what a message costs, in đồng, unless the campaign says otherwise; None: that is not known.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")
    words: str = Field(min_length=1)
    is_loud: bool = True
    has_receipts: bool = False
    parallel: int = Field(default=1, ge=1)
    texts: str = "short"
    price: int | None = Field(default=None, ge=0)


def _zalo(name: Way, words: str, texts: str = "short", has_receipts: bool = False) -> ChannelSpec:
    return ChannelSpec(name=name, words=words, texts=texts, has_receipts=has_receipts, parallel=8)


_SHIPPED = (
    _zalo(Way.ZALO_USER, "Zalo (người quan tâm OA)", "zalo", has_receipts=True),
    _zalo(Way.ZALO_PHONE, "Zalo (số điện thoại)", "zalo", has_receipts=True),
    _zalo(Way.ZALO_BOT, "Zalo Bot"),
    ChannelSpec(name=Way.EMAIL, words="Thư điện tử", is_loud=False, texts="email", price=0),
    _zalo(Way.ZALO_CHAT, "Zalo (trò chuyện với OA)"),
)

CHANNELS: dict[str, ChannelSpec] = {spec.name: spec for spec in _SHIPPED}
"""What is known of each channel, by name."""

ORDER = (Way.ZALO_USER, Way.ZALO_PHONE, Way.ZALO_BOT, Way.EMAIL)
"""The order in which channels are tried unless the campaign has its own; others come after them."""

CALL = "call"
"""A person who tells it by telephone; the system never goes this way by itself."""


def declare_channel(spec: ChannelSpec) -> None:
    """Put a channel into the table; ConfigurationError when its name stands for another one."""
    if spec.name == CALL or CHANNELS.setdefault(spec.name, spec) != spec:
        raise ConfigurationError(
            f"Đã có kênh mang tên “{spec.name}”. Đề nghị đặt tên khác cho kênh bổ sung.", spec.name
        )


def channel_words(name: str) -> str:
    """What people call a channel; one that is not in the table has its own name."""
    if name == CALL:
        return "Gọi điện trực tiếp"
    return CHANNELS[name].words if name in CHANNELS else name


def price_of(channel: str, prices: Mapping[str, int]) -> int | None:
    """What a message on a channel costs in đồng by the campaign's ``prices``; None: not known."""
    known = CHANNELS.get(channel)
    return prices.get(channel, known.price if known else None)


def addresses(contact: Contact) -> dict[str, str]:
    """Where a person is reached, by channel; channels without an address are left out."""
    own = {
        Way.ZALO_USER: contact.zalo,
        Way.ZALO_PHONE: contact.phone,
        Way.EMAIL: contact.email,
        **contact.ways,
    }
    return {str(way): address for way, address in own.items() if address}


def routes(
    order: Sequence[str],
    reached: Mapping[str, str],
    possible: Collection[str],
    used: Collection[str] = (),
) -> tuple[str, ...]:
    """The channels to try, best first.

    ``reached`` are the person's addresses that are not known to be dead, ``possible`` the channels
    that are set up here and have a text for the message, ``used`` those that the message went
    already. One that is missing is passed over; that is no failure.
    """
    return tuple(
        way for way in order if way in reached and way in possible and way not in set(used)
    )
