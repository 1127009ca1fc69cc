"""What is put to a gate, typed there and kept of it: dossier, request, votes, ballots, decision.

A stage that waits for a gate, or for units, says so by a ``Wait``.
Values only; what may be decided is in ``approval``.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from models.domain.stages import Body, StageName
from models.domain.values import Sha256, Text, Value

VOTE_PREFIX = "vote."
"""Before the reason of a refused vote: it must neither lock the signer's form nor name it."""


class Verdict(StrEnum):
    """What a decision or a vote says."""

    APPROVE = "approve"
    RETURN = "return"

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return "Duyệt" if self is Verdict.APPROVE else "Trả lại"


class GateKey(Value):
    """A gate of a campaign: the stage, whose decision it waits for, and the round from 1 on."""

    stage: StageName
    body: Body
    round: int = Field(ge=1)

    def __str__(self) -> str:
        """The key as text, for example ``results/chairman/1``."""
        return f"{self.stage}/{self.body}/{self.round}"


class DossierPart(Value):
    """One file of a dossier."""

    name: Text = Field(min_length=1)
    sha256: Sha256


class Dossier(Value):
    """What a decision is about: parts with different names, in any order.

    ``summary`` (Markdown) is for reading and does not count in the fingerprint.
    """

    title: Text = Field(min_length=1)
    summary: str = ""
    parts: tuple[DossierPart, ...] = ()

    @model_validator(mode="after")
    def _names_parts_apart(self) -> Self:
        if len({part.name for part in self.parts}) != len(self.parts):
            raise ValueError("hồ sơ có hai phần trùng tên")
        return self

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the title and the parts, in canonical JSON."""
        content = {"title": self.title, "parts": {part.name: part.sha256 for part in self.parts}}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


class GateRequest(Value):
    """A gate that waits.

    ``approvers`` are contact ids: the first holds the right himself, the others sign for him.
    ``quorum`` is the number of votes that must be cast first (0: no votes are needed).
    ``asked_by`` is the run that put the dossier and waits for the decision.
    """

    key: GateKey
    dossier: Dossier
    approvers: tuple[str, ...] = Field(min_length=1)
    requested_at: AwareDatetime
    quorum: int = Field(default=0, ge=0)
    asked_by: str = ""


class Ballot(Value):
    """What was typed into a signing form."""

    verdict: Verdict
    opinion: str = ""
    code: str = Field(default="", repr=False)


class Vote(Value):
    """One council member's vote."""

    key: GateKey
    member: str
    verdict: Verdict
    opinion: str = ""
    cast_at: AwareDatetime


class Decision(Value):
    """The decision at a gate. ``acting_for`` is the absent holder of the right, if any."""

    key: GateKey
    verdict: Verdict
    opinion: str
    signer: str
    signed_at: AwareDatetime
    fingerprint: Sha256
    acting_for: str | None = None


class CodeCheck(Value):
    """What the one-time code proved: whose it is, and whether it was used before."""

    matches: str | None
    reused: bool = False


class GateSituation(Value):
    """How a gate stands when a ballot comes in.

    ``current`` is the dossier as it stands now, ``wrong_codes`` are the moments (aware) at which a
    wrong code was typed at this gate, ``existing`` is the decision if there is one.
    """

    current: Dossier
    votes: tuple[Vote, ...] = ()
    wrong_codes: tuple[AwareDatetime, ...] = ()
    existing: Decision | None = None


class GateRecord(Value):
    """A request with the fingerprint it was stored under, its votes, and why it was taken back.

    ``decision`` is what was signed, also when the request was taken back afterwards.
    """

    key: GateKey
    request: GateRequest
    fingerprint: str
    void_reason: str
    votes: tuple[Vote, ...]
    decision: Decision | None


class RefusedBallot(Value):
    """Why, in which words, by whom and when.

    ``reason`` is the id of ``models.domain.gate.refusals``, after ``VOTE`` when a vote was refused.
    """

    reason: str
    message: str
    who: str
    at: AwareDatetime


def ballots_only(refused: Iterable[RefusedBallot]) -> tuple[RefusedBallot, ...]:
    """What was refused in the signing form, in the order given."""
    return tuple(each for each in refused if not each.reason.startswith(VOTE_PREFIX))


def wrong_codes(refused: Iterable[RefusedBallot], before: str = "") -> tuple[datetime, ...]:
    """When wrong codes were typed into the form; with ``VOTE`` as ``before``, by voters."""
    return tuple(each.at for each in refused if each.reason == f"{before}wrong-code")


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
