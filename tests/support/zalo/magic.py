"""Numbers whose last four digits say what happens to a message."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.zalo.wire import HTML_TYPE, Answer, Cut, Refused, page
from tests.support.zalo.world import World

REFUSALS = {"0108": -108, "0114": -114, "0118": -118, "0133": -133, "0141": -141, "0144": -144}
FIRST = {"0032": (-32, 2), "0124": (-124, 1)}
"""The code, and how many times it is given before the number accepts."""


def refuse(phone: str, code: int) -> None:
    """Refuse with this code, if the number stands for it."""
    if REFUSALS.get(phone[-4:]) == code:
        raise Refused(code)


def refuse_at_first(world: World, phone: str, code: int) -> None:
    """Refuse with this code as often as the number does before it accepts."""
    magic, times = FIRST.get(phone[-4:], (0, 0))
    if magic == code and world.seen[phone] < times:
        world.seen[phone] += 1
        raise Refused(code)


def ending(world: World, phone: str, accept: Callable[[], Answer]) -> Answer:
    """Accept a message that passed all checks, unless something breaks on the way to or from it."""
    hang = world.state.hang
    match phone[-4:]:
        case "5000":
            return page(502, "Bad Gateway")
        case "5001":
            accept()
            return Answer("accepted, no answer", pause=hang, cut=Cut.DROP)
        case "5002":
            return Answer("not accepted, no answer", pause=hang, cut=Cut.DROP)
        case "5003":
            return Answer("reset", cut=Cut.RESET)
        case "5004":
            return _garbage(world, accept)
    return accept()


def _garbage(world: World, accept: Callable[[], Answer]) -> Answer:
    decision = accept().decision if world.state.garbage_delivers else "not accepted"
    return Answer(f"{decision}, garbage", b"not json", content_type=HTML_TYPE)
