"""Header fields as text, whatever their senders made of them; nothing here ever raises."""

import re
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from unicodedata import normalize

MAX_FIELD = 4_000
"""Characters of a field that are looked at; folding and decoding a longer one takes too long."""
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
"""One Message-ID with its brackets."""
HEADER_ERRORS = (ValueError, LookupError, TypeError, AttributeError, MessageError)
"""What the standard functions end in for fields that are none."""
_FALLBACKS = ("utf-8", "windows-1258")


def field_text(mail: Message, name: str) -> str:
    """The first field of a name, decoded, in NFC and on one line; empty when there is none."""
    return " ".join(decoded(raw(mail, name)).split())


def all_raw(mail: Message, name: str) -> list[str]:
    """All fields of a name as they stand, each cut off where it grows too long."""
    wanted = name.lower()
    return [_text(str(v))[:MAX_FIELD] for key, v in mail.raw_items() if key.lower() == wanted]


def raw(mail: Message, name: str) -> str:
    """The first field of a name as it stands; empty when there is none."""
    return next(iter(all_raw(mail, name)), "")


def message_ids(mail: Message, *names: str) -> tuple[str, ...]:
    """The Message-IDs in these fields, field by field, the newest of each first."""
    found = (MESSAGE_ID.findall(" ".join(all_raw(mail, name))) for name in names)
    return tuple(dict.fromkeys(id for ids in found for id in reversed(ids)))


def address(mail: Message) -> str:
    """The address of the first sender in lower case; empty when it is none."""
    with suppress(*HEADER_ERRORS):
        found = getaddresses([raw(mail, "From")])[0][1].strip().lower()
        return found if re.fullmatch(r"[!-?A-~]{1,64}@[!-?A-~]{1,255}", found) else ""
    return ""


def parameter(mail: Message, header: str, name: str) -> str:
    """A parameter of a field such as Content-Type, decoded; empty when it has none."""
    field = Message()
    field[header] = " ".join(raw(mail, header).split())
    with suppress(*HEADER_ERRORS):
        value = field.get_param(name, "", header)
        if isinstance(value, tuple):
            charset, _, octets = value
            read = in_charset(octets.encode("raw-unicode-escape"), charset or "utf-8")
            return normalize("NFC", read)
        return decoded(value)
    return ""


def decoded(value: str) -> str:
    """RFC 2047 words as text, in NFC; what cannot be decoded stays as it is."""
    with suppress(*HEADER_ERRORS):
        value = "".join(
            part if isinstance(part, str) else in_charset(part, charset or "utf-8")
            for part, charset in decode_header(value)
        )
    return normalize("NFC", value)


def in_charset(content: bytes, charset: str) -> str:
    """Bytes as text: in their charset if that is known and true, or as UTF-8 or Windows-1258."""
    for known in (charset.strip("\"' "), *_FALLBACKS):
        with suppress(UnicodeError, LookupError, ValueError):
            return content.decode(known)
    return content.decode("latin-1")


def printable(value: str) -> str:
    """What of a text can be shown and stored: without control characters, its lines kept."""
    return "".join(sign for sign in value if sign.isprintable() or sign == "\n")


def _text(value: str) -> str:
    """A field in which the parser left bytes that are not ASCII."""
    if value.isascii():
        return value
    return in_charset(value.encode("utf-8", "surrogateescape"), "utf-8")
