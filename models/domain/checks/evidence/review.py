"""The evidence of a unit beside what its workbook declares: all that the checks look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from models.domain.cells import CellRef
from models.domain.checks.check import Problem
from models.domain.checks.evidence import messages
from models.domain.evidence.declared import DeclaredEvidence, EvidenceColumn
from models.domain.evidence.file import EvidenceFile
from models.domain.evidence.kinds import is_disguised, is_forbidden
from models.domain.evidence.matching import MatchedFile, Rows, match, named_files
from models.domain.values import Sha256

_NAME_LENGTH = 60


@dataclass(frozen=True)
class EvidenceContext:
    """What evidence is held against.

    ``year`` is the year scored and ``today`` the day of the check. ``known`` are the codes of the
    form, ``explained`` those whose row has an explanation. ``shared`` are the files that another
    unit has sent too. ``has_sheet`` is whether there is a sheet to name files in: evidence may
    come before any workbook.
    """

    year: int
    today: date
    known: Collection[str] = ()
    explained: Collection[str] = ()
    shared: Collection[Sha256] = ()
    has_sheet: bool = True


@dataclass(frozen=True)
class EvidenceReview:
    """The standing files of a unit, each with its rows, and all rows of the evidence sheet."""

    files: tuple[MatchedFile, ...]
    declared: Rows
    context: EvidenceContext

    @property
    def documents(self) -> tuple[MatchedFile, ...]:
        """The files that prove something themselves."""
        return tuple(each for each in self.files if each.file.is_document)

    @property
    def sound(self) -> tuple[MatchedFile, ...]:
        """The files whose name and content agree and are of a kind that is taken."""
        return tuple(
            each
            for each in self.files
            for name, kind in [(each.file.name, each.file.facts.kind)]
            if not (is_disguised(name, kind) or is_forbidden(name, kind))
        )

    @property
    def row_names(self) -> Mapping[tuple[str, int], str]:
        """Criteria and file of each row, in words, by sheet name and row number."""
        names: dict[tuple[str, int], list[str]] = {}
        for row in self.declared:
            names.setdefault((row.place.sheet, row.place.row), []).append(row.code)
        for row in self.declared:
            names[row.place.sheet, row.place.row].append(row.file_name)
        return {place: _in_short(dict.fromkeys(words)) for place, words in names.items()}


def review(
    files: Sequence[EvidenceFile],
    declared: Sequence[DeclaredEvidence],
    context: EvidenceContext,
) -> EvidenceReview:
    """Match the standing ``files`` of a unit with the rows that it declares."""
    matched = match(files, declared, context.known)
    return EvidenceReview(matched, tuple(declared), context)


def about_files(chosen: Iterable[MatchedFile], words: str) -> Iterator[Problem]:
    """Problems of files: at the cells that name them, else in one sentence with their names.

    ``words`` go on after "tệp". A cell that names several files is told which of them is meant.
    """
    unnamed = []
    for each in chosen:
        for row in each.rows:
            which = f"{messages.listed([each.file.name])} " if len(named_files(row)) > 1 else ""
            yield Problem(f"tệp {which}{words}", cell_of(row, EvidenceColumn.FILE))
        if not each.rows:
            unnamed.append(each.file.name)
    if unnamed:
        yield Problem(f"Tệp {messages.listed(unnamed)} {words}")


def cell_of(row: DeclaredEvidence, column: EvidenceColumn) -> CellRef:
    """The cell of a row under ``column``, or under the code where that column is gone."""
    return row.place.ref(column if column in row.place.columns else EvidenceColumn.CODE)


def _in_short(words: Iterable[str]) -> str:
    return shorten(", ".join(filter(None, words)), _NAME_LENGTH, placeholder="…")
