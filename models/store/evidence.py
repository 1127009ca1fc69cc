"""The evidence of the units."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Row, exists, func, select

from models.domain.campaign import Form
from models.domain.evidence.file import Evidence, EvidenceFile, is_known
from models.domain.values import UnitCode
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import EvidenceTable, table_of

EVIDENCE = table_of(EvidenceTable)
_LATER = EVIDENCE.alias()
_SLOT = ("campaign_id", "form", "unit", "slot")

Files = tuple[EvidenceFile, ...]


class KeptEvidence(Repository):
    """Files of the units by form, in the order in which they came; none is ever taken away.

    ``models.domain.evidence.file.current`` tells which of them stand.
    """

    @changes
    def add(self, form: Form, unit: UnitCode, sent: Evidence) -> bool:
        """Keep a file of a unit; False, and nothing changes, when it brings nothing new.

        NotFound if its bytes are not kept (``files.put``).
        """
        self._check_kept(sent.sha256)
        history = self._of(form=form, unit=unit)
        if is_known(history, sent):
            return False
        position = len(history) + 1
        self._add(
            EVIDENCE,
            form=form,
            unit=unit,
            position=position,
            file=sent.sha256,
            slot=sent.slot,
            criteria=_codes(sent.criteria),
            body=sent.model_dump_json(exclude={"criteria"}),
        )
        after = sent.model_dump(mode="json")
        self._record("evidence.add", f"{form}/{unit}/{position}", after=after)
        return True

    @changes
    def assign(
        self, form: Form, unit: UnitCode, criteria: Mapping[int, Sequence[str]]
    ) -> tuple[int, ...]:
        """Set the codes that files, by position, belong to; the positions that changed.

        Nothing happens to others, nor to those whose codes are these already.
        """
        before = {file.position: [*file.criteria] for file in self._of(form=form, unit=unit)}
        news = {
            position: [*codes]
            for position, codes in sorted(criteria.items())
            if position in before and before[position] != [*codes]
        }
        for position, codes in news.items():
            key = {"form": form, "unit": unit, "position": position}
            self._change(EVIDENCE, key, criteria=_codes(codes))
        if news:
            was, now = (_audited(codes, news) for codes in (before, news))
            self._record("evidence.assign", f"{form}/{unit}", was, now)
        return tuple(news)

    @reads
    def of(self, form: Form, unit: UnitCode) -> Files:
        """All files of one unit, in the order in which they came."""
        return self._of(form=form, unit=unit)

    @reads
    def of_units(self, form: Form, units: Iterable[UnitCode]) -> dict[UnitCode, Files]:
        """All files of some units, by unit, as ``of`` gives them; units without any left out."""
        found: dict[UnitCode, list[EvidenceFile]] = {}
        for file in _files(self._among((*EVIDENCE.c,), EVIDENCE.c.unit, units, form=form)):
            found.setdefault(file.unit, []).append(file)
        return {unit: tuple(files) for unit, files in found.items()}

    @reads
    def all(self) -> Files:
        """All files, by form, unit and order of arrival."""
        return self._of()

    @reads
    def counts(self, form: Form) -> dict[UnitCode, int]:
        """How many files stand for each unit that has sent any."""
        slots = func.count(EVIDENCE.c.slot.distinct())
        own = select(EVIDENCE.c.unit, slots.label("files")).where(self._mine(EVIDENCE, form=form))
        return {row.unit: row.files for row in self._all(own.group_by(EVIDENCE.c.unit))}

    @reads
    def users_of(self, sha: str) -> tuple[tuple[Form, UnitCode], ...]:
        """The units, with their forms, that have sent a file with this content and still do."""
        later = [_LATER.c[name] == EVIDENCE.c[name] for name in _SLOT]
        replaced = exists().where(*later, _LATER.c.position > EVIDENCE.c.position)
        current = self._mine(EVIDENCE, file=sha) & ~replaced
        rows = self._all(select(EVIDENCE.c.form, EVIDENCE.c.unit).where(current))
        return tuple(sorted({(Form(row.form), row.unit) for row in rows}))

    def _of(self, **key: str) -> Files:
        return _files(self._rows(*EVIDENCE.c, **key))


def _files(rows: Iterable[Row[Any]]) -> Files:
    return tuple(_file(row) for row in sorted(rows, key=lambda r: (r.form, r.unit, r.position)))


def _codes(codes: Sequence[str]) -> str:
    return json.dumps([*codes])


def _audited(codes: Mapping[int, Sequence[str]], positions: Iterable[int]) -> dict[str, JsonValue]:
    return {f"{position}": [*codes[position]] for position in positions}


def _file(row: Row[Any]) -> EvidenceFile:
    sent = {**json.loads(row.body), "criteria": json.loads(row.criteria)}
    key = {"form": row.form, "unit": row.unit, "position": row.position}
    return EvidenceFile.model_validate_json(json.dumps({**sent, **key}))
