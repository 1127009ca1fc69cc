"""Results as compiled in each round of approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from models.domain.scoring.results import UnitResult
from models.store.frozen import freeze
from models.store.marks import changes, reads
from models.store.repository import Extent, Repository, extent
from models.tables import ResultTable, table_of

RESULT = table_of(ResultTable)
_LINE = ("unit", "rank", "position", "body")


class Results(Repository):
    """Tables of results by round; a later round stands beside the earlier ones."""

    @changes
    def save(self, round: int, results: Sequence[UnitResult]) -> None:
        """Put ``results`` in the place of the round's; one audit event with digests of both."""
        replaced = self._take_out(RESULT, _LINE, round=round)
        lines = [(row.unit, row.rank, place, freeze(row)) for place, row in enumerate(results)]
        rows = [{"round": round, **dict(zip(_LINE, line, strict=True))} for line in lines]
        self._add_all(RESULT, rows)
        self._record_rows("results.save", f"round {round}", lines, replaced)

    @reads
    def latest(self) -> tuple[int, tuple[UnitResult, ...]] | None:
        """The newest round and its results in the order in which they came; None if none."""
        newest = select(func.max(RESULT.c.round)).where(self._mine(RESULT))
        round_: int | None = self._value(newest)
        if round_ is None:
            return None
        rows = select(RESULT.c.body).where(self._mine(RESULT, round=round_))
        found = self._all(rows.order_by(RESULT.c.position))
        return round_, tuple(UnitResult.model_validate_json(row.body) for row in found)

    @reads
    def extents(self) -> dict[str, Extent]:
        """How many rows each round has, and their digest, by the subject of its audit events."""
        columns = [RESULT.c[name] for name in ("round", *_LINE)]
        rounds: dict[str, list[tuple[Any, ...]]] = {}
        for round_, *line in self._all(select(*columns).where(self._mine(RESULT))):
            rounds.setdefault(f"round {round_}", []).append(tuple(line))
        return {subject: extent(lines) for subject, lines in rounds.items()}
