"""Merge all sources of survey forms into counts by unit, question and answer.

In this order, and each counted by source: lines that cannot be split into the columns of the
header, forms without a number or without any valid answer, and forms of unknown units are left
out; of the forms that remain, the first of each number counts. An answer that is not one of the
policy's is left out of its question; the rest of the form stays.

DuckDB does the work in one pass over each file. Answers become one byte each while they are read.
A hard cast would fail a whole file for one bad cell, so answers are matched, never cast.
"""

import hashlib
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from models.domain.errors import UnreadableFile
from models.domain.scoring.survey import SurveyBatch, SurveyPolicy
from tasks.survey import sql
from tasks.survey.source import Staged, SurveySource, stage

Counts = dict[str, dict[str, dict[str, int]]]
"""Unit -> question -> answer -> number of forms; every unit, question and answer is there."""


@dataclass(frozen=True)
class MergedSurvey:
    """Clean counts, and for each source what was read, kept and left out.

    ``conflicts`` (by source, as ``batches``) counts the duplicates whose answers differ from the
    form that was kept: someone should look at the paper.
    """

    counts: Counts
    batches: tuple[SurveyBatch, ...]
    conflicts: tuple[int, ...]


def merge(
    sources: Sequence[SurveySource],
    items: Sequence[str],
    units: Collection[str],
    policy: SurveyPolicy,
) -> MergedSurvey:
    """Clean and merge ``sources``; UnreadableFile names the first one that cannot be read.

    Earlier sources win over later ones where both hold the same form.
    """
    with tempfile.TemporaryDirectory(prefix="khao-sat-") as folder:
        staged = [
            stage(source, items, Path(folder) / f"{number}.csv")
            for number, source in enumerate(sources)
        ]
        with _engine(Path(folder)) as engine:
            engine.execute(sql.forms_table(len(items)))
            _fill_units(engine, units)
            broken = [_load(engine, n, file, policy) for n, file in enumerate(staged)]
            engine.execute(sql.KEPT_TABLE)
            counts = _counts(engine, items, sorted(units), tuple(policy.weights))
            tallies = {row[0]: row[1:] for row in engine.execute(sql.BATCHES).fetchall()}
    rows = [tuple(map(int, tallies.get(n, (0,) * 6))) for n in range(len(sources))]
    batches = tuple(_batch(*each) for each in zip(sources, rows, broken, strict=True))
    return MergedSurvey(counts, batches, conflicts=tuple(row[-1] for row in rows))


def _engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that may spill into ``folder`` and fetches nothing from outside."""
    return duckdb.connect(
        config={
            "memory_limit": "400MB",
            "temp_directory": str(folder),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )


def _fill_units(engine: duckdb.DuckDBPyConnection, units: Collection[str]) -> None:
    """Accept each code as it is and, where no other unit has it, without its leading zeros."""
    engine.execute(sql.UNITS_TABLE)
    spellings = {code.upper(): code for code in units}
    for code in units:
        spellings.setdefault(code.upper().lstrip("0"), code)
    if spellings:
        engine.executemany("INSERT INTO units VALUES (?, ?)", list(spellings.items()))


def _load(
    engine: duckdb.DuckDBPyConnection, number: int, file: Staged, policy: SurveyPolicy
) -> int:
    """Append the forms of one file in its order; returns the number of lines that are broken."""
    try:
        engine.execute(sql.load(number, file, tuple(policy.weights)), {"path": str(file.path)})
    except duckdb.Error as error:
        raise _unreadable(file.name, "có dòng bị hỏng") from error
    broken, open_quote = engine.execute(sql.broken_lines(number)).fetchall()[0]
    if open_quote is not None:
        raise _unreadable(file.name, f"từ dòng {open_quote} có dấu nháy kép mở mà không đóng")
    return int(broken)


def _unreadable(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp khảo sát “{name}” không đọc hết được: {why}. Đề nghị mở bằng Excel, kiểm tra lại,"
        " lưu dạng “CSV UTF-8” hoặc .xlsx rồi gửi lại.",
        subject=name,
    )


def _counts(
    engine: duckdb.DuckDBPyConnection,
    items: Sequence[str],
    units: Sequence[str],
    answers: Sequence[str],
) -> Counts:
    found = {
        row[0]: sql.answer_counts(row[1:], len(answers))
        for row in engine.execute(sql.counts(len(items), len(answers))).fetchall()
    }
    nothing = [[0] * len(answers)] * len(items)
    return {
        unit: {
            item: dict(zip(answers, numbers, strict=True))
            for item, numbers in zip(items, found.get(unit, nothing), strict=True)
        }
        for unit in units
    }


def _batch(source: SurveySource, row: Sequence[int], broken: int) -> SurveyBatch:
    read, kept, duplicates, bad_values, unknown_units, _ = row
    return SurveyBatch(
        source=source.name,
        sha256=hashlib.sha256(source.content).hexdigest(),
        rows_read=read + broken,
        rows_kept=kept,
        duplicates=duplicates,
        bad_values=bad_values,
        unknown_units=unknown_units,
    )
