"""Whether an installation may reach people: database, environment, host and home must agree.

A campaign in mode ``team`` or ``live`` is armed on one machine by an operator's command. The
database says where, and the home folder keeps a seal: the same secret, and how far the audit had
come. A backup that is restored, on this machine or on another, does not agree with both, and so
reaches nobody until somebody arms it again.
"""

from __future__ import annotations

from pydantic import Field

from models.domain.values import Sha256, Value

ARM = "Muốn gửi thật, đề nghị chạy lệnh cchc arm trên máy này."


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
