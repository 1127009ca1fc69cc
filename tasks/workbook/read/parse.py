"""Neutral cells to what a form says: its identity, its evidence, its scores."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from models.domain.cells import RowPlace
from models.domain.collection.appraisal_sheet import (
    AppraisalColumn,
    AppraisedRow,
    ReturnedAppraisal,
)
from models.domain.collection.workbook import (
    APPRAISAL_SHEET,
    EVIDENCE_SHEET,
    IDENTITY_SHEET,
    SCORE_SHEET,
    Identity,
    ReturnedRow,
    ReturnedWorkbook,
    ScoreColumn,
    Sheet,
    TotalRow,
    Workbook,
)
from models.domain.evidence.declared import (
    DeclaredEvidence,
    EvidenceColumn,
    codes_in,
    typed_evidence,
)
from models.domain.vietnamese.dates import parse_date
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import fold, tidy
from tasks.workbook.read.table import Table, cell_text, find_table

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
        if any(cell_text(cells.get(column)) for column in _TYPED)
        for code in codes_in(cell_text(cells.get(EvidenceColumn.CODE)))
    )


def _document(code: str, cells: Mapping[str, CellValue], place: RowPlace) -> DeclaredEvidence:
    def text(column: EvidenceColumn) -> str:
        return cell_text(cells.get(column))

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
    return parse_date(value) or cell_text(value) or None


_MOST_ROWS = 20
"""More than the identity has, fewer than a form: those need not be looked through."""


def find_identity(sheets: Sequence[Sheet]) -> Identity | None:
    """The identity that the sheets carry; None when there is none or it makes no sense.

    The sheet is known by what it holds, so that it may be renamed; the one of our name goes first.
    """
    ours_first = sorted(sheets, key=lambda sheet: sheet.name != IDENTITY_SHEET)
    found = (_read(sheet) for sheet in ours_first if len(sheet.rows) <= _MOST_ROWS)
    return next((identity for identity in found if identity), None)


def _read(sheet: Sheet) -> Identity | None:
    found = {
        tidy(str(row[0])): _text(row[1])
        for row in sheet.rows
        if len(row) > 1 and row[0] is not None
    }
    try:
        return Identity.model_validate({name: found.get(name) for name in Identity.model_fields})
    except ValidationError:
        return None


_FOR_READERS = (ScoreColumn.METHOD, ScoreColumn.REQUIRED, ScoreColumn.LAST_YEAR)
SELF_COLUMNS = tuple(column for column in ScoreColumn if column not in _FOR_READERS)
"""The columns without which a return cannot be judged."""
_LEAF = re.compile(r"(?:\d+\.\d+\.\d+|[A-Z]\.\d+)")
_TOTAL = re.compile(r"\d+(?:\.\d+)?")
_GRAND_TOTAL = fold("Tổng cộng")


def parse_self_assessment(workbook: Workbook) -> ReturnedWorkbook:
    """What a unit sent: columns are found by header text and rows by criterion code.

    Rows of areas, criteria and the whole carry no answers, only totals; other rows are left out.
    """
    identity = find_identity(workbook)
    table = find_table(workbook, SELF_COLUMNS, SCORE_SHEET)
    if table is None:
        return ReturnedWorkbook(identity, (), SELF_COLUMNS, notes=workbook.notes)
    missing = tuple(column for column in SELF_COLUMNS if column not in table.columns)
    if missing:
        return ReturnedWorkbook(identity, (), missing, notes=workbook.notes)
    rows: list[ReturnedRow] = []
    totals: list[TotalRow] = []
    for place, cells in table.rows():
        code = cell_text(cells[ScoreColumn.CODE]).strip(". ")
        if _LEAF.fullmatch(code):
            rows.append(_row(code, cells, place))
        elif _TOTAL.fullmatch(code) or (not code and _is_grand_total(cells[ScoreColumn.NAME])):
            totals.append(TotalRow(code, cells[ScoreColumn.SELF_SCORE], place))
    return ReturnedWorkbook(
        identity,
        tuple(rows),
        evidence=parse_evidence(workbook),
        totals=tuple(totals),
        notes=workbook.notes,
    )


def _is_grand_total(name: CellValue) -> bool:
    return isinstance(name, str) and fold(name).startswith(_GRAND_TOTAL)


def _row(code: str, cells: Mapping[str, CellValue], place: RowPlace) -> ReturnedRow:
    return ReturnedRow(
        code=code,
        name=cells[ScoreColumn.NAME],
        maximum=cells[ScoreColumn.MAXIMUM],
        declared=cells[ScoreColumn.DECLARED],
        self_score=cells[ScoreColumn.SELF_SCORE],
        evidence=typed_evidence(cell_text(cells[ScoreColumn.EVIDENCE])),
        explanation=cell_text(cells[ScoreColumn.EXPLANATION]),
        place=place,
    )


APPRAISAL_COLUMNS = (AppraisalColumn.KEY, AppraisalColumn.APPRAISED, AppraisalColumn.REASON)
"""The columns without which a score sheet cannot be judged."""
_KEY = re.compile(r"(?P<code>\d+\.\d+\.\d+|[A-Z]\.\d+)-(?P<unit>.+)")


def parse_appraisal(workbook: Workbook) -> ReturnedAppraisal:
    """What a department sent: columns by header text, lines by their key."""
    identity = find_identity(workbook)
    looked_for = (*APPRAISAL_COLUMNS, AppraisalColumn.SELF_SCORE)
    table = find_table(workbook, looked_for, APPRAISAL_SHEET)
    if table is None:
        return ReturnedAppraisal(identity, (), APPRAISAL_COLUMNS, workbook.notes)
    missing = tuple(column for column in APPRAISAL_COLUMNS if column not in table.columns)
    rows = () if missing else tuple(_rows(table))
    return ReturnedAppraisal(identity, rows, missing, workbook.notes)


def _rows(table: Table) -> Iterator[AppraisedRow]:
    for place, cells in table.rows():
        if key := _KEY.fullmatch(cell_text(cells[AppraisalColumn.KEY])):
            yield AppraisedRow(
                unit=key["unit"],
                code=key["code"],
                points=cells[AppraisalColumn.APPRAISED],
                reason=cell_text(cells[AppraisalColumn.REASON]),
                place=place,
                self_score=cells.get(AppraisalColumn.SELF_SCORE),
            )


def _text(value: CellValue) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return tidy(value) if isinstance(value, str) else None
