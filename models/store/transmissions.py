"""The fate of messages on their channels, as receipts and people change it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select

from models.domain.messages.channels import CALL
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult, TransmissionRef
from models.domain.messages.transmission import MessageState, may_become
from models.store.marks import changes, reads
from models.store.messages import EVENT, TRANSMISSION, Messages, planned_row
from models.store.transmission_rows import (
    AT,
    RowKey,
    TransmissionRows,
    change_here,
    count,
    given,
    here,
)

S = MessageState


class Transmissions(TransmissionRows):
    """The transmissions of a campaign; ``Messages`` gives what they carry."""

    @reads
    def in_state(self, states: Collection[MessageState]) -> tuple[MessageRecord, ...]:
        """The messages with a transmission in one of these states, in the order of the queue."""
        wanted = TRANSMISSION.c.state.in_(sorted(states))
        return self._messages(self._all(select(*AT).where(self._mine(TRANSMISSION), wanted)))

    @reads
    def tracked(self, track: str) -> tuple[TransmissionRef, ...]:
        """The transmissions that went out under our own name ``track``."""
        rows = self._rows(*AT, track=track)
        return tuple(TransmissionRef(message=row.message, number=row.number) for row in rows)

    @reads
    def untracked(self) -> tuple[TransmissionRef, ...]:
        """The transmissions without an own name of ours: not gone out, or before they had one."""
        rows = self._rows(*AT, track="")
        return tuple(
            TransmissionRef(message=row.message, number=row.number) for row in sorted(rows)
        )

    @reads
    def places_of(self, channel: str, ref: str) -> tuple[TransmissionRef, ...]:
        """The transmissions for which a provider used the name ``ref``."""
        rows = self._rows(*AT, channel=channel, ref=ref)
        return tuple(TransmissionRef(message=row.message, number=row.number) for row in rows)

    @reads
    def silent(self, channels: Collection[str], since: datetime) -> tuple[TransmissionRef, ...]:
        """What these channels took over before a moment and have told nothing of."""
        owed = TRANSMISSION.c.channel.in_(sorted(channels)) & (TRANSMISSION.c.sent_at <= since)
        mine = self._mine(TRANSMISSION, state=str(S.ACCEPTED))
        rows = self._all(select(*AT).where(mine, owed))
        ordered = sorted((row.message, row.number) for row in rows)
        return tuple(TransmissionRef(message=message, number=number) for message, number in ordered)

    @changes
    def settle(
        self,
        results: Sequence[SendResult],
        reason: str = "",
        subject: str = "",
        claim: str = "",
    ) -> tuple[SendResult, ...]:
        """Record what became of transmissions; those that may go where they are said to be.

        One that may not is left as it is: a receipt was faster than the answer, or an operator, or
        the dispatcher ``claim`` tells it while another one has it in hand.
        A message that goes on gets its next transmission in the same transaction, once.
        """
        before = self._now_at(results)
        good = [
            each for each in results if _may(before.get((each.message, each.number)), each, claim)
        ]
        if not good:
            return ()
        rows = [_fate(each) for each in good]
        self._change_each(_SETTLE, rows, {"settled_at": self._work.now})
        self._go_on([each for each in good if each.then], before)
        events = [
            self._event(each, each.state, each.channel, each.code, each.detail, each.evidence)
            for each in good
        ]
        self._record_events("messages.settle", subject or _states(good), events, reason)
        return tuple(good)

    @changes
    def note(
        self, place: TransmissionRef, what: str, code: str, detail: str, evidence: str
    ) -> bool:
        """Add to the history what leaves a transmission as it stands; False when it says it."""
        columns = (EVENT.c.what, EVENT.c.code, EVENT.c.detail, EVENT.c.evidence)
        here = self._mine(EVENT, message=place.message, number=place.number)
        known = {tuple(row) for row in self._all(select(*columns).where(here))}
        if (what, code, detail, evidence) in known:
            return False
        channel = self._now_at([place])[place.message, place.number].channel
        events = [self._event(place, what, channel, code, detail, evidence)]
        self._record_events("messages.note", place.message, events)
        return True

    @changes
    def again(self, message: str, reason: str = "") -> int:
        """Begin a new turn of a message, in which it may go every way once more; its number."""
        ways = [TRANSMISSION.c[name] for name in ("number", "turn")]
        known = self._rows(*ways, message=message)
        turn: int = max(row.turn for row in known) + 1
        found = Messages(self._work).get(message)
        more = {"number": max(row.number for row in known) + 1, "turn": turn}
        row = planned_row(found) | more | {"not_before": self._work.now}
        self._add_all(TRANSMISSION, [row])
        again = TransmissionRef(message=message, number=more["number"])
        events = [self._event(again, "again", "", "", reason)]
        self._record_events("messages.again", message, events, reason)
        return turn

    @changes
    def called(self, message: str, reason: str = "") -> int:
        """Record that a person was told of a message by telephone, a way of its own; its number."""
        ways = [TRANSMISSION.c[name] for name in ("number", "turn")]
        known = self._rows(*ways, message=message)
        now, found = self._work.now, Messages(self._work).get(message)
        place = TransmissionRef(message=message, number=max(row.number for row in known) + 1)
        called = {"channel": CALL, "state": S.DELIVERED, "detail": reason}
        when = {"not_before": now, "sent_at": now, "settled_at": now}
        more = {"number": place.number, "turn": max(row.turn for row in known)}
        self._add_all(TRANSMISSION, [planned_row(found) | more | called | when])
        event = self._event(place, S.DELIVERED, CALL, "", reason)
        self._record_events("messages.called", message, [event], reason)
        return place.number

    @changes
    def hurry(self, because: str, reason: str = "") -> int:
        """Let what was put off with a detail that begins with ``because`` be due now; how many."""
        put_off = TRANSMISSION.c.detail.startswith(because, autoescape=True)
        mine = self._mine(TRANSMISSION, state=str(S.DEFERRED))
        rows = self._all(select(*AT).where(mine, put_off))
        if rows:
            keys = [(row.message, row.number) for row in rows]
            self._set_all(keys, not_before=self._work.now)
            events = [self._event(row, "hurry", "", "", reason) for row in rows]
            self._record_events("messages.hurry", count(S.DEFERRED, rows), events, reason)
        return len(rows)

    def _go_on(self, settled: Sequence[SendResult], before: Mapping[RowKey, Row[Any]]) -> None:
        """Open the next transmission of each message that goes another way."""
        keys = dict.fromkeys(each.message for each in settled)
        ways = [TRANSMISSION.c[name] for name in ("message", "number", "turn", "channel")]
        known = self._among(tuple(ways), TRANSMISSION.c.message, keys)
        used = {(row.message, row.turn, row.channel) for row in known}
        newest = {row.message: row.number for row in sorted(known, key=lambda row: row.number)}
        messages = {each.key: each for each in Messages(self._work).among(keys)}
        rows = []
        for each in settled:
            turn = before[each.message, each.number].turn
            if (each.message, turn, each.then) not in used:
                newest[each.message] += 1
                used.add((each.message, turn, each.then))
                more = {"number": newest[each.message], "turn": turn, "channel": each.then}
                begins = each.then_from or self._work.now
                rows.append(planned_row(messages[each.message]) | more | {"not_before": begins})
        self._add_all(TRANSMISSION, rows)


def unless_empty(column: str) -> ColumnElement[Any]:
    """The parameter called like a column, or what the column holds when that is empty."""
    return func.coalesce(func.nullif(given(column), ""), TRANSMISSION.c[column])


_SETTLE = change_here(
    **{name: given(name) for name in ("state", "blame", "code", "detail", "settled_at")},
    channel=unless_empty("channel"),
    ref=unless_empty("ref"),
    not_before=func.coalesce(given("not_before"), TRANSMISSION.c.not_before),
    attempts=TRANSMISSION.c.attempts + bindparam("counts"),
    claim="",
    lease_until=None,
)
"""What is not told of a settled transmission stays as it is."""


def _fate(result: SendResult) -> dict[str, object]:
    names = ("state", "blame", "code", "detail", "channel", "ref", "not_before", "counts")
    return here(result) | {name: getattr(result, name) for name in names}


def _may(row: Row[Any] | None, result: SendResult, claim: str) -> bool:
    if row is None or (claim and row.claim not in ("", claim)):
        return False
    return may_become(MessageState(row.state), result.state)


def _states(results: Sequence[SendResult]) -> str:
    counts = Counter(each.state for each in results)
    return ", ".join(f"{state} {number}" for state, number in sorted(counts.items()))
