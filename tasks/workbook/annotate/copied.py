"""What a unit typed, copied into its blank form: for files in which nothing can be marked.

Rows are found by their code (or key) and columns by their header, on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.domain.appraised_workbook import AppraisalColumn
from models.domain.errors import UnreadableFile
from models.domain.numbers_vi import CellValue
from models.domain.workbook import CellRef, Column, Finding, Place, Sheet
from tasks.archive import opened
from tasks.workbook import appraisal_parse, parse
from tasks.workbook.annotate.book import Book
from tasks.workbook.annotate.cells import Typed, type_into
from tasks.workbook.annotate.package import Package
from tasks.workbook.read import RETURNED, read
from tasks.workbook.table import Table, find_table, text_of

_FORMS: Sequence[tuple[Sequence[str], str, Sequence[str]]] = (
    (
        parse.NEEDED,
        Column.CODE,
        (Column.DECLARED, Column.SELF_SCORE, Column.EVIDENCE, Column.EXPLANATION),
    ),
    (
        appraisal_parse.NEEDED,
        AppraisalColumn.KEY,
        (AppraisalColumn.APPRAISED, AppraisalColumn.REASON),
    ),
)
"""Of each form the headers it is known by, the column of its codes, and those for answers."""
_Rows = dict[str, tuple[Place, Mapping[str, CellValue]]]


def copied(
    content: bytes, name: str, findings: Sequence[Finding], blank: bytes
) -> tuple[bytes, tuple[Finding, ...]]:
    """The form ``blank`` with the answers in ``content``, and ``findings`` moved to its cells.

    UnreadableFile when the answers cannot be read or have no table.
    """
    theirs, ours = read(content, name), read(blank, name)
    for headers, key, answers in _FORMS:
        source, target = find_table(theirs, headers), find_table(ours, headers)
        if source and target:
            old, new = _rows(source, key), _rows(target, key)
            moved = tuple(_moved(finding, old, new) for finding in findings)
            named = {ref for finding in moved for ref in finding.cells}
            filled = dict(_answers(old, new, answers, named))
            return _filled(blank, name, target.sheet, filled), moved
    raise UnreadableFile(f"Tệp “{name}” không có bảng của biểu mẫu. {RETURNED.again}", name)


def _rows(table: Table, key: str) -> _Rows:
    rows: _Rows = {}
    for place, cells in table.rows():
        code = text_of(cells.get(key)).strip(". ")
        if code and code not in rows:
            rows[code] = (place, cells)
    return rows


def _answers(
    old: _Rows, new: _Rows, columns: Sequence[str], named: set[CellRef]
) -> Iterator[tuple[str, Typed]]:
    """Cells of the form that take an answer.

    A cell that shows something already (a formula, a score to confirm) keeps it unless what was
    typed differs or is what a finding is about.
    """
    for code, (_, cells) in old.items():
        if code not in new:
            continue
        target, printed = new[code]
        for column in columns:
            value = cells.get(column)
            ref = target.ref(column) if column in target.columns else None
            if ref and value is not None and value != printed.get(column):
                yield ref.cell, Typed(_shown(value), over_formula=ref in named)


def _shown(value: CellValue) -> str | Decimal | bool:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str | Decimal | bool) else str(value)


def _moved(finding: Finding, old: _Rows, new: _Rows) -> Finding:
    """The finding with its cells in the form; cells that the form has not stay in the words."""
    codes = {(place.sheet, place.row): code for code, (place, _) in old.items()}
    refs = [_counterpart(ref, codes, old, new) for ref in finding.cells]
    pairs = [
        (ref, finding.abouts[number] if number < len(finding.abouts) else "")
        for number, ref in enumerate(refs)
        if ref is not None
    ]
    if len(pairs) < len(refs):
        return finding.model_copy(update={"cells": (), "abouts": (), "words": ""})
    cells, abouts = tuple(ref for ref, _ in pairs), tuple(about for _, about in pairs)
    return finding.model_copy(update={"cells": cells, "abouts": abouts})


def _counterpart(
    ref: CellRef, codes: Mapping[tuple[str, int], str], old: _Rows, new: _Rows
) -> CellRef | None:
    code = codes.get((ref.sheet, ref.row), "")
    if code not in old or code not in new:
        return None
    place, target = old[code][0], new[code][0]
    header = next((each for each in place.columns if place.ref(each) == ref), None)
    return target.ref(header) if header and header in target.columns else None


def _filled(blank: bytes, name: str, sheet: Sheet, cells: Mapping[str, Typed]) -> bytes:
    with opened(blank, name, RETURNED) as archive:
        book = Book(Package(archive))
        part = next(each.part for each in book.sheets if each.name == sheet.name)
        type_into(book.package.edit(part), cells)
        return book.package.saved()
