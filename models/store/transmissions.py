"""Messages on their channels: claimed, sent, settled, and given up, each in one transaction.

Writers of a campaign take turns, so what a unit of work reads here holds until it commits. Machine
steps change many rows with one audit event; its digest is that of the events which tell each row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select, update

from models.domain.messages import MessageRecord
from models.domain.outbox import Held, Place, Settlement, Start
from models.domain.pace import NUDGES
from models.domain.routes import CALL
from models.domain.transmission import TAKEN, WAITING, Blame, MessageState, may_become
from models.store.marks import changes, reads
from models.store.messages import EVENT, MESSAGE, TRANSMISSION, Messages, planned
from models.store.repository import Repository, extent
from models.tables.base import UtcDateTime

S = MessageState
Key = tuple[str, int]
PLACE = ("message", "number")
_COLUMNS = tuple(TRANSMISSION.c[name] for name in PLACE)
_FATE = ("state", "blame", "code", "detail", "channel", "not_before", "ref", "attempts")
_OWN = and_(
    TRANSMISSION.c.campaign_id == MESSAGE.c.campaign_id, TRANSMISSION.c.message == MESSAGE.c.key
)
_HERE = and_(
    TRANSMISSION.c.campaign_id == bindparam("here_campaign"),
    TRANSMISSION.c.message == bindparam("here_message"),
    TRANSMISSION.c.number == bindparam("here_number"),
)
"""The row that a statement run for many rows is about."""


class Transmissions(Repository):
    """The transmissions of a campaign; ``Messages`` gives what they carry."""

    @reads
    def due(self, now: datetime) -> tuple[MessageRecord, ...]:
        """The messages with a transmission whose time has come, in the order of the queue."""
        return self._messages(self._all(self._waiting(now)))

    @reads
    def in_state(self, states: Collection[MessageState]) -> tuple[MessageRecord, ...]:
        """The messages with a transmission in one of these states, in the order of the queue."""
        wanted = TRANSMISSION.c.state.in_(sorted(states))
        return self._messages(self._all(select(*_COLUMNS).where(self._mine(TRANSMISSION), wanted)))

    @reads
    def stuck(self, since: datetime) -> tuple[MessageRecord, ...]:
        """The messages that have failed on a channel, or may have, since a moment."""
        lost = TRANSMISSION.c.state.in_(sorted({S.UNKNOWN, S.FAILED_PERMANENT}))
        mine = self._mine(TRANSMISSION) & (TRANSMISSION.c.settled_at >= since)
        return self._messages(self._all(select(*_COLUMNS).where(mine, lost)))

    @reads
    def held(self) -> tuple[Held, ...]:
        """What is in the hands of dispatchers, by message and number."""
        columns = (*_COLUMNS, TRANSMISSION.c.claim, TRANSMISSION.c.state)
        rows = self._all(
            select(*columns).where(self._mine(TRANSMISSION), TRANSMISSION.c.claim != "")
        )
        found = (Held.model_validate(dict(row._mapping)) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.message, each.number)))

    @reads
    def tracked(self, track: str) -> tuple[Place, ...]:
        """The transmissions that went out under our own name ``track``."""
        rows = self._rows(*_COLUMNS, track=track)
        return tuple(Place(message=row.message, number=row.number) for row in rows)

    @reads
    def untracked(self) -> tuple[Place, ...]:
        """The transmissions without an own name of ours: not gone out, or before they had one."""
        rows = self._rows(*_COLUMNS, track="")
        return tuple(Place(message=row.message, number=row.number) for row in sorted(rows))

    @reads
    def places_of(self, channel: str, ref: str) -> tuple[Place, ...]:
        """The transmissions for which a provider used the name ``ref``."""
        rows = self._rows(*_COLUMNS, channel=channel, ref=ref)
        return tuple(Place(message=row.message, number=row.number) for row in rows)

    @reads
    def silent(self, channels: Collection[str], since: datetime) -> tuple[Place, ...]:
        """What these channels took over before a moment and have told nothing of."""
        owed = TRANSMISSION.c.channel.in_(sorted(channels)) & (TRANSMISSION.c.sent_at <= since)
        mine = self._mine(TRANSMISSION, state=str(S.ACCEPTED))
        rows = self._all(select(*_COLUMNS).where(mine, owed))
        ordered = sorted((row.message, row.number) for row in rows)
        return tuple(Place(message=message, number=number) for message, number in ordered)

    @reads
    def dead(self) -> frozenset[tuple[str, str]]:
        """Channels and digests of addresses on them at which nobody was found the last time."""
        nobody = TRANSMISSION.c.blame == Blame.RECIPIENT
        refused = self._latest(TRANSMISSION.c.state == S.FAILED_PERMANENT, nobody)
        if not refused:
            return frozenset()
        taken = self._latest(TRANSMISSION.c.state.in_(sorted(TAKEN)))
        return frozenset(place for place, at in refused.items() if taken.get(place, at) <= at)

    @reads
    def nudges(self, since: datetime, people: Collection[str]) -> dict[str, list[datetime]]:
        """When these people had nudges since a moment, by person, oldest first."""
        gone = TRANSMISSION.c.state.in_(sorted(TAKEN | {S.SENDING, S.UNKNOWN}))
        nudge = MESSAGE.c.purpose.in_(sorted(NUDGES))
        rows = self._all(
            select(MESSAGE.c.person, TRANSMISSION.c.sent_at)
            .join_from(TRANSMISSION, MESSAGE, _OWN)
            .where(
                self._mine(TRANSMISSION),
                MESSAGE.c.person.in_(sorted(people)),
                gone,
                nudge,
                TRANSMISSION.c.sent_at >= since,
            )
            .order_by(TRANSMISSION.c.sent_at)
        )
        found: dict[str, list[datetime]] = defaultdict(list)
        for row in rows:
            found[row.person].append(row.sent_at)
        return found

    @changes
    def claim(self, claim: str, until: datetime, most: int) -> tuple[MessageRecord, ...]:
        """Take up to ``most`` transmissions whose time has come, under the name ``claim``.

        They are nobody else's until the lease ends at ``until``.
        """
        found = self._all(self._waiting(self._work.now).limit(most))
        if not found:
            return ()
        self._set_all(
            [(row.message, row.number) for row in found],
            state=S.CLAIMED,
            claim=claim,
            lease_until=until,
        )
        told = [[row.message, row.number] for row in found]
        self._record_rows("messages.claim", _count(S.CLAIMED, found), told)
        return self._messages(found)

    @changes
    def start(self, claim: str, starts: Sequence[Start], until: datetime) -> set[Key]:
        """Say before the channel is touched that these go out; which of them ``claim`` still holds.

        The others were taken over by a dispatcher to which they had gone when the lease ended.
        """
        mine = self._now_at(starts)
        begun = [
            start for start in starts if _is_held(mine.get((start.message, start.number)), claim)
        ]
        if not begun:
            return set()
        rows = [
            {
                **_place(start),
                "channel": start.channel,
                "address": start.address,
                "template": start.template,
                "version": start.version,
                "track": start.track,
                "attempts": mine[start.message, start.number].attempts + 1,
            }
            for start in begun
        ]
        together = {"state": S.SENDING, "sent_at": self._work.now, "lease_until": until}
        own = ("channel", "address", "template", "version", "track", "attempts")
        self._set_each(rows, own, together)
        told = [self._event(start, S.SENDING, start.channel) for start in begun]
        self._tell("messages.sending", _count(S.SENDING, begun), told)
        return {(start.message, start.number) for start in begun}

    @changes
    def settle(
        self, settlements: Sequence[Settlement], reason: str = "", subject: str = ""
    ) -> tuple[Settlement, ...]:
        """Record what became of transmissions; those that may go where they are said to be.

        One that may not is left as it is: a receipt was faster than the answer, or an operator.
        A message that goes on gets its next transmission in the same transaction, once.
        """
        before = self._now_at(settlements)
        good = [each for each in settlements if _may(before.get((each.message, each.number)), each)]
        if not good:
            return ()
        rows = [self._fate(before[each.message, each.number], each) for each in good]
        self._set_each(
            rows, _FATE, {"claim": "", "lease_until": None, "settled_at": self._work.now}
        )
        self._go_on([each for each in good if each.then], before)
        told = [
            self._event(each, each.state, each.channel, each.code, each.detail, each.evidence)
            for each in good
        ]
        self._tell("messages.settle", subject or _states(good), told, reason)
        return tuple(good)

    @changes
    def note(self, place: Place, what: str, code: str, detail: str, evidence: str) -> bool:
        """Add to the history what leaves a transmission as it stands; False when it says it."""
        columns = (EVENT.c.what, EVENT.c.code, EVENT.c.detail, EVENT.c.evidence)
        here = self._mine(EVENT, message=place.message, number=place.number)
        known = {tuple(row) for row in self._all(select(*columns).where(here))}
        if (what, code, detail, evidence) in known:
            return False
        channel = self._now_at([place])[place.message, place.number].channel
        told = [self._event(place, what, channel, code, detail, evidence)]
        self._tell("messages.note", place.message, told)
        return True

    @changes
    def again(self, message: str, reason: str = "") -> int:
        """Begin a new turn of a message, in which it may go every way once more; its number."""
        ways = [TRANSMISSION.c[name] for name in ("number", "turn")]
        known = self._rows(*ways, message=message)
        turn: int = max(row.turn for row in known) + 1
        found = Messages(self._work).get(message)
        more = {"number": max(row.number for row in known) + 1, "turn": turn}
        row = planned(found) | more | {"not_before": self._work.now}
        self._add_all(TRANSMISSION, [row])
        again = Place(message=message, number=more["number"])
        told = [self._event(again, "again", "", "", reason)]
        self._tell("messages.again", message, told, reason)
        return turn

    @changes
    def go_on(self, message: str, channel: str) -> bool:
        """Let a message go on another channel in its present turn; False when it went there."""
        ways = [TRANSMISSION.c[name] for name in ("number", "turn", "channel")]
        known = self._rows(*ways, message=message)
        turn = max(row.turn for row in known)
        if any((row.turn, row.channel) == (turn, channel) for row in known):
            return False
        found = Messages(self._work).get(message)
        number = max(row.number for row in known) + 1
        more = {"number": number, "turn": turn, "channel": channel, "not_before": self._work.now}
        self._add_all(TRANSMISSION, [planned(found) | more])
        place = Place(message=message, number=number)
        self._tell("messages.go_on", message, [self._event(place, "go_on", channel)])
        return True

    @changes
    def called(self, message: str, reason: str = "") -> int:
        """Record that a person was told of a message by telephone, a way of its own; its number."""
        ways = [TRANSMISSION.c[name] for name in ("number", "turn")]
        known = self._rows(*ways, message=message)
        now, found = self._work.now, Messages(self._work).get(message)
        place = Place(message=message, number=max(row.number for row in known) + 1)
        told = {"channel": CALL, "state": S.DELIVERED, "detail": reason}
        when = {"not_before": now, "sent_at": now, "settled_at": now}
        more = {"number": place.number, "turn": max(row.turn for row in known)}
        self._add_all(TRANSMISSION, [planned(found) | more | told | when])
        event = self._event(place, S.DELIVERED, CALL, "", reason)
        self._tell("messages.called", message, [event], reason)
        return place.number

    @changes
    def hurry(self, because: str, reason: str = "") -> int:
        """Let what was put off with a detail that begins with ``because`` be due now; how many."""
        put_off = TRANSMISSION.c.detail.startswith(because, autoescape=True)
        mine = self._mine(TRANSMISSION, state=str(S.DEFERRED))
        rows = self._all(select(*_COLUMNS).where(mine, put_off))
        if rows:
            keys = [(row.message, row.number) for row in rows]
            self._set_all(keys, not_before=self._work.now)
            told = [self._event(row, "hurry", "", "", reason) for row in rows]
            self._tell("messages.hurry", _count(S.DEFERRED, rows), told, reason)
        return len(rows)

    @changes
    def give_up(self, detail: str) -> int:
        """Give up what a dispatcher holds beyond its lease; how many may have arrived.

        What it had only claimed waits again; what it was sending is unknown, for the reason
        ``detail``.
        """
        over = self._mine(TRANSMISSION) & (TRANSMISSION.c.lease_until <= self._work.now)
        rows = self._all(select(TRANSMISSION).where(over, TRANSMISSION.c.claim != ""))
        claimed = [(r.message, r.number) for r in rows if r.state == S.CLAIMED]
        lost = [r for r in rows if r.state == S.SENDING]
        if not rows:
            return 0
        free = {"claim": "", "lease_until": None}
        self._set_all(claimed, state=S.PLANNED, **free)
        keys = [(row.message, row.number) for row in lost]
        self._set_all(keys, state=S.UNKNOWN, detail=detail, settled_at=self._work.now, **free)
        told = [self._event(row, S.UNKNOWN, row.channel, "", detail) for row in lost]
        told += [self._event(row, S.PLANNED, row.channel) for row in rows if row.state == S.CLAIMED]
        self._tell("messages.give_up", _count(S.UNKNOWN, lost), told)
        return len(lost)

    def _waiting(self, now: datetime) -> Select[Any]:
        return (
            select(*_COLUMNS)
            .join_from(TRANSMISSION, MESSAGE, _OWN)
            .where(
                self._mine(TRANSMISSION),
                TRANSMISSION.c.state.in_(sorted(WAITING)),
                TRANSMISSION.c.not_before <= now,
            )
            .order_by(MESSAGE.c.position, TRANSMISSION.c.number)
        )

    def _latest(self, *conditions: ColumnElement[bool]) -> dict[tuple[str, str], datetime]:
        """The last time that such a thing was recorded of an address, by channel and digest."""
        way = (TRANSMISSION.c.channel, TRANSMISSION.c.address)
        latest = func.max(TRANSMISSION.c.settled_at, type_=UtcDateTime())
        mine = self._mine(TRANSMISSION) & (TRANSMISSION.c.address != "")
        rows = self._all(select(*way, latest.label("at")).where(mine, *conditions).group_by(*way))
        return {(row.channel, row.address): row.at for row in rows}

    def _messages(self, rows: Iterable[Row[Any]]) -> tuple[MessageRecord, ...]:
        keys = dict.fromkeys(row.message for row in rows)
        return Messages(self._work).among(keys) if keys else ()

    def _now_at(self, places: Sequence[Place]) -> dict[Key, Row[Any]]:
        """The rows of these transmissions as they stand."""
        keys = dict.fromkeys(place.message for place in places)
        rows = self._among(tuple(TRANSMISSION.c), TRANSMISSION.c.message, keys)
        return {(row.message, row.number): row for row in rows}

    def _fate(self, before: Row[Any], told: Settlement) -> dict[str, object]:
        """The new columns of a settled transmission; what is not told stays."""
        fate = {name: getattr(told, name) for name in ("state", "blame", "code", "detail")}
        return {
            **_place(told),
            **fate,
            "channel": told.channel or before.channel,
            "not_before": told.not_before or before.not_before,
            "ref": told.ref or before.ref,
            "attempts": before.attempts + told.counts,
        }

    def _go_on(self, settled: Sequence[Settlement], before: Mapping[Key, Row[Any]]) -> None:
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
                more = {"number": newest[each.message] + 1, "turn": turn, "channel": each.then}
                begins = each.then_from or self._work.now
                rows.append(planned(messages[each.message]) | more | {"not_before": begins})
        self._add_all(TRANSMISSION, rows)

    def _set_all(self, keys: Sequence[Key], **values: object) -> None:
        self._change_all(TRANSMISSION, PLACE, keys, **values)

    def _set_each(
        self,
        rows: Sequence[Mapping[str, object]],
        own: Sequence[str],
        together: Mapping[str, object],
    ) -> None:
        """Give each row its own values of some columns, and all of them the same of others."""
        values: dict[str, Any] = {name: bindparam(name) for name in (*own, *together)}
        here = {"here_campaign": self._work.campaign_id}
        each = [
            {**here, "here_message": row["message"], "here_number": row["number"], **together}
            | {name: row[name] for name in own}
            for row in rows
        ]
        self._work.connection.execute(update(TRANSMISSION).where(_HERE).values(values), each)

    def _event(
        self,
        place: Any,  # noqa: ANN401 - a place, or a row of the table
        what: str,
        channel: str,
        code: str = "",
        detail: str = "",
        evidence: str = "",
    ) -> dict[str, object]:
        return {
            "message": place.message,
            "number": place.number,
            "at": self._work.now,
            "what": str(what),
            "channel": channel,
            "code": code,
            "detail": detail,
            "evidence": evidence,
        }

    def _tell(
        self, action: str, subject: str, events: Sequence[dict[str, object]], reason: str = ""
    ) -> None:
        """Add events to the history of their transmissions, and one to the audit for all."""
        first = self._newest(EVENT.c.seq) + 1
        self._add_all(EVENT, [{**event, "seq": first + n} for n, event in enumerate(events)])
        told = [[str(value) for value in event.values()] for event in events]
        self._record(action, subject, after=extent(told), reason=reason)


def _place(place: Place) -> dict[str, object]:
    return {"message": place.message, "number": place.number}


def _is_held(row: Row[Any] | None, claim: str) -> bool:
    return row is not None and row.state == S.CLAIMED and row.claim == claim


def _may(row: Row[Any] | None, told: Settlement) -> bool:
    return row is not None and may_become(MessageState(row.state), told.state)


def _states(settlements: Sequence[Settlement]) -> str:
    counts = Counter(each.state for each in settlements)
    return ", ".join(f"{state} {number}" for state, number in sorted(counts.items()))


def _count(state: MessageState, transmissions: Sequence[object]) -> str:
    return f"{state} {len(transmissions)}"
