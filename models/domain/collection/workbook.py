"""Neutral workbooks: cells without a file format, who a workbook belongs to, and findings.

Sheets are dataclasses and their rows tuples because a campaign reads hundreds of thousands of them;
what is stored or shown (Identity, Finding) is a Value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, overload

from pydantic import Field

from models.domain.campaign import Form
from models.domain.cells import CellRef, RowPlace
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.values import UnitCode, Value
from models.domain.vietnamese.numbers import CellValue

COVER_SHEET = "Bìa"
SCORE_SHEET = "Chấm điểm"
EVIDENCE_SHEET = "Tài liệu kiểm chứng"
APPRAISAL_SHEET = "Thẩm định"
LABELS_SHEET = "_danh_muc"
IDENTITY_SHEET = "_cchc"
"""The names of the sheets of our workbooks; those that start with "_" are hidden."""


class ScoreColumn(StrEnum):
    """The columns of a score sheet; the value is the header text that officials see."""

    CODE = "STT"
    NAME = "Tiêu chí, tiêu chí thành phần"
    MAXIMUM = "Điểm tối đa"
    DECLARED = "Số liệu kê khai"
    METHOD = "Cách tính điểm"
    REQUIRED = "Các yêu cầu và tài liệu kiểm chứng"
    SELF_SCORE = "Điểm tự đánh giá"
    EVIDENCE = "Tài liệu kiểm chứng đã gửi"
    EXPLANATION = "Giải trình"
    LAST_YEAR = "Điểm năm trước"
    """Only in the forms of a campaign that knows last year's points."""


class Severity(StrEnum):
    """Whether a finding keeps a workbook from being accepted."""

    BLOCKS = "blocks"
    WARNS = "warns"


class Finding(Value):
    """One problem of a returned workbook.

    ``check`` is the stable id of the rule; ``message`` is a Vietnamese sentence with the
    cells in it, which says what is wrong and what to type. ``words`` is the same without the
    cells, for a place beside a cell ("" when the message names none), and ``abouts`` says for each
    of the cells what its row is about ("" when nobody knows).
    """

    check: str
    severity: Severity
    message: str
    cells: tuple[CellRef, ...] = ()
    words: str = ""
    abouts: tuple[str, ...] = ()


class Identity(Value):
    """Which workbook this is. ``round`` counts collections of one form from 1.

    ``template`` and ``version`` are the code and version of the criteria set it was made from.
    """

    campaign: str
    form: Form
    unit: UnitCode
    round: int = Field(default=1, ge=1)
    template: str
    version: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as rows of cells from A1 on; rows may be ragged."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]


class FileNote(StrEnum):
    """What a file holds beside its cells that is never opened, run or followed."""

    MACROS = "macros"
    EXTERNAL_LINKS = "external_links"
    EMBEDDED_OBJECTS = "embedded_objects"


@dataclass(frozen=True)
class Workbook(Sequence[Sheet]):
    """The sheets of a file in their order, hidden ones too, and what else it holds."""

    sheets: tuple[Sheet, ...]
    notes: frozenset[FileNote] = frozenset()

    @overload
    def __getitem__(self, place: int) -> Sheet: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Sheet, ...]: ...

    def __getitem__(self, place: int | slice) -> Sheet | tuple[Sheet, ...]:
        return self.sheets[place]

    def __len__(self) -> int:
        return len(self.sheets)


class ReturnedRow(NamedTuple):
    """What one sub-criterion's row of a returned workbook holds, as typed.

    ``evidence`` is what a person typed into that cell, not the count that the form shows there.
    """

    code: str
    name: CellValue
    maximum: CellValue
    declared: CellValue
    self_score: CellValue
    evidence: str
    explanation: str
    place: RowPlace


class TotalRow(NamedTuple):
    """A row that adds up others: an area ("1"), a criterion ("1.2"), or all areas ("")."""

    code: str
    self_score: CellValue
    place: RowPlace


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """A returned score sheet; ``identity`` is None when the file carries none.

    ``missing_columns`` names the headers that could not be found; rows are empty then.
    ``evidence`` are the documents of the evidence sheet, in the order of its rows.
    """

    identity: Identity | None
    rows: tuple[ReturnedRow, ...]
    missing_columns: tuple[str, ...] = ()
    evidence: tuple[DeclaredEvidence, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    notes: frozenset[FileNote] = frozenset()

    def evidence_in_words(self, row: ReturnedRow) -> str:
        """All evidence for one row: what is typed in the row, then the listed documents."""
        listed = (each.in_words() for each in self.evidence if each.code == row.code)
        return "; ".join(words for words in (row.evidence, *listed) if words)
