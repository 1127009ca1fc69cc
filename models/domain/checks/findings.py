"""Problems joined into findings: one per sentence, and one problem per cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.domain.checks.problem import Check, Problem, Subject
from models.domain.workbook import CellRef, Finding, Severity


def findings_of(
    checks: Sequence[Check[Subject]], subject: Subject, severity: Severity, told: set[CellRef]
) -> tuple[Finding, ...]:
    """Run ``checks`` in order and join what they yield.

    A cell that an earlier check has told of (``told``, which grows) is not told of again: its
    later problems follow from the first.
    """
    return tuple(
        finding
        for check in checks
        for finding in _join(check.__name__, check(subject), severity, told)
    )


def _join(
    check: str, problems: Iterable[Problem], severity: Severity, told: set[CellRef]
) -> Iterable[Finding]:
    groups: dict[str, list[CellRef]] = {}
    for problem in problems:
        if problem.cell is None:
            groups.setdefault(problem.words, [])
        elif problem.cell not in told:
            told.add(problem.cell)
            groups.setdefault(problem.words, []).append(problem.cell)
    for words, cells in groups.items():
        message = f"{_where(cells)}: {words}" if cells else words
        yield Finding(check=check, severity=severity, message=message, cells=tuple(cells))


def _where(cells: Sequence[CellRef]) -> str:
    names = ", ".join(ref.cell for ref in cells)
    return f"Trang “{cells[0].sheet}”, ô {names}"
