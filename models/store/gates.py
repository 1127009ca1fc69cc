"""Gates: requests, votes, refused ballots, decisions and rework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Row, func, select

from models.domain.gate import refusals
from models.domain.gate.records import (
    Decision,
    GateKey,
    GateRecord,
    GateRequest,
    RefusedBallot,
    Vote,
)
from models.domain.gate.refusals import no_request
from models.domain.stages import Body, StageName
from models.store.canonical import canonical_json
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import (
    GateDecisionTable,
    GateRefusalTable,
    GateRequestTable,
    GateVoteTable,
    ReworkNoteTable,
    UsedCodeTable,
    table_of,
)

REQUEST = table_of(GateRequestTable)
VOTE = table_of(GateVoteTable)
REFUSAL = table_of(GateRefusalTable)
DECISION = table_of(GateDecisionTable)
_CODE = table_of(UsedCodeTable)
REWORK = table_of(ReworkNoteTable)


class Gates(Repository):
    """What was put before whom, and what was decided; one decision for each request."""

    @changes
    def request(self, request: GateRequest) -> None:
        """Put a dossier before its approvers; nothing happens when the gate has its request."""
        if not self._has(REQUEST, **_key(request.key)):
            row = GateRequestTable(
                campaign_id=self._campaign_id,
                requested_at=request.requested_at,
                fingerprint=request.dossier.fingerprint,
                request=canonical_json(request),
                **request.key.model_dump(),
            )
            self._put_one(row)
            self._record("gate.request", str(request.key), after=_asked(request))

    @reads
    def get(self, key: GateKey) -> GateRequest | None:
        """The request of a gate, voided or not; None if there is none."""
        row = self._one(GateRequestTable, **_key(key))
        return None if row is None else GateRequest.model_validate_json(row.request)

    @reads
    def latest(self, stage: StageName, body: Body) -> GateRequest | None:
        """The request of the newest round; None if there is none."""
        asked = select(REQUEST.c.request).where(self._mine(REQUEST, stage=stage, body=body))
        text: str | None = self._value(asked.order_by(REQUEST.c.round.desc()).limit(1))
        return None if text is None else GateRequest.model_validate_json(text)

    @changes
    def void(self, key: GateKey, reason: str) -> None:
        """Take a request back, with the decision on it; nothing happens when it is void.

        NotFound without a request. The dossier is put again in the next round.
        """
        if self.get(key) is None:
            raise no_request(key)
        if not self.is_void(key):
            stood = self.decision(key)
            self._change(REQUEST, _key(key), voided_at=self._work.now, void_reason=reason)
            before = None if stood is None else _content(stood)
            self._record("gate.void", str(key), before, reason=reason)

    @reads
    def is_void(self, key: GateKey) -> bool:
        """Whether the request was taken back."""
        row = self._one(GateRequestTable, **_key(key))
        return row is not None and row.voided_at is not None

    @reads
    def void_reasons(self, stage: StageName) -> dict[int, str]:
        """Why requests of a stage were taken back, by round."""
        void = select(REQUEST.c.round, REQUEST.c.void_reason).where(
            self._mine(REQUEST, stage=stage), REQUEST.c.voided_at.is_not(None)
        )
        return {row.round: row.void_reason for row in self._all(void.order_by(REQUEST.c.round))}

    @changes
    def vote(self, vote: Vote, code_step: int = 0) -> None:
        """Keep a member's vote and use up his code (step 0: none was needed).

        NotFound without a request; DecisionRefused when the gate has its decision, the request is
        void, the member has voted, or the code was used before.
        """
        self._check_open(vote.key)
        if self._has(VOTE, **_key(vote.key), member=vote.member):
            raise refusals.already_voted()
        self._use_code(vote.member, code_step)
        self._add(VOTE, **_key(vote.key), **vote.model_dump(exclude={"key"}))
        after = {**_content(vote), "code_step": code_step}
        self._record("gate.vote", str(vote.key), after=after, reason=vote.opinion)

    @reads
    def votes(self, key: GateKey) -> tuple[Vote, ...]:
        """The votes at a gate, in the order in which they were cast."""
        rows = self._all(select(VOTE).where(self._mine(VOTE, **_key(key))))
        votes = (Vote.model_validate(_fields(row._asdict())) for row in rows)
        return tuple(sorted(votes, key=lambda vote: (vote.cast_at, vote.member)))

    @changes
    def refuse(self, key: GateKey, reason: str, message: str) -> None:
        """Keep that a ballot of this unit of work's actor was refused, and why."""
        known = select(func.count()).where(self._mine(REFUSAL, **_key(key)))
        fields = {"reason": reason, "message": message}
        seq = int(self._value(known) or 0) + 1
        who = {"who": self._work.actor, "at": self._work.now}
        self._add(REFUSAL, **_key(key), seq=seq, **fields, **who)
        self._record("gate.refuse", str(key), after=fields, reason=message)

    @reads
    def refusals(self, key: GateKey) -> tuple[RefusedBallot, ...]:
        """The refused ballots at a gate, oldest first."""
        columns = [REFUSAL.c[name] for name in RefusedBallot.model_fields]
        ordered = select(*columns).where(self._mine(REFUSAL, **_key(key)))
        rows = self._all(ordered.order_by(REFUSAL.c.seq))
        return tuple(RefusedBallot(**row._mapping) for row in rows)

    @changes
    def decide(self, decision: Decision, code_step: int) -> None:
        """Keep the decision and use up the signer's code (step 0: none was needed).

        Nothing happens when it is the decision that stands. NotFound without a request;
        DecisionRefused when another one stands, the request is void, or the code was used before.
        """
        if self.decision(decision.key) == decision:
            return
        self._check_open(decision.key)
        self._use_code(decision.signer, code_step)
        self._add(DECISION, **_key(decision.key), **decision.model_dump(exclude={"key"}))
        after = {**_content(decision), "code_step": code_step}
        self._record("gate.decide", str(decision.key), after=after, reason=decision.opinion)

    @reads
    def decision(self, key: GateKey) -> Decision | None:
        """The decision that stands at a gate; None if there is none or the request is void."""
        found = self._decisions(**_key(key))
        return found[0] if found else None

    @reads
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions that stand, in the order in which they were signed."""
        return self._decisions()

    @reads
    def records(self) -> tuple[GateRecord, ...]:
        """Everything that is stored at each gate, also what was taken back."""
        return tuple(map(self._gate, self._all(select(REQUEST).where(self._mine(REQUEST)))))

    def _gate(self, row: Row[Any]) -> GateRecord:
        key = GateKey(stage=row.stage, body=row.body, round=row.round)
        signed = self._one(GateDecisionTable, **_key(key))
        return GateRecord(
            key=key,
            request=GateRequest.model_validate_json(row.request),
            fingerprint=row.fingerprint,
            void_reason=row.void_reason,
            votes=self.votes(key),
            decision=None if signed is None else _decision(signed.model_dump()),
        )

    @reads
    def last_code_step(self, contact: str) -> int:
        """The last time step whose code the person has used; 0 if none."""
        return int(
            self._value(select(func.max(_CODE.c.step)).where(self._mine(_CODE, contact=contact)))
            or 0
        )

    @changes
    def note_rework(self, stage: StageName, round: int, note: str) -> None:
        """Keep what was mended after a round of a stage was returned."""
        before = self.rework_notes(stage).get(round)
        own = ReworkNoteTable(campaign_id=self._campaign_id, stage=stage, round=round, note=note)
        self._put_one(own, replaces=before is not None)
        self._record("gate.note_rework", f"{stage}/{round}", before, note)

    @reads
    def rework_notes(self, stage: StageName) -> dict[int, str]:
        """What was mended, by the round that was returned."""
        rows = self._all(
            select(REWORK).where(self._mine(REWORK, stage=stage)).order_by(REWORK.c.round)
        )
        return {row.round: row.note for row in rows}

    def _check_open(self, key: GateKey) -> None:
        """Raise unless the gate has a request that stands and waits for its decision."""
        if self.get(key) is None:
            raise no_request(key)
        if self.is_void(key):
            raise refusals.voided()
        if (existing := self.decision(key)) is not None:
            raise refusals.already_decided(existing.verdict.words, existing.signed_at)

    def _use_code(self, contact: str, step: int) -> None:
        if step == 0:
            return
        if self._has(_CODE, contact=contact, step=step):
            raise refusals.reused_code()
        self._add(_CODE, contact=contact, step=step, used_at=self._work.now)

    def _decisions(self, **key: object) -> tuple[Decision, ...]:
        names = ("campaign_id", "stage", "body", "round")
        same: list[ColumnElement[bool]] = [DECISION.c[name] == REQUEST.c[name] for name in names]
        stands = select(DECISION).where(*same, REQUEST.c.voided_at.is_(None))
        rows = self._all(stands.where(self._mine(DECISION, **key)))
        ordered = sorted(rows, key=lambda row: (row.signed_at, row.stage, row.body, row.round))
        return tuple(_decision(row._asdict()) for row in ordered)


def _key(key: GateKey) -> dict[str, object]:
    return {"stage": key.stage, "body": key.body, "round": key.round}


def _asked(request: GateRequest) -> dict[str, JsonValue]:
    """What an audit event says of a request: of what, and who may decide by how many votes."""
    return {
        "title": request.dossier.title,
        "fingerprint": request.dossier.fingerprint,
        "approvers": [*request.approvers],
        "quorum": request.quorum,
    }


def _content(signed: Vote | Decision) -> dict[str, JsonValue]:
    """What an audit event says of a vote or a decision; its subject is the gate."""
    return signed.model_dump(mode="json", exclude={"key"})


def _decision(columns: Mapping[str, object]) -> Decision:
    return Decision.model_validate(_fields(columns))


def _fields(columns: Mapping[str, object]) -> dict[str, object]:
    """The columns of a row as a value keyed by its gate."""
    values = {name: value for name, value in columns.items() if name != "campaign_id"}
    key = {name: values.pop(name) for name in ("stage", "body", "round")}
    return {"key": key, **values}
