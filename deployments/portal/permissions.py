"""Who may use which route, and how often: one line a route, and no route without a line."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from fastapi import Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from deployments.portal import messages
from deployments.portal.confirming import Reader, with_letter
from deployments.portal.visitors import Visitor, on_device, with_link


def new_limiter() -> FixedWindowRateLimiter:
    """What counts for one process; it forgets all when the process ends."""
    return FixedWindowRateLimiter(MemoryStorage())


def check_rate(request: Request, rate: str, who: str) -> None:
    """Count one request of ``who`` for its route; PortalRefused when there were too many."""
    limiter: FixedWindowRateLimiter = request.app.state.limiter
    if not limiter.hit(parse(rate), request.method, request.scope["route"].path, who):
        raise messages.too_often()


class Permission(StrEnum):
    """What a visitor must show."""

    ANYBODY = "anybody"
    LINK = "a signed link, whatever has become of it"
    LETTER = "a signed link to confirm the letter that it came in"
    ZALO = "what only Zalo can know; the route looks at it together with what was sent"
    DEVICE = "the browser that has claimed a link which is in force"


class Rule(NamedTuple):
    """Who may, and how often for one link and for one network address.

    Many officials share an address behind one router, so addresses may do more than links.
    """

    permission: Permission
    of_link: str
    of_address: str


_ASSET = Rule(Permission.ANYBODY, "600/minute", "600/minute")
_LOOK = Rule(Permission.DEVICE, "120/minute", "1200/minute")
_TOLD = Rule(Permission.ZALO, "6000/minute", "6000/minute")
_SEND = Rule(Permission.DEVICE, "30/hour", "300/hour")

RULES: Mapping[tuple[str, str], Rule] = {
    ("GET", "/"): _ASSET,
    ("GET", "/tinh/{name}"): _ASSET,
    ("GET", "/l/{token}"): Rule(Permission.LINK, "60/minute", "300/minute"),
    ("POST", "/l/{token}/mo"): Rule(Permission.LINK, "10/hour", "100/hour"),
    ("POST", "/l/{token}/gui-lai"): Rule(Permission.LINK, "6/hour", "60/hour"),
    ("GET", "/xn/{token}"): Rule(Permission.LETTER, "60/minute", "300/minute"),
    ("POST", "/xn/{token}"): Rule(Permission.LETTER, "10/hour", "100/hour"),
    ("POST", "/zalo/webhook"): _TOLD,
    ("POST", "/zalo/bot"): _TOLD,
    ("GET", "/h/{link}"): _LOOK,
    ("GET", "/h/{link}/bang"): _LOOK,
    ("GET", "/h/{link}/tep/{sha}"): _LOOK,
    ("GET", "/h/{link}/tai-lieu/{number}"): _LOOK,
    ("GET", "/h/{link}/nop/{upload}"): _LOOK,
    ("GET", "/h/{link}/nop/{upload}/tep/{number}"): _LOOK,
    ("GET", "/h/{link}/nop/{upload}/sua/{number}"): _LOOK,
    ("POST", "/h/{link}/nop/{upload}"): _SEND,
    ("GET", "/h/{link}/nop/{upload}/phan"): _LOOK,
    ("PUT", "/h/{link}/nop/{upload}/phan/{number}"): Rule(
        Permission.DEVICE, "1200/minute", "6000/minute"
    ),
    ("POST", "/h/{link}/nop/{upload}/xong"): _SEND,
    ("POST", "/h/{link}/hoi/{upload}"): Rule(Permission.DEVICE, "10/hour", "100/hour"),
}

_CHECKS: Mapping[Permission, Callable[[Request], Visitor | Reader | None]] = {
    Permission.ANYBODY: lambda _: None,
    Permission.LINK: with_link,
    Permission.LETTER: with_letter,
    Permission.ZALO: lambda _: None,
    Permission.DEVICE: on_device,
}


def allowed(request: Request) -> None:
    """Let a request go on to its route and note who it is from; PortalRefused otherwise."""
    rule = RULES.get((request.method, request.scope["route"].path))
    if rule is None:
        raise messages.not_found()
    check_rate(request, rule.of_address, request.client.host if request.client else "")
    visitor = _CHECKS[rule.permission](request)
    if visitor is not None:
        check_rate(request, rule.of_link, visitor.who)
    request.state.visitor = visitor
