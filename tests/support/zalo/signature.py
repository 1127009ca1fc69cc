"""The signature of an event: a plain SHA-256 over raw bytes, in all the ways it is told of."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from tests.support.zalo.state import State
from tests.support.zalo.wire import as_json

HEADER = "X-ZEvent-Signature"
TIME_HEADER = "X-ZEvent-Timestamp"


def mac(state: State, raw: bytes, of_body: str, of_header: str) -> str:
    """The value of the signature header by the variant that is switched on."""
    hook = state.webhook
    identity = state.app_id if hook.id == "app" else state.oa_id
    time = of_body if hook.ts == "body" else of_header
    secret = state.oa_secret if hook.secret == "oa" else state.app_secret
    secret = secret[::-1] if hook.bad_signature else secret
    return "mac=" + sha256(identity.encode() + raw + time.encode() + secret.encode()).hexdigest()


def bodies(state: State, event: dict[str, Any]) -> tuple[bytes, bytes]:
    """What is signed and what is sent; they differ when the body is re-ordered after signing."""
    plain, odd = as_json(event), _reordered(event)
    match state.webhook.reordered:
        case "before":
            return odd, odd
        case "after":
            return plain, odd
    return plain, plain


def _reordered(event: dict[str, Any]) -> bytes:
    """The same JSON, written by another hand: members backwards, with spaces and escapes."""
    return json.dumps(dict(reversed(event.items())), indent=1).encode()
