"""What a stage can wait for, as short keys that are stored and as words that people read."""

from __future__ import annotations

from typing import Literal

from models.domain.gate.records import GateKey
from models.domain.stages import Body, StageName
from models.domain.values import Value

WaitKind = Literal["returns", "explanations", "gate", "rework"]


class Wait(Value):
    """What a waiting stage waits for: returns, explanations, a decision, or a mended dossier."""

    kind: WaitKind
    gate: GateKey | None = None

    def __str__(self) -> str:
        """The key under which the wait is stored, for example ``gate:results/chairman/1``."""
        return self.kind if self.gate is None else f"{self.kind}:{self.gate}"

    def in_words(self) -> str:
        """The wait in Vietnamese, for the operators' screens."""
        if self.kind == "explanations":
            return "Chờ giải trình của các đơn vị"
        if self.gate is None:
            return "Chờ hồ sơ của các đơn vị"
        if self.kind == "rework":
            return f"Chờ chỉnh sửa hồ sơ bị trả lại (lần {self.gate.round})"
        return f"Chờ {self.gate.body.words} quyết định (lần {self.gate.round})"


def parse_wait(text: str) -> Wait | None:
    """The wait behind a stored key; None for an empty one."""
    if not text:
        return None
    kind, _, gate = text.partition(":")
    if not gate:
        return Wait(kind="explanations" if kind == "explanations" else "returns")
    stage, body, round_ = gate.split("/")
    key = GateKey(stage=StageName(stage), body=Body(body), round=int(round_))
    return Wait(kind="rework" if kind == "rework" else "gate", gate=key)
