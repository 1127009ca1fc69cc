"""What a unit typed, copied into its blank form: for files in which nothing can be marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml.etree import _Element

from models.domain.cells import CellRef
from models.domain.collection.workbook import Finding, ScoreColumn
from models.domain.errors import UnreadableFile
from models.domain.evidence.declared import typed_evidence
from models.domain.vietnamese.numbers import CellValue
from tasks.files.limits import opened_xlsx
from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.package import Package
from tasks.workbook.annotate.pairs import RowPair, row_pairs
from tasks.workbook.annotate.xml import add_child, child, discard
from tasks.workbook.read.read import RETURNED_BOUNDS, read_workbook
from tasks.workbook.read.table import cell_text
from tasks.workbook.write.template import fit_for_cell

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is put into a cell, and whether it also takes the place of a formula."""

    value: str | Decimal | bool
    over_formula: bool = True


def type_into(sheet: _Element, cells: Mapping[str, Typed]) -> None:
    """Put values into ``cells``, which keep their formats; cells that are not there stay away."""
    for cell in sheet.iter("{*}c"):
        typed = cells.get(cell.get("r", ""))
        if typed is None or (child(cell, "f") is not None and not typed.over_formula):
            continue
        for inner in list(cell):
            cell.remove(inner)
        discard(cell, "t")
        _put(cell, typed.value)


def _put(cell: _Element, value: str | Decimal | bool) -> None:
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = add_child(add_child(cell, "is"), "t")
        text.set(_SPACE, "preserve")
        text.text = fit_for_cell(value)
        return
    if isinstance(value, bool):
        cell.set("t", "b")
    add_child(cell, "v").text = f"{value:d}" if isinstance(value, bool) else f"{value:f}"


def copy_into_form(
    content: bytes, name: str, findings: Sequence[Finding], blank: bytes
) -> tuple[bytes, tuple[Finding, ...]]:
    """The form ``blank`` with the answers in ``content``, and ``findings`` moved to its cells.

    UnreadableFile when the answers cannot be read or have no table.
    """
    pairs = row_pairs(read_workbook(content, name), read_workbook(blank, name))
    if not pairs:
        raise UnreadableFile(
            f"Tệp “{name}” không có bảng của biểu mẫu. {RETURNED_BOUNDS.again}", name
        )
    moved = tuple(_moved(finding, pairs) for finding in findings)
    named = {ref for finding in moved for ref in finding.cells}
    filled: dict[str, dict[str, Typed]] = {}
    for ref, typed in _answers(pairs, named):
        filled.setdefault(ref.sheet, {})[ref.cell] = typed
    return _filled(blank, name, filled), moved


def _answers(pairs: Sequence[RowPair], named: set[CellRef]) -> Iterator[tuple[CellRef, Typed]]:
    """Cells of the form that take an answer.

    A formula stays, so that it follows what is mended, unless a finding is about what was typed
    over it or evidence was typed where it counts the documents.
    """
    for pair in pairs:
        for column in pair.answers:
            value = pair.typed.get(column)
            if column not in pair.target.columns or value in (None, pair.printed.get(column)):
                continue
            ref = pair.target.ref(column)
            by_hand = column == ScoreColumn.EVIDENCE and bool(typed_evidence(cell_text(value)))
            yield ref, Typed(_shown(value), over_formula=ref in named or by_hand)


def _shown(value: CellValue) -> str | Decimal | bool:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str | Decimal | bool) else str(value)


def _moved(finding: Finding, pairs: Sequence[RowPair]) -> Finding:
    """The finding with its cells in the form, or, if the form lacks one, its place in words."""
    places = {(pair.source.sheet, pair.source.row): pair for pair in pairs}
    refs = [_counterpart(ref, places.get((ref.sheet, ref.row))) for ref in finding.cells]
    cells = tuple(ref for ref in refs if ref is not None)
    if len(cells) < len(refs):
        return finding.model_copy(update={"cells": (), "abouts": (), "words": ""})
    return finding.model_copy(update={"cells": cells})


def _counterpart(ref: CellRef, pair: RowPair | None) -> CellRef | None:
    if pair is None:
        return None
    header = next((each for each in pair.source.columns if pair.source.ref(each) == ref), None)
    return pair.target.ref(header) if header and header in pair.target.columns else None


def _filled(blank: bytes, name: str, cells: Mapping[str, Mapping[str, Typed]]) -> bytes:
    with opened_xlsx(blank, name, RETURNED_BOUNDS) as archive:
        book = XlsxBook(Package(archive))
        for sheet in book.sheets:
            if sheet.name in cells:
                type_into(book.package.edit(sheet.part), cells[sheet.name])
        return book.package.saved()
