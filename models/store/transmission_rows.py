"""The rows of transmissions, as the two repositories that change them do it.

Writers of a campaign take turns, so what a unit of work reads here holds until it commits. Machine
steps change many rows with one audit event; its digest is that of the events which tell each row.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, and_, bindparam, update

from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import TransmissionRef
from models.domain.messages.transmission import MessageState
from models.store.messages import EVENT, TRANSMISSION, Messages
from models.store.repository import Repository, extent

RowKey = tuple[str, int]
Event = tuple[str, int, datetime, str, str, str, str, str]
"""Columns of an event in their order, from the message on."""

_PLACE = ("message", "number")
AT = tuple(TRANSMISSION.c[name] for name in _PLACE)
_STANDING = (*AT, *(TRANSMISSION.c[name] for name in ("turn", "channel", "state", "claim")))


class TransmissionRows(Repository):
    """What is common to the repositories of transmissions."""

    def _messages(self, rows: Iterable[Row[Any]]) -> tuple[MessageRecord, ...]:
        keys = dict.fromkeys(row.message for row in rows)
        return Messages(self._work).among(keys) if keys else ()

    def _now_at(self, places: Sequence[TransmissionRef]) -> dict[RowKey, Row[Any]]:
        """The rows of these transmissions as they stand."""
        keys = dict.fromkeys(place.message for place in places)
        rows = self._among(_STANDING, TRANSMISSION.c.message, keys)
        return {(row.message, row.number): row for row in rows}

    def _set_all(self, keys: Sequence[RowKey], **values: object) -> None:
        self._change_all(TRANSMISSION, _PLACE, keys, **values)

    def _change_each(
        self,
        statement: Update,
        rows: Sequence[Mapping[str, object]],
        together: Mapping[str, object],
    ) -> None:
        """Run a statement for each of many transmissions, some values being the same for all."""
        here = {"here_campaign": self._work.campaign_id, **together}
        self._work.connection.execute(statement, [{**here, **row} for row in rows])

    def _event(
        self,
        place: Any,  # noqa: ANN401 - a place, or a row of the table
        what: str,
        channel: str,
        code: str = "",
        detail: str = "",
        evidence: str = "",
    ) -> Event:
        return (
            place.message,
            place.number,
            self._work.now,
            str(what),
            channel,
            code,
            detail,
            evidence,
        )

    def _record_events(
        self, action: str, subject: str, events: Sequence[Event], reason: str = ""
    ) -> None:
        """Add events to the history of their transmissions, and one to the audit for all."""
        first = self._newest(EVENT.c.seq) + 1
        own = self._work.campaign_id
        self._add_lines(EVENT, [(own, first + n, *event) for n, event in enumerate(events)])
        lines = [[str(value) for value in event] for event in events]
        self._record(action, subject, after=extent(lines), reason=reason)


def change_here(**values: Any) -> Update:  # noqa: ANN401 - whatever a column takes
    """A statement that gives the transmission at ``here_...`` new values of some columns."""
    return update(TRANSMISSION).where(_HERE).values(values)


def given(column: str) -> ColumnElement[Any]:
    """The parameter called like a column, for a new value of it."""
    return bindparam(column, type_=TRANSMISSION.c[column].type)


def here(place: TransmissionRef) -> dict[str, object]:
    """The parameters that say which transmission."""
    return {"here_message": place.message, "here_number": place.number}


_HERE = and_(
    TRANSMISSION.c.campaign_id == bindparam("here_campaign"),
    TRANSMISSION.c.message == bindparam("here_message"),
    TRANSMISSION.c.number == bindparam("here_number"),
)


def count(state: MessageState, transmissions: Sequence[object]) -> str:
    """How many transmissions are in a state now, for the audit."""
    return f"{state} {len(transmissions)}"
