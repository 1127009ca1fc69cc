"""Events on their way: when they leave, in which order, and again when nobody took them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from tests.support.zalo.events import of_templates
from tests.support.zalo.signature import HEADER, TIME_HEADER, bodies, mac
from tests.support.zalo.wire import Request
from tests.support.zalo.world import World

HELD_FOR = 10
"""An event that waits for another to overtake it gives up after so many delays."""


@dataclass(frozen=True)
class Letter:
    """A body to be posted; ``headers`` gives those of an attempt, ``waits`` are before repeats."""

    event: dict[str, Any]
    url: str
    raw: bytes
    headers: Callable[[int], dict[str, str]]
    waits: Sequence[float]
    patience: float
    over: Event


def announce(world: World, request: Request, event: dict[str, Any]) -> None:
    """Send a receipt as the switches have it: later, before the answer, twice, or not at all."""
    hook = world.state.webhook
    if hook.url is None or hook.never:
        return
    letters = letters_of(world, event)
    if hook.before_answer:
        request.before_answer.append(lambda: post_now(world, letters))
    elif hook.out_of_order:
        _overtaken(world, letters)
    else:
        _post_later(world, letters, hook.delay)


def letters_of(world: World, event: dict[str, Any]) -> list[Letter]:
    """The letters of an event of the app; none without an address to send them to."""
    hook = world.state.webhook
    if hook.url is None:
        return []
    _, sent = bodies(world.state, event)
    headers = _signing(world, event)
    letter = Letter(event, hook.url, sent, headers, tuple(hook.ladder), hook.patience, world.over)
    return [letter] * (2 if hook.duplicate else 1)


def post_now(world: World, letters: Sequence[Letter]) -> int | None:
    """Post letters before going on; the status of the first attempt. Repeats come later."""
    statuses = [_attempt(world, letter, 0) for letter in letters]
    failed = [each for each, status in zip(letters, statuses, strict=True) if status != 200]
    for letter in failed:
        Thread(target=_repeat, args=(world, letter), daemon=True).start()
    return statuses[0] if statuses else None


def _signing(world: World, event: dict[str, Any]) -> Callable[[int], dict[str, str]]:
    """The headers of an attempt: its own time and number, the signature by today's switches."""

    def headers(retry: int) -> dict[str, str]:
        with world.lock:
            signed, _ = bodies(world.state, event)
            time = str(int(world.clock.milliseconds()) + 1 + retry)
            signature = mac(world.state, signed, str(event["timestamp"]), time)
        marks = {"X-ZEvent-Server": "ZNS"} if of_templates(event) else {}
        numbered = {"num_retry": str(retry)} if retry else {}
        return {HEADER: signature, TIME_HEADER: time} | marks | numbered

    return headers


def _overtaken(world: World, letters: list[Letter]) -> None:
    """Hold every other event until the next one has been sent, or for long."""
    delay = world.state.webhook.delay
    if world.held:
        _post_later(world, letters + world.held.pop(), delay)
        return
    world.held.append(letters)

    def given_up() -> list[Letter]:
        with world.lock:
            return world.held.pop() if any(each is letters for each in world.held) else []

    _post_later(world, letters, HELD_FOR * delay, given_up)


def _post_later(
    world: World,
    letters: list[Letter],
    delay: float,
    left: Callable[[], list[Letter]] | None = None,
) -> None:
    """Post after a while what is ``left`` then, unless all is over before."""
    over = world.over

    def run() -> None:
        if not over.wait(delay):
            post_now(world, left() if left else letters)

    Thread(target=run, daemon=True).start()


def _repeat(world: World, letter: Letter) -> None:
    """Go up the ladder until somebody takes the letter, or it ends."""
    for retry, wait in enumerate(letter.waits, start=1):
        if letter.over.wait(wait) or _attempt(world, letter, retry) == 200:
            return


def _attempt(world: World, letter: Letter, retry: int) -> int | None:
    headers = letter.headers(retry)
    status = _post(letter, headers)
    with world.lock:
        if not letter.over.is_set():
            about = {"event": letter.event, "url": letter.url, "num_retry": retry}
            world.webhooks.append(about | {"status": status, "headers": headers})
    return status


def _post(letter: Letter, headers: dict[str, str]) -> int | None:
    """The status of the answer; nothing if there was none in time."""
    where = urlsplit(letter.url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=letter.patience)
    try:
        path = (where.path or "/") + (f"?{where.query}" if where.query else "")
        content = {"Content-Type": "application/json"}
        connection.request("POST", path, letter.raw, content | headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
