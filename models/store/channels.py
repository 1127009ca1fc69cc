"""How the channels of a campaign stand."""

import json
from typing import Any

from sqlalchemy import Row

from models.domain.messages.breaker import ChannelState
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import ChannelTable, table_of

CHANNEL = table_of(ChannelTable)
_STATE = tuple(ChannelState.model_fields)


class Channels(Repository):
    """Channels by name; one that was never heard of works."""

    @reads
    def get(self, name: str) -> ChannelState:
        """How a channel stands."""
        row = self._one(ChannelTable, name=name)
        return ChannelState(name=name) if row is None else _state(row)

    @reads
    def all(self) -> tuple[ChannelState, ...]:
        """The channels that something is known of, by name."""
        return tuple(_state(row) for row in sorted(self._rows(*CHANNEL.c), key=lambda r: r.name))

    @changes
    def put(self, state: ChannelState, reason: str = "") -> bool:
        """Remember how a channel stands; False, and nothing changes, when that is known."""
        row = self._one(ChannelTable, name=state.name)
        before = ChannelState(name=state.name) if row is None else _state(row)
        if before == state:
            return False
        known = ChannelTable(
            campaign_id=self._campaign_id,
            seen_at=self._work.now,
            facts=json.dumps(state.facts, ensure_ascii=False, sort_keys=True),
            **state.model_dump(exclude={"facts"}),
        )
        self._put_one(known, replaces=row is not None)
        self._record("channel.put", state.name, _audited(before), _audited(state), reason)
        return True


def _audited(state: ChannelState) -> dict[str, Any]:
    """What the audit says of a channel: whether it stands and why; its facts change often."""
    audited: dict[str, Any] = state.model_dump(mode="json", exclude={"name", "facts"})
    return audited


def _state(row: ChannelTable | Row[Any]) -> ChannelState:
    values = {name: getattr(row, name) for name in _STATE}
    return ChannelState.model_validate({**values, "facts": json.loads(row.facts)})
