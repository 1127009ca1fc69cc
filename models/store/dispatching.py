"""What dispatchers do to transmissions: claim, start, give up, and what they ask before.

Being sent is committed before a channel is touched, and each transmission is in the hands of one
dispatcher until its lease ends.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, update

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import HeldTransmission, Start, TransmissionRef
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.transmission import TAKEN, WAITING, Blame, MessageState
from models.store.marks import changes, reads
from models.store.messages import MESSAGE, TRANSMISSION, Messages, planned_row
from models.store.transmission_rows import (
    AT,
    RowKey,
    TransmissionRows,
    change_here,
    count,
    given,
    here,
)
from models.tables.base import UtcDateTime

S = MessageState
_OWN = and_(
    TRANSMISSION.c.campaign_id == MESSAGE.c.campaign_id, TRANSMISSION.c.message == MESSAGE.c.key
)
_STARTED = ("channel", "address", "template", "version", "track")
_START = change_here(
    **{name: given(name) for name in (*_STARTED, "sent_at", "lease_until")},
    state=S.SENDING,
    attempts=TRANSMISSION.c.attempts + 1,
)


class Dispatching(TransmissionRows):
    """The transmissions of a campaign as dispatchers see them."""

    @reads
    def stuck(self, since: datetime) -> tuple[MessageRecord, ...]:
        """The messages that have failed on a channel, or may have, since a moment."""
        lost = TRANSMISSION.c.state.in_(sorted({S.UNKNOWN, S.FAILED_PERMANENT}))
        mine = self._mine(TRANSMISSION) & (TRANSMISSION.c.settled_at >= since)
        return self._messages(self._all(select(*AT).where(mine, lost)))

    @reads
    def held(self) -> tuple[HeldTransmission, ...]:
        """What is in the hands of dispatchers, by message and number."""
        columns = (*AT, TRANSMISSION.c.claim, TRANSMISSION.c.state)
        rows = self._all(
            select(*columns).where(self._mine(TRANSMISSION), TRANSMISSION.c.claim != "")
        )
        found = (HeldTransmission.model_validate(dict(row._mapping)) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.message, each.number)))

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
        nudge = MESSAGE.c.purpose.in_(
            sorted(name for name, spec in MESSAGES.items() if spec.presses)
        )
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
        """Take ``most`` transmissions whose time has come, or few more, under the name ``claim``.

        Those of one message go together. They are nobody else's until the lease ends at ``until``.
        """
        found = self._all(self._waiting(self._work.now).limit(most))
        if not found:
            return ()
        keys = list(dict.fromkeys(row.message for row in found))
        mine = {"state": S.CLAIMED, "claim": claim, "lease_until": until}
        due = self._due(self._work.now) & TRANSMISSION.c.message.in_(keys)
        self._work.connection.execute(update(TRANSMISSION).where(due).values(mine))
        messages = Messages(self._work).among(keys)
        events = [
            [message.key, way.number]
            for message in messages
            for way in message.transmissions
            if way.claim == claim
        ]
        self._record_rows("messages.claim", count(S.CLAIMED, events), events)
        return messages

    @changes
    def start(self, claim: str, starts: Sequence[Start], until: datetime) -> set[RowKey]:
        """Say before the channel is touched that these go out; which of them ``claim`` still holds.

        The others were taken over by a dispatcher to which they had gone when the lease ended.
        """
        now = self._now_at(starts)
        begun = [each for each in starts if _is_held(now.get((each.message, each.number)), claim)]
        if not begun:
            return set()
        rows = [here(each) | {name: getattr(each, name) for name in _STARTED} for each in begun]
        self._change_each(_START, rows, {"sent_at": self._work.now, "lease_until": until})
        events = [self._event(each, S.SENDING, each.channel) for each in begun]
        self._record_events("messages.sending", count(S.SENDING, begun), events)
        return {(each.message, each.number) for each in begun}

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
        self._add_all(TRANSMISSION, [planned_row(found) | more])
        place = TransmissionRef(message=message, number=number)
        self._record_events("messages.go_on", message, [self._event(place, "go_on", channel)])
        return True

    @changes
    def give_up(self, detail: str, living: Collection[str] = ()) -> int:
        """Give up what a dispatcher not ``living`` holds beyond its lease; how many may have come.

        What it had only claimed waits again; what it was sending is unknown, for the reason
        ``detail``.
        """
        over = self._mine(TRANSMISSION) & (TRANSMISSION.c.lease_until <= self._work.now)
        rows = self._all(
            select(TRANSMISSION).where(over, TRANSMISSION.c.claim.not_in(["", *living]))
        )
        claimed = [(r.message, r.number) for r in rows if r.state == S.CLAIMED]
        lost = [r for r in rows if r.state == S.SENDING]
        if not rows:
            return 0
        free = {"claim": "", "lease_until": None}
        self._set_all(claimed, state=S.PLANNED, **free)
        keys = [(row.message, row.number) for row in lost]
        self._set_all(keys, state=S.UNKNOWN, detail=detail, settled_at=self._work.now, **free)
        events = [self._event(row, S.UNKNOWN, row.channel, "", detail) for row in lost]
        events += [
            self._event(row, S.PLANNED, row.channel) for row in rows if row.state == S.CLAIMED
        ]
        self._record_events("messages.give_up", count(S.UNKNOWN, lost), events)
        return len(lost)

    def _due(self, now: datetime) -> ColumnElement[bool]:
        waiting = TRANSMISSION.c.state.in_(sorted(WAITING))
        return self._mine(TRANSMISSION) & waiting & (TRANSMISSION.c.not_before <= now)

    def _waiting(self, now: datetime) -> Select[Any]:
        """Where the transmissions are whose time has come, in the order of the queue."""
        return (
            select(*AT)
            .join_from(TRANSMISSION, MESSAGE, _OWN)
            .where(self._due(now))
            .order_by(MESSAGE.c.position, TRANSMISSION.c.number)
        )

    def _latest(self, *conditions: ColumnElement[bool]) -> dict[tuple[str, str], datetime]:
        """The last time that such a thing was recorded of an address, by channel and digest."""
        way = (TRANSMISSION.c.channel, TRANSMISSION.c.address)
        latest = func.max(TRANSMISSION.c.settled_at, type_=UtcDateTime())
        mine = self._mine(TRANSMISSION) & (TRANSMISSION.c.address != "")
        rows = self._all(select(*way, latest.label("at")).where(mine, *conditions).group_by(*way))
        return {(row.channel, row.address): row.at for row in rows}


def _is_held(row: Row[Any] | None, claim: str) -> bool:
    return row is not None and row.state == S.CLAIMED and row.claim == claim
