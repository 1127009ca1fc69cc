"""Problems joined into findings: one per sentence, one problem per cell, in reading order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from textwrap import shorten

from models.domain.cells import CellRef, RowPlace
from models.domain.checks.check import CheckPhase, Problem, Subject
from models.domain.collection.workbook import Finding, Severity
from models.domain.criteria.criteria_set import SubCriterion

_NAME_LENGTH = 60


class RowNames:
    """What each row is about, in words, by sheet and row number: made when something is wrong.

    Most workbooks are right, and shortening the names of all rows would take longer than checking.
    """

    def __init__(self, make: Callable[[], Mapping[tuple[str, int], str]]) -> None:
        self._make = make

    def of(self, ref: CellRef) -> str:
        """The words about the row in which the cell is; "" for any other row."""
        return self._names.get((ref.sheet, ref.row), "")

    @cached_property
    def _names(self) -> Mapping[tuple[str, int], str]:
        return self._make()


def row_names(rows: Iterable[tuple[RowPlace, SubCriterion]]) -> dict[tuple[str, int], str]:
    """Code and short name of the sub-criterion of each row."""
    return {
        (place.sheet, place.row): shorten(f"{item.code} {item.name}", _NAME_LENGTH, placeholder="…")
        for place, item in rows
    }


def findings_of(
    phases: Sequence[CheckPhase[Subject]],
    subject: Subject,
    reported: set[CellRef],
    names: RowNames,
) -> tuple[Finding, ...]:
    """Run ``phases`` in order and join what they yield, sorted by sheet, row and column.

    A cell that an earlier check has reported (``reported``, which grows) is not reported again:
    its later problems follow from the first. What is about the whole file comes first.
    """
    found = [
        finding
        for phase in phases
        for check in phase.checks
        for finding in _join(check.id, check.find(subject), phase.severity, reported, names)
    ]
    return tuple(sorted(found, key=lambda finding: [_place(ref) for ref in finding.cells[:1]]))


def blocks(found: Iterable[Finding]) -> bool:
    """Whether any of the findings keeps the workbook from being accepted."""
    return any(finding.severity is Severity.BLOCKS for finding in found)


def _join(
    check: str,
    problems: Iterable[Problem],
    severity: Severity,
    reported: set[CellRef],
    names: RowNames,
) -> Iterable[Finding]:
    groups: dict[str, list[CellRef]] = {}
    for problem in problems:
        if problem.cell is None:
            groups.setdefault(problem.words, [])
        elif problem.cell not in reported:
            reported.add(problem.cell)
            groups.setdefault(problem.words, []).append(problem.cell)
    for words, unsorted in groups.items():
        cells = sorted(unsorted, key=_place)
        message = f"{_where(cells, names)}: {words}" if cells else words
        yield Finding(
            check=check,
            severity=severity,
            message=message,
            cells=tuple(cells),
            words=words if cells else "",
            abouts=tuple(names.of(ref) for ref in cells),
        )


def _where(cells: Sequence[CellRef], names: RowNames) -> str:
    """Sheet and cells; what the rows are about stands behind the cells of one criterion."""
    parts = [
        f"{', '.join(ref.cell for ref in refs)}{f' ({about})' if about else ''}"
        for about, refs in groupby(cells, key=names.of)
    ]
    return f"Trang “{cells[0].sheet}”, ô {'; '.join(parts)}"


def _place(ref: CellRef) -> tuple[str, int, int, str]:
    column = ref.cell.rstrip("0123456789")
    return (ref.sheet, ref.row, len(column), column)
