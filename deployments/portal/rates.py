"""How often: counted in memory by route and by whom."""

from __future__ import annotations

from fastapi import Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from deployments.portal import messages


def new_limiter() -> FixedWindowRateLimiter:
    """What counts for one process; it forgets all when the process ends."""
    return FixedWindowRateLimiter(MemoryStorage())


def check_rate(request: Request, rate: str, who: str) -> None:
    """Count one request of ``who`` for its route; PortalRefused when there were too many."""
    limiter: FixedWindowRateLimiter = request.app.state.limiter
    if not limiter.hit(parse(rate), request.method, request.scope["route"].path, who):
        raise messages.too_often()
