"""Erases what was told of people; the audit keeps digests of it."""

from __future__ import annotations

from sqlalchemy import select

from models.domain.retention import ERASED
from models.store.frozen import digest
from models.store.marks import changes
from models.store.messages import EVENT
from models.store.provider_events import PROVIDER_EVENT
from models.store.repository import Repository, extent


class Retention(Repository):
    """Texts of providers, in events and in the history of messages."""

    @changes
    def erase(self, reason: str) -> int:
        """Erase them all; of how many. What happened to messages, and when, stays.

        An event is gone; in the history a digest stands in place of the text. One audit event has
        the digest of all digests, so that a copy kept elsewhere can be known as what was erased.
        """
        told = self._take_out(PROVIDER_EVENT, ("key", "raw"), PROVIDER_EVENT.c.outcome != "")
        rows = [[key, digest(raw)] for key, raw in told]
        known = EVENT.c.evidence.startswith(ERASED, autoescape=True)
        mine = self._mine(EVENT) & (EVENT.c.evidence != "") & ~known
        for seq, evidence in self._all(select(EVENT.c.seq, EVENT.c.evidence).where(mine)):
            self._change(EVENT, {"seq": seq}, evidence=ERASED + digest(evidence))
            rows.append([str(seq), digest(evidence)])
        if rows:
            self._record("retention.erase", str(len(rows)), before=extent(rows), reason=reason)
        return len(rows)
