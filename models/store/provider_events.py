"""Events of providers, taken in and settled once; what they tell of people is erased in time."""

from collections.abc import Mapping

from sqlalchemy import select

from models.domain.messages.provider_events import ERASED, EventOutcome, ProviderEvent, SettledEvent
from models.store.canonical import text_digest
from models.store.marks import changes, reads
from models.store.messages import EVENT
from models.store.repository import Repository, extent
from models.tables import ProviderEventTable, table_of

PROVIDER_EVENT = table_of(ProviderEventTable)
_OWN = tuple(PROVIDER_EVENT.c[name] for name in ProviderEvent.model_fields)


class ProviderEvents(Repository):
    """Events by their key."""

    @changes
    def take(self, event: ProviderEvent) -> bool:
        """Keep an event; False, and nothing changes, when it was kept already."""
        if self._has(PROVIDER_EVENT, key=event.key):
            return False
        self._add(PROVIDER_EVENT, **event.model_dump(), outcome="", settled_at=None)
        self._record("provider_event.take", event.key, after={"raw": text_digest(event.raw)})
        return True

    @changes
    def settle(self, outcomes: Mapping[str, EventOutcome]) -> int:
        """Note what was made of events, by key; how many. One audit event for all of them."""
        if not outcomes:
            return 0
        for outcome in sorted(set(outcomes.values())):
            keys = [(key,) for key, each in outcomes.items() if each == outcome]
            settled = {"outcome": str(outcome), "settled_at": self._work.now}
            self._change_all(PROVIDER_EVENT, ("key",), keys, **settled)
        rows = [[key, str(outcome)] for key, outcome in outcomes.items()]
        self._record_rows("provider_event.settle", f"{len(rows)}", rows)
        return len(rows)

    @reads
    def waiting(self, most: int) -> tuple[ProviderEvent, ...]:
        """Up to ``most`` events that are not settled, in the order in which they came."""
        mine = self._mine(PROVIDER_EVENT, outcome="")
        rows = self._all(
            select(*_OWN).where(mine).order_by(PROVIDER_EVENT.c.received_at).limit(most)
        )
        found = (ProviderEvent.model_validate(dict(row._mapping)) for row in rows)
        return tuple(sorted(found, key=lambda event: (event.received_at, event.key)))

    @reads
    def newest(self, most: int, outcome: EventOutcome | None = None) -> tuple[SettledEvent, ...]:
        """Up to ``most`` of the newest events, oldest first: all, or those with this outcome."""
        wanted = {} if outcome is None else {"outcome": str(outcome)}
        columns = (*_OWN, PROVIDER_EVENT.c.outcome)
        statement = select(*columns).where(self._mine(PROVIDER_EVENT, **wanted))
        latest = statement.order_by(PROVIDER_EVENT.c.received_at.desc()).limit(most)
        rows = (dict(row._mapping) for row in self._all(latest))
        found = (SettledEvent(**(each | {"outcome": each["outcome"] or None})) for each in rows)
        return tuple(sorted(found, key=lambda event: (event.received_at, event.key)))

    @reads
    def outcome(self, event: str) -> EventOutcome | None:
        """What was made of the event with this key; None when nothing was, or there is none."""
        row = self._one(ProviderEventTable, key=event)
        return EventOutcome(row.outcome) if row is not None and row.outcome else None


class Retention(Repository):
    """Texts of providers, in events and in the history of messages."""

    @changes
    def erase(self, reason: str) -> int:
        """Erase them all; of how many. What happened to messages, and when, stays.

        An event is gone; in the history a digest stands in place of the text. One audit event has
        the digest of all digests, so that a copy kept elsewhere can be known as what was erased.
        """
        erased = self._take_out(PROVIDER_EVENT, ("key", "raw"), PROVIDER_EVENT.c.outcome != "")
        rows = [[key, text_digest(raw)] for key, raw in erased]
        known = EVENT.c.evidence.startswith(ERASED, autoescape=True)
        mine = self._mine(EVENT) & (EVENT.c.evidence != "") & ~known
        for seq, evidence in self._all(select(EVENT.c.seq, EVENT.c.evidence).where(mine)):
            self._change(EVENT, {"seq": seq}, evidence=ERASED + text_digest(evidence))
            rows.append([str(seq), text_digest(evidence)])
        if rows:
            self._record("retention.erase", str(len(rows)), before=extent(rows), reason=reason)
        return len(rows)
