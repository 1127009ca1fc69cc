"""The signature of Zalo's events: a plain SHA-256 over identity, raw body, moment and secret.

Zalo's pages do not agree on which of two values each part is, so that every way of taking one of
each is accepted: all of them need a secret that only Zalo and we know.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from hmac import compare_digest
from itertools import product

PREFIX = "mac="


def is_signed(
    raw: bytes, given: str, ids: Iterable[str], times: Iterable[str], secrets: Iterable[str]
) -> bool:
    """Whether ``given`` signs ``raw``, bytes as they came, with one value of each kind.

    Empty values sign nothing: what is not set up lets nobody in.
    """
    known = False
    for identity, time, secret in product(*map(_filled, (ids, times, secrets))):
        content = identity.encode() + raw + time.encode(errors="replace") + secret.encode()
        expected = PREFIX + sha256(content).hexdigest()
        known |= compare_digest(expected.encode(), given.encode(errors="replace"))
    return known


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
