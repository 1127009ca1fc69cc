"""Whether a message may reach a person: the mode of its campaign, the allow-list, and arming.

Every lock of docs/adr/0027-five-locks.md asks here and nowhere else.

A campaign in a mode that sends is armed on one machine by an operator's command. The database says
where, and the home folder keeps a seal: the same secret, and how far the audit had come. A backup
that is restored, on this machine or on another, does not agree with both, and so reaches nobody
until somebody arms it again.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from models.domain.errors import ConfigurationError
from models.domain.units import as_dialled
from models.domain.values import Sha256, Value

ARM = "Muốn gửi thật, đề nghị chạy lệnh cchc arm trên máy này."


class Mode(StrEnum):
    """How far the messages of a campaign may go; ConfigurationError for a name that is no mode."""

    REHEARSAL = "rehearsal"
    """Into files; the campaign has its own time, and its processes reach no other machine."""
    SANDBOX = "sandbox"
    """Into files."""
    TEAM = "team"
    """To the addresses on the allow-list."""
    LIVE = "live"
    """To everybody."""

    @property
    def sends(self) -> bool:
        """Whether people are reached in it, from a machine that is armed for the campaign."""
        return self in (Mode.TEAM, Mode.LIVE)

    @property
    def is_trial(self) -> bool:
        """Whether what is written in it says that it is a trial."""
        return self is not Mode.LIVE

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise ConfigurationError(
            f"Chế độ gửi tin “{value}” không có; chọn một trong: {', '.join(cls)}.", subject="mode"
        )


def comparable(address: str) -> str:
    """An address on any channel as the allow-list compares it.

    Mail addresses and ids are in lower case, telephone numbers as they are dialled.
    """
    is_number = re.fullmatch(r"\+?[0-9\s.\-()]+", address)
    return as_dialled(address) if is_number else address.strip().lower()


class AllowList(Value):
    """Who may be reached: the addresses that are ``listed``, on whatever channel; None: everybody.

    Each channel asks it in the last line before the network.
    """

    listed: frozenset[Annotated[str, AfterValidator(comparable)]] | None = frozenset()

    def permits(self, address: str) -> bool:
        """Whether a message to this address may go out."""
        return self.listed is None or comparable(address) in self.listed


NOBODY = AllowList()
EVERYBODY = AllowList(listed=None)


def allow_list(mode: Mode, listed: Iterable[str]) -> AllowList:
    """Who may be reached in ``mode``, when ``listed`` are the addresses of those who try it out."""
    if mode is Mode.LIVE:
        return EVERYBODY
    return AllowList(listed=frozenset(listed)) if mode.sends else NOBODY


class Armed(Value):
    """What the database says: the machine that may send, and a secret made when it was armed."""

    host: str = Field(min_length=1)
    nonce: str = Field(min_length=16)


class Seal(Value):
    """What the home folder says: that secret, and the newest audit event that it has seen."""

    nonce: str
    seq: int = Field(ge=1)
    hash: Sha256


def disagreement(armed: Armed | None, seal: Seal | None, host: str, hash_at_seal: str) -> str:
    """Why nobody may be reached, in Vietnamese; empty when all agree.

    ``hash_at_seal`` is the hash that the audit now has at the seal's event, empty if it does not
    reach that far.
    """
    if armed is None:
        return f"Đợt này chưa được phép gửi thật. {ARM}"
    if armed.host != host:
        return (
            f"Đợt này chỉ được phép gửi từ máy {armed.host}, còn đây là máy {host} (có thể là bản "
            f"sao lưu). {ARM}"
        )
    if seal is None or seal.nonce != armed.nonce:
        return f"Thư mục dữ liệu không phải là thư mục đã được phép gửi thật. {ARM}"
    if seal.hash != hash_at_seal:
        return f"Cơ sở dữ liệu cũ hơn lần gửi gần nhất: đây là bản đã khôi phục. {ARM}"
    return ""
