"""What happened to the submissions of the units."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select

from models.domain.campaign import Form
from models.domain.collection.submission import SUBMISSION_EVENTS, fold_events
from models.domain.collection.submission_events import (
    SubmissionEvent,
    event_adapter,
)
from models.domain.collection.submission_state import SubmissionState
from models.domain.values import UnitCode
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import SubmissionEventTable, table_of

_EVENT = table_of(SubmissionEventTable)
_RECEIVED = "file_received"

_WHOLE = (_EVENT.c.unit, _EVENT.c.seq, _EVENT.c.body)

History = tuple[SubmissionEvent, ...]
Owner = tuple[Form, UnitCode]
"""Whose history it is."""
Happened = tuple[Form, UnitCode, SubmissionEvent]


class Submissions(Repository):
    """Histories of the units, by form; a file is kept (``files.put``) before its event."""

    @changes
    def append(self, form: Form, unit: UnitCode, event: SubmissionEvent) -> None:
        """Add an event to a unit's history; NotFound if the file it names is not kept."""
        self._append([(form, unit, event)])

    @changes
    def append_all(self, events: Sequence[Happened]) -> None:
        """As ``append``, for many events, each with its form and unit."""
        self._append(events)

    def _append(self, events: Sequence[Happened]) -> None:
        self._check_kept(*(file for *_, event in events if (file := _file(event))))
        last = self._last({(form, unit) for form, unit, _ in events})
        rows = []
        for form, unit, event in events:
            last[form, unit] = seq = last.get((form, unit), 0) + 1
            key = {"form": form, "unit": unit, "seq": seq, "kind": event.kind, "at": event.at}
            rows.append({**key, "file": _file(event), "body": event.model_dump_json()})
        self._add_all(_EVENT, rows)
        for form, unit, event in events:
            after = event.model_dump(mode="json")
            spec = SUBMISSION_EVENTS[type(event)]
            self._record(spec.audit, f"{form}/{unit}", None, after, spec.reason_of(event))

    def _last(self, owners: Iterable[Owner]) -> dict[Owner, int]:
        """The number of the last event of each of these histories that has one."""
        columns, last = (_EVENT.c.unit, _EVENT.c.seq), dict[Owner, int]()
        for form, units in _by_form(owners).items():
            for row in self._among(columns, _EVENT.c.unit, units, form=form):
                last[form, row.unit] = max(row.seq, last.get((form, row.unit), 0))
        return last

    @reads
    def history(self, form: Form, unit: UnitCode) -> History:
        """All events of one unit, oldest first."""
        rows = self._rows(*_WHOLE, form=form, unit=unit)
        return _histories(rows).get(unit, ())

    @reads
    def histories(self, owners: Collection[Owner]) -> dict[Owner, History]:
        """The histories of some units by form and unit; empty for one that has none."""
        found: dict[Owner, History] = dict.fromkeys(owners, ())
        for form, units in _by_form(owners).items():
            own = _histories(self._among(_WHOLE, _EVENT.c.unit, units, form=form))
            found |= {(form, unit): history for unit, history in own.items()}
        return found

    @reads
    def all_histories(self, form: Form) -> dict[UnitCode, History]:
        """The histories of all units that have one, by unit code."""
        return _histories(self._rows(*_WHOLE, form=form))

    @reads
    def states(self, form: Form) -> dict[UnitCode, SubmissionState]:
        """The states of all units that have a history."""
        return {unit: fold_events(events) for unit, events in self.all_histories(form).items()}

    @reads
    def received(self, form: Form, unit: UnitCode, sha: str) -> bool:
        """Whether the unit has sent this very file before."""
        same = self._mine(_EVENT, form=form, unit=unit, kind=_RECEIVED, file=sha)
        return self._value(select(_EVENT.c.seq).where(same).limit(1)) is not None


def _histories(rows: Iterable[Row[Any]]) -> dict[UnitCode, History]:
    found: dict[UnitCode, list[SubmissionEvent]] = {}
    for row in sorted(rows, key=lambda row: row.seq):
        found.setdefault(row.unit, []).append(event_adapter.validate_json(row.body))
    return {unit: tuple(found[unit]) for unit in sorted(found)}


def _by_form(owners: Iterable[Owner]) -> dict[Form, list[UnitCode]]:
    units: dict[Form, list[UnitCode]] = {}
    for form, unit in owners:
        units.setdefault(form, []).append(unit)
    return units


def _file(event: SubmissionEvent) -> str | None:
    """The file that an event is about, if it is about one."""
    file: str | None = getattr(event, "file", None)
    return file
