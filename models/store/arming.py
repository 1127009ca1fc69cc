"""The machine that may reach people for a campaign."""

from __future__ import annotations

from models.domain.messages.arming import Armed
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import ArmingTable, table_of

ARMING = table_of(ArmingTable)


class Arming(Repository):
    """One row for a campaign that is armed, none otherwise."""

    @reads
    def get(self) -> Armed | None:
        """Where the campaign is armed; None when it is not."""
        row = self._find(ARMING)
        return None if row is None else Armed(host=row.host, nonce=row.nonce)

    @changes
    def put(self, armed: Armed, reason: str = "") -> None:
        """Arm the campaign on a machine, and nowhere else any more."""
        self._take_out(ARMING, ("host",))
        self._add(ARMING, host=armed.host, nonce=armed.nonce, armed_at=self._work.now)
        self._record("arming.put", armed.host, reason=reason)

    @changes
    def clear(self, reason: str = "") -> bool:
        """Let nobody be reached any more; False when nobody could be."""
        taken = self._take_out(ARMING, ("host",))
        if taken:
            self._record("arming.clear", str(taken[0][0]), reason=reason)
        return bool(taken)
