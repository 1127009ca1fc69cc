"""Everything that is stored at one gate, as the check of the audit reads it."""

from __future__ import annotations

from models.domain.gate.approval import Decision, GateKey, GateRequest, Vote
from models.domain.values import Value


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
