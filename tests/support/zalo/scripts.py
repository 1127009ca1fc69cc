"""Answers that a test wrote down beforehand for the calls that match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from tests.support.zalo.wire import Answer, Cut, Request, as_json

Rules = Callable[[], Answer]


@dataclass
class Script:
    """``match`` has a pattern of the path and values of the body; an answer is used once."""

    match: Mapping[str, str]
    answers: list[Mapping[str, Any]]

    def fits(self, request: Request) -> bool:
        """Whether all that is named agrees."""
        fields = _fields(request)
        wanted = dict(self.match)
        path = fnmatchcase(request.path, wanted.pop("path", "*"))
        return path and all(str(fields.get(name)) == value for name, value in wanted.items())


class Scripts:
    """What is written down; the first that fits and is not used up counts."""

    def __init__(self) -> None:
        self._scripts: list[Script] = []

    def add(self, match: Mapping[str, str], answers: list[Mapping[str, Any]]) -> None:
        """Write answers down, each for ``times`` calls (once, if it does not say)."""
        each = [one for answer in answers for one in [answer] * answer.get("times", 1)]
        self._scripts.append(Script(match, each))

    def next_for(self, request: Request) -> Mapping[str, Any] | None:
        """The answer that is due; it is used up by asking."""
        for script in self._scripts:
            if script.answers and script.fits(request):
                return script.answers.pop(0)
        return None


def performed(said: Mapping[str, Any], rules: Rules, words: Callable[[int], bytes]) -> Answer:
    """Answer as a script says; ``accept`` and ``pass`` let the rules do their work first."""
    by_rules = rules() if said.get("accept") or said.get("pass") else None
    pause = float(said.get("hang", 0))
    own = next(_own_words(said, words), None)
    cut = Cut(said["cut"]) if "cut" in said else None
    if own is None and cut is None and by_rules is not None:
        return replace(by_rules, pause=max(pause, by_rules.pause))
    if own is None and cut is None:
        cut = Cut.DROP
    decision = f"script, {by_rules.decision}" if by_rules else "script"
    answer = Answer(decision, own or b"", pause=pause, cut=cut)
    more = {name: said[name] for name in ("status", "content_type", "headers") if name in said}
    return replace(answer, **more)


def _own_words(said: Mapping[str, Any], words: Callable[[int], bytes]) -> Iterator[bytes]:
    if "json" in said:
        yield as_json(said["json"])
    if "body" in said:
        yield said["body"].encode()
    if "error" in said:
        yield words(said["error"])
    if "status" in said:
        yield b""


def _fields(request: Request) -> dict[str, Any]:
    content = request.content or {}
    recipient = content.get("recipient")
    return {**content, **(recipient if isinstance(recipient, dict) else {}), **request.query}
