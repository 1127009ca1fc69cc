"""Whether a call may be made at all: the bare ``access_token`` header and its proof."""

from __future__ import annotations

import hashlib
import hmac
from enum import Enum

from tests.support.zalo.wire import Request
from tests.support.zalo.world import World


class Token(Enum):
    """How the token of a call stands."""

    LIVE = "live"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


def token_of(world: World, request: Request) -> Token:
    """How the token stands; an ``Authorization`` header is not looked at."""
    until = world.state.access.get(request.headers.get("access_token", ""), False)
    if until is None:
        return Token.LIVE
    if not isinstance(until, str):
        return Token.UNKNOWN
    return Token.LIVE if world.clock.now() < world.clock.moment(until) else Token.EXPIRED


def proof_holds(world: World, request: Request) -> bool:
    """Whether the header has the HMAC of the token under the app's secret, where it is asked."""
    if not world.state.proof_required:
        return True
    token = request.headers.get("access_token", "")
    right = proof(world.state.app_secret, token)
    return hmac.compare_digest(right, request.headers.get("appsecret_proof", ""))


def proof(app_secret: str, token: str) -> str:
    """What ``appsecret_proof`` has to be."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
