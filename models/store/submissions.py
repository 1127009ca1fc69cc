"""What happened to the submissions of the units."""

from __future__ import annotations

from sqlalchemy import select

from models.domain.campaign import Form
from models.domain.submission import (
    FileRefused,
    RoundExtended,
    SubmissionEvent,
    SubmissionState,
    UnitUnlocked,
    event_adapter,
    fold,
)
from models.domain.values import UnitCode
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import SubmissionEventTable, table_of

EVENT = table_of(SubmissionEventTable)
RECEIVED = "file_received"

History = tuple[SubmissionEvent, ...]


class Submissions(Repository):
    """Histories of the units, by form; a file is kept (``files.put``) before its event."""

    @changes
    def append(self, form: Form, unit: UnitCode, event: SubmissionEvent) -> None:
        """Add an event to a unit's history; NotFound if the file it names is not kept."""
        file: str | None = getattr(event, "file", None)
        if file is not None:
            self._check_kept(file)
        seq = self._newest(EVENT.c.seq, form=form, unit=unit) + 1
        body = event.model_dump_json()
        key = {"form": form, "unit": unit, "seq": seq}
        self._add(EVENT, **key, kind=event.kind, at=event.at, file=file, body=body)
        after = event.model_dump(mode="json")
        self._record(f"submission.{event.kind}", f"{form}/{unit}", None, after, _reason(event))

    @reads
    def history(self, form: Form, unit: UnitCode) -> History:
        """All events of one unit, oldest first."""
        return self._histories(form=form, unit=unit).get(unit, ())

    @reads
    def all_histories(self, form: Form) -> dict[UnitCode, History]:
        """The histories of all units that have one, by unit code."""
        return self._histories(form=form)

    @reads
    def states(self, form: Form) -> dict[UnitCode, SubmissionState]:
        """The states of all units that have a history."""
        return {unit: fold(events) for unit, events in self._histories(form=form).items()}

    @reads
    def received(self, form: Form, unit: UnitCode, sha: str) -> bool:
        """Whether the unit has sent this very file before."""
        same = self._mine(EVENT, form=form, unit=unit, kind=RECEIVED, file=sha)
        return self._value(select(EVENT.c.seq).where(same).limit(1)) is not None

    def _histories(self, **key: str) -> dict[UnitCode, History]:
        rows = self._rows(EVENT.c.unit, EVENT.c.seq, EVENT.c.body, **key)
        found: dict[UnitCode, list[SubmissionEvent]] = {}
        for row in sorted(rows, key=lambda row: row.seq):
            found.setdefault(row.unit, []).append(event_adapter.validate_json(row.body))
        return {unit: tuple(found[unit]) for unit in sorted(found)}


def _reason(event: SubmissionEvent) -> str:
    """Why it happened, where the event says so."""
    if isinstance(event, RoundExtended | UnitUnlocked):
        return event.reason
    return event.message if isinstance(event, FileRefused) else ""
