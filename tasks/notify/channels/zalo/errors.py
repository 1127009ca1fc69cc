"""What Zalo's error codes mean, by host: the same number means different things on each.

Zalo answers HTTP 200 and ``{"error": <negative>}``. A code says that the message was not taken
over; only an answer that can not be read leaves that open.
"""

from collections.abc import Iterator
from enum import StrEnum


class Host(StrEnum):
    """The four hosts, each with codes of its own."""

    OAUTH = "oauth"
    OPENAPI = "openapi"
    BUSINESS = "business"
    BOT = "bot"


class AnswerKind(StrEnum):
    """What an answer means for what is done next."""

    DONE = "done"
    AUTH = "auth"
    """The access token is no good: a fresh one may be. If it is not, the channel can not work."""
    CONFIG = "config"
    RECIPIENT = "recipient"
    STRANGER = "stranger"
    """The address is right, but Zalo does not let us write to it: the person has not written to the
    account within seven days, or a trial is for the administrators of the app only."""
    PAYLOAD = "payload"
    TEMPORARY = "temporary"
    NIGHT = "night"
    QUOTA = "quota"
    AMBIGUOUS = "ambiguous"
    UNREACHED = "unreached"
    """No connection came about: nothing was sent, and nobody else's message would be either."""
    UNLISTED = "unlisted"
    """A code that is in no table. It is an answer, so nothing was taken over; whose fault it is is
    not known, so neither the address is marked nor the channel stopped: this one goes another way.
    """


def _codes(**kinds: str) -> Iterator[tuple[int, AnswerKind]]:
    for kind, codes in kinds.items():
        yield from ((-int(code), AnswerKind(kind)) for code in codes.split())


ERROR_TABLES: dict[Host, dict[int, AnswerKind]] = {
    Host.OPENAPI: dict(
        _codes(
            auth="216 220",
            config="204 205 209 212 219 221 223 224 235 240 242 248 320 321",
            recipient="213 217 227 244",
            stranger="230 232",
            payload="201 210 233 249",
            temporary="32 200 100",
            night="234",
            quota="211 218",
        ),
    ),
    Host.BUSINESS: dict(
        _codes(
            auth="124",
            config="101 102 103 104 105 106 115 117 120 1202 125 126 127 1241 135 1351 136 137 138 "
            "1381 145",
            recipient="108 110 114 118 119 139 140 141",
            payload="109 111 112 1121 1122 1124 113 1131 116 121 122 130 131 132 146 153 161 162",
            temporary="100 32",
            night="133",
            quota="144 147 1441 1471 1472",
        ),
    ),
    Host.BOT: {
        400: AnswerKind.PAYLOAD,
        401: AnswerKind.CONFIG,
        403: AnswerKind.AMBIGUOUS,
        404: AnswerKind.PAYLOAD,
        408: AnswerKind.AMBIGUOUS,
        429: AnswerKind.TEMPORARY,
    },
}
"""By host, the kind of each code.

The bot's 400 and 404 do not tell a wrong chat from a wrong text, so nobody's address is marked for
them; its 403 means "internal server error", its 429 does not say until when.
"""


NO_TESTER = (Host.BUSINESS, -127)
"""A message marked as a trial is for somebody who is no administrator of the app. Of a message that
is none, the same code says that the account may send trials only."""


def answer_kind(host: Host, code: int, trial: bool = False) -> AnswerKind:
    """What a code of a host means, for a message that is marked as a ``trial`` or is none."""
    if host is Host.BOT and code >= 500:
        return AnswerKind.AMBIGUOUS
    if trial and (host, code) == NO_TESTER:
        return AnswerKind.STRANGER
    return ERROR_TABLES[host].get(code, AnswerKind.UNLISTED)
