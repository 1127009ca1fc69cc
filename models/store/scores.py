"""Answers and points of the units, in bulk, and the results compiled of them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, func, select

from models.domain.campaign import Form
from models.domain.criteria.answers import Answer
from models.domain.scoring.results import UnitResult
from models.domain.scoring.score_tree import ScoreLine, ScoreRow
from models.domain.values import UnitCode, from_hundredths
from models.store.canonical import canonical_json
from models.store.marks import changes, reads
from models.store.repository import Extent, Repository, extent
from models.tables import ResultTable, ScoreTable, table_of

SCORE = table_of(ScoreTable)
RESULT = table_of(ResultTable)
_answer: TypeAdapter[Answer] = TypeAdapter(Answer)
_FIELDS = ("criterion", "answer", "points", "note", "by")
_LINE = ("criterion", "position", "answer", "points", "note", "by")
_RESULT_LINE = ("unit", "rank", "position", "body")

Answers = dict[UnitCode, dict[str, Answer]]
Lines = Sequence[ScoreLine]
Sheets = dict[UnitCode, tuple[ScoreRow, ...]]


class Scores(Repository):
    """Score sheets by form and who scored: ``SELF``, or the code of a department."""

    @changes
    def replace(self, form: Form, unit: UnitCode, scored_by: str, rows: Sequence[ScoreRow]) -> None:
        """Put ``rows`` in the place of a unit's sheet; one audit event with digests of both."""
        self._replace(form, scored_by, {unit: [row.line for row in rows]})

    @changes
    def replace_all(self, form: Form, scored_by: str, sheets: Mapping[UnitCode, Lines]) -> None:
        """As ``replace``, for the sheets of many units, whose rows are lines already."""
        self._replace(form, scored_by, sheets)

    def _replace(self, form: Form, scored_by: str, sheets: Mapping[UnitCode, Lines]) -> None:
        replaced: dict[UnitCode, list[tuple[Any, ...]]] = {unit: [] for unit in sheets}
        key, among = {"form": form, "scored_by": scored_by}, SCORE.c.unit.in_([*sheets])
        for unit, *line in self._take_out(SCORE, ("unit", *_LINE), among, **key):
            replaced[unit].append(tuple(line))
        lines = {unit: [*map(_numbered, count(), own)] for unit, own in sheets.items()}
        head = (self._work.campaign_id, form, scored_by)
        self._add_lines(SCORE, [(*head, u, *line) for u, own in lines.items() for line in own])
        for unit, own in lines.items():
            self._record_rows("scores.replace", f"{form}/{scored_by}/{unit}", own, replaced[unit])

    @reads
    def of(self, form: Form, scored_by: str) -> Sheets:
        """All sheets of one scorer by unit code, rows in the order in which they came."""
        columns = [SCORE.c[name] for name in ("unit", *_FIELDS)]
        wanted = select(*columns).where(self._mine(SCORE, form=form, scored_by=scored_by))
        sheets: dict[UnitCode, list[ScoreRow]] = {}
        for row in self._all(wanted.order_by(SCORE.c.position)):
            sheets.setdefault(row.unit, []).append(_score_row(row))
        return {unit: tuple(sheets[unit]) for unit in sorted(sheets)}

    @reads
    def answers(self, form: Form, scored_by: str) -> Answers:
        """The answers of one scorer by unit code and criterion, without points and notes."""
        wanted = select(SCORE.c.unit, SCORE.c.criterion, SCORE.c.answer)
        wanted = wanted.where(self._mine(SCORE, form=form, scored_by=scored_by))
        answers: Answers = {}
        for row in self._all(wanted.order_by(SCORE.c.position)):
            answers.setdefault(row.unit, {})[row.criterion] = _read_answer(row.answer)
        return {unit: answers[unit] for unit in sorted(answers)}

    @reads
    def extents(self) -> dict[str, Extent]:
        """How many rows each sheet has, and their digest, by the subject of its audit events."""
        columns = [SCORE.c[name] for name in ("form", "scored_by", "unit", *_LINE)]
        sheets: dict[str, list[tuple[Any, ...]]] = {}
        for form, scored_by, unit, *line in self._all(select(*columns).where(self._mine(SCORE))):
            sheets.setdefault(f"{form}/{scored_by}/{unit}", []).append(tuple(line))
        return {subject: extent(lines) for subject, lines in sheets.items()}


class Results(Repository):
    """Tables of results by round; a later round stands beside the earlier ones."""

    @changes
    def save(self, round: int, results: Sequence[UnitResult]) -> None:
        """Put ``results`` in the place of the round's; one audit event with digests of both."""
        replaced = self._take_out(RESULT, _RESULT_LINE, round=round)
        lines = [
            (row.unit, row.rank, place, canonical_json(row)) for place, row in enumerate(results)
        ]
        rows = [{"round": round, **dict(zip(_RESULT_LINE, line, strict=True))} for line in lines]
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
        columns = [RESULT.c[name] for name in ("round", *_RESULT_LINE)]
        rounds: dict[str, list[tuple[Any, ...]]] = {}
        for round_, *line in self._all(select(*columns).where(self._mine(RESULT))):
            rounds.setdefault(f"round {round_}", []).append(tuple(line))
        return {subject: extent(lines) for subject, lines in rounds.items()}


def _numbered(position: int, line: ScoreLine) -> tuple[str, int, str, int, str, str]:
    criterion, answer, points, note, by = line
    return criterion, position, answer, points, note, by


def _score_row(row: Row[Any]) -> ScoreRow:
    return ScoreRow(
        criterion=row.criterion,
        answer=_read_answer(row.answer),
        points=from_hundredths(row.points),
        note=row.note,
        by=row.by,
    )


@lru_cache(maxsize=4096)
def _read_answer(text: str) -> Answer:
    return _answer.validate_json(text)
