"""The evidence of a unit beside what its workbook declares, and all that is odd about it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from models.domain.cells import CellRef
from models.domain.checks.check import CheckPhase, Problem
from models.domain.checks.findings import RowNames, findings_of
from models.domain.collection.workbook import Finding, Severity
from models.domain.evidence.declared import DeclaredEvidence, EvidenceColumn
from models.domain.evidence.file import EvidenceFile
from models.domain.evidence.matching import DeclaredRows, MatchedFile, match, named_files
from models.domain.values import Sha256

_NAME_LENGTH = 60
_MOST_NAMES = 8


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
    declared: DeclaredRows
    context: EvidenceContext

    @property
    def documents(self) -> tuple[MatchedFile, ...]:
        """The files that prove something themselves."""
        return tuple(each for each in self.files if each.file.is_document)

    @property
    def row_names(self) -> Mapping[tuple[str, int], str]:
        """Criteria and file of each row, in words, by sheet name and row number."""
        names: dict[tuple[str, int], list[str]] = {}
        for row in self.declared:
            names.setdefault((row.place.sheet, row.place.row), []).append(row.code)
        for row in self.declared:
            names[row.place.sheet, row.place.row].append(row.file_name)
        return {place: _in_short(dict.fromkeys(words)) for place, words in names.items()}


EVIDENCE_FILES = CheckPhase[EvidenceReview]("Tài liệu kiểm chứng: từng tệp", Severity.WARNS)
EVIDENCE_ROWS = CheckPhase[EvidenceReview]("Tài liệu kiểm chứng: bảng kê", Severity.WARNS)
"""These need the rows of the evidence sheet and no file."""
EVIDENCE_MATCHES = CheckPhase[EvidenceReview]("Tài liệu kiểm chứng: tệp và bảng kê", Severity.WARNS)
EVIDENCE_PHASES = (EVIDENCE_FILES, EVIDENCE_ROWS, EVIDENCE_MATCHES)
"""None of it costs a point or keeps a workbook back: appraisers look at evidence themselves."""


def advise_on(
    subject: EvidenceReview, phases: Sequence[CheckPhase[EvidenceReview]] = EVIDENCE_PHASES
) -> tuple[Finding, ...]:
    """All that is odd about the evidence of a unit; ``[SHEET]`` where its files are not at hand."""
    return findings_of(phases, subject, set(), RowNames(lambda: subject.row_names))


def review_evidence(
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
            which = f"{listed_files([each.file.name])} " if len(named_files(row)) > 1 else ""
            yield Problem(f"tệp {which}{words}", cell_of(row, EvidenceColumn.FILE))
        if not each.rows:
            unnamed.append(each.file.name)
    if unnamed:
        yield Problem(f"Tệp {listed_files(unnamed)} {words}")


def listed_files(names: Sequence[str]) -> str:
    """File names as a sentence lists them; of many, the first ones and how many more there are."""
    quoted = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return quoted if more <= 0 else f"{quoted} và {more} tệp khác"


def cell_of(row: DeclaredEvidence, column: EvidenceColumn) -> CellRef:
    """The cell of a row under ``column``, or under the code where that column is gone."""
    return row.place.ref(column if column in row.place.columns else EvidenceColumn.CODE)


def _in_short(words: Iterable[str]) -> str:
    return shorten(", ".join(filter(None, words)), _NAME_LENGTH, placeholder="…")
