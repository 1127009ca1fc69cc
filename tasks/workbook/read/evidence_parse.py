"""Neutral cells to the evidence that a unit declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from models.domain.cells import Place
from models.domain.collection.workbook import Sheet
from models.domain.evidence.declared import DeclaredEvidence, EvidenceColumn, codes_in
from models.domain.vietnamese.dates import parse_date
from models.domain.vietnamese.numbers import CellValue
from tasks.workbook.read.table import find_table, text_of
from tasks.workbook.sheet_names import EVIDENCE_SHEET

_PRINTED = (EvidenceColumn.CODE, EvidenceColumn.NAME)
_TYPED = tuple(column for column in EvidenceColumn if column not in _PRINTED)


def parse_evidence(sheets: Sequence[Sheet]) -> tuple[DeclaredEvidence, ...]:
    """The documents of the evidence sheet, found by its headers, in the order of its rows.

    A row that names several criteria is a document for each of them.

    A row in which nothing but code and name stands declares nothing. A form without the sheet, or
    one whose column of codes is gone, declares nothing either.
    """
    table = find_table(sheets, tuple(EvidenceColumn), EVIDENCE_SHEET)
    if table is None or EvidenceColumn.CODE not in table.columns:
        return ()
    return tuple(
        _document(code, cells, place)
        for place, cells in table.rows(_TYPED)
        if any(text_of(cells.get(column)) for column in _TYPED)
        for code in codes_in(text_of(cells.get(EvidenceColumn.CODE)))
    )


def _document(code: str, cells: Mapping[str, CellValue], place: Place) -> DeclaredEvidence:
    def text(column: EvidenceColumn) -> str:
        return text_of(cells.get(column))

    return DeclaredEvidence(
        code=code,
        number=text(EvidenceColumn.NUMBER),
        issued=_issued(cells.get(EvidenceColumn.ISSUED)),
        issuer=text(EvidenceColumn.ISSUER),
        title=text(EvidenceColumn.TITLE),
        pages=text(EvidenceColumn.PAGES),
        file_name=text(EvidenceColumn.FILE),
        place=place,
    )


def _issued(value: CellValue) -> date | str | None:
    return parse_date(value) or text_of(value) or None
