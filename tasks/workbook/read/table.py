"""Finding a table in neutral cells by its headers, wherever it stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.domain.cells import NO_RESULT, RowPlace
from models.domain.collection.workbook import Sheet
from models.domain.vietnamese.numbers import CellValue
from models.domain.vietnamese.text import fold, tidy

_DEEPEST_HEADER = 30


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands: sheet, header row (from 0), and the place of each header found."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def rows(
        self, filled: Collection[str] | None = None
    ) -> Iterator[tuple[RowPlace, Mapping[str, CellValue]]]:
        """Each row under the header with its cells by header; short rows are filled with None.

        Rows in which none of the columns ``filled`` holds anything are left out.
        """
        title, columns, items = self.sheet.name, self.columns, tuple(self.columns.items())
        needed = max(columns.values()) + 1
        asked = [column for name, column in items if name in (filled or ())]
        for number, row in enumerate(self.sheet.rows[self.header + 1 :], start=self.header + 2):
            full = row if len(row) >= needed else (*row, *[None] * (needed - len(row)))
            if filled is None or [c for c in asked if full[c] is not None]:
                yield (
                    RowPlace(title, number, columns),
                    {name: full[column] for name, column in items},
                )


def find_table(sheets: Sequence[Sheet], headers: Sequence[str], usual: str) -> Table | None:
    """The table with the most of ``headers``, at least half of them; None if there is none.

    It is looked for first in the sheet of the ``usual`` name.
    """
    wanted = {fold(header): header for header in headers}
    best: Table | None = None
    for sheet in sorted(sheets, key=lambda sheet: sheet.name != usual):
        for number, row in enumerate(sheet.rows[:_DEEPEST_HEADER]):
            columns = _columns(row, wanted)
            if len(columns) > (len(best.columns) if best else (len(headers) - 1) // 2):
                best = Table(sheet, number, columns)
            if len(columns) == len(wanted):
                return best
    return best


def cell_text(value: CellValue) -> str:
    """The text of a cell as a person reads it, tidied; "" for an empty one."""
    if value is None:
        return ""
    match value:
        case str():
            return "" if value == NO_RESULT else tidy(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return tidy(str(value))


def _columns(row: Sequence[CellValue], wanted: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row):
        header = wanted.get(fold(value)) if isinstance(value, str) else None
        if header is not None:
            found.setdefault(header, column)
    return found
