"""Loaded survey sources and the figures they give."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from models.domain.scoring.survey import SurveyBatch, SurveyFigure
from models.domain.values import UnitCode, from_hundredths, to_hundredths
from models.store.marks import changes, reads
from models.store.repository import Extent, Repository, extent
from models.tables import SurveyBatchTable, SurveyFigureTable, table_of

_BATCH = table_of(SurveyBatchTable)
FIGURE = table_of(SurveyFigureTable)
_FIELDS = ("unit", "item", "forms", "percent", "standard_error", "small_sample")


class Surveys(Repository):
    """What was loaded, and satisfaction by unit and item."""

    @changes
    def add_batch(self, batch: SurveyBatch) -> None:
        """Note a loaded source; nothing happens when the same file of it is noted already."""
        if not self._has(_BATCH, source=batch.source, sha256=batch.sha256):
            counts = batch.model_dump()
            self._add(_BATCH, loaded_at=self._work.now, **counts)
            self._record("survey.add_batch", batch.source, after=counts)

    @reads
    def batches(self) -> tuple[SurveyBatch, ...]:
        """All loaded sources, oldest first."""
        columns = [_BATCH.c[name] for name in ("loaded_at", *SurveyBatch.model_fields)]
        rows = self._all(select(*columns).where(self._mine(_BATCH)))
        ordered = sorted(rows, key=lambda row: (row.loaded_at, row.source, row.sha256))
        return tuple(SurveyBatch.model_validate(row, from_attributes=True) for row in ordered)

    @changes
    def replace_figures(self, figures: Mapping[UnitCode, Sequence[SurveyFigure]]) -> None:
        """Put ``figures`` in the place of all figures; one audit event with digests of both."""
        lines = [_line(unit, figure) for unit in sorted(figures) for figure in figures[unit]]
        replaced = self._take_out(FIGURE, _FIELDS)
        self._add_all(FIGURE, [dict(zip(_FIELDS, line, strict=True)) for line in lines])
        self._record_rows("survey.replace_figures", "figures", lines, replaced)

    @reads
    def figures(self) -> dict[UnitCode, dict[str, SurveyFigure]]:
        """Figures by unit code and item."""
        rows = self._all(select(FIGURE).where(self._mine(FIGURE)))
        found: dict[UnitCode, dict[str, SurveyFigure]] = {}
        for row in sorted(rows, key=lambda row: (row.unit, row.item)):
            found.setdefault(row.unit, {})[row.item] = _figure(row)
        return found

    @reads
    def extents(self) -> dict[str, Extent]:
        """How many figures there are, and their digest, by the subject of their audit events."""
        columns = [FIGURE.c[name] for name in _FIELDS]
        lines = [tuple(row) for row in self._all(select(*columns).where(self._mine(FIGURE)))]
        return {"figures": extent(lines)} if lines else {}


def _line(unit: UnitCode, figure: SurveyFigure) -> tuple[str, str, int, int, int, bool]:
    percent, error = to_hundredths(figure.percent), to_hundredths(figure.standard_error)
    return unit, figure.item, figure.forms, percent, error, figure.small_sample


def _figure(row: Row[Any]) -> SurveyFigure:
    return SurveyFigure(
        item=row.item,
        forms=row.forms,
        percent=from_hundredths(row.percent),
        standard_error=from_hundredths(row.standard_error),
        small_sample=row.small_sample,
    )
