"""Findings taken apart into remarks: one for each cell, or for the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from models.domain.cells import CellRef
from models.domain.collection.workbook import Finding, Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong and what to type; ``cell`` is None when it is about the whole file."""

    severity: Severity
    words: str
    cell: CellRef | None = None
    about: str = ""


def remarks_of(findings: Sequence[Finding], sheets: Sequence[str]) -> tuple[Remark, ...]:
    """The remarks in the order to mend them: what blocks, then the whole file, then from A1 on.

    ``sheets`` are the names of the sheets in the order of the file.
    """
    places = {name: number for number, name in enumerate(sheets)}

    def order(remark: Remark) -> tuple[bool, int, int, int, str]:
        if remark.cell is None:
            return (remark.severity is Severity.WARNS, -1, 0, 0, "")
        sheet = places.get(remark.cell.sheet, len(places))
        column = remark.cell.cell.rstrip("0123456789")
        return (remark.severity is Severity.WARNS, sheet, remark.cell.row, len(column), column)

    return tuple(sorted((r for finding in findings for r in _remarks(finding)), key=order))


def _remarks(finding: Finding) -> Iterable[Remark]:
    words = finding.words or finding.message
    if not finding.cells:
        yield Remark(finding.severity, words)
    for cell, about in zip_longest(finding.cells, finding.abouts, fillvalue=""):
        if isinstance(cell, CellRef):
            yield Remark(finding.severity, words, cell, str(about))
