"""A department's score sheet over the communes: its lines, and what comes back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.domain.cells import RowPlace
from models.domain.collection.workbook import FileNote, Identity
from models.domain.criteria.answers import Answer
from models.domain.criteria.criteria_set import CriteriaSet, SubCriterion
from models.domain.criteria.parts import appraised_by
from models.domain.units import Unit
from models.domain.values import Points, UnitCode, Value
from models.domain.vietnamese.numbers import CellValue


class AppraisalColumn(StrEnum):
    """The columns of a department's score sheet; the value is the header text."""

    KEY = "Mã"
    UNIT = "Đơn vị"
    MAXIMUM = "Điểm tối đa"
    DECLARED = "Số liệu kê khai"
    SELF_SCORE = "Điểm tự chấm"
    APPRAISED = "Điểm thẩm định"
    REASON = "Lý do"
    EVIDENCE = "Tài liệu kiểm chứng đã gửi"
    EXPLANATION = "Giải trình của đơn vị"


class SelfEntry(Value):
    """What a commune put in for one sub-criterion, as the appraiser sees it beside the points.

    ``points`` is None when the item is not applicable to the commune.
    """

    points: Points | None
    declared: str = ""
    evidence: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """One commune and one sub-criterion; ``entry`` is what the commune put in.

    ``entry`` is None for what communes do not answer themselves: bonuses and deductions.
    """

    unit: Unit
    item: SubCriterion
    entry: SelfEntry | None

    @property
    def key(self) -> str:
        """What finds the line again in a returned sheet: ``1.2.3-18496``."""
        return line_key(self.item.code, self.unit.code)

    @property
    def points(self) -> Decimal | None:
        """The self points that the sheet is filled in with; None for not applicable."""
        return self.entry.points if self.entry else Decimal(0)


@dataclass(frozen=True, slots=True)
class AppraisedRow:
    """One line of a returned score sheet, as typed.

    ``self_score`` is what the sheet shows beside it; the server goes by what the commune sent.
    """

    unit: UnitCode
    code: str
    points: CellValue
    reason: str
    place: RowPlace
    self_score: CellValue = None


@dataclass(frozen=True, slots=True)
class ReturnedAppraisal:
    """A returned score sheet; ``identity`` is None when the file carries none."""

    identity: Identity | None
    rows: tuple[AppraisedRow, ...]
    missing_columns: tuple[str, ...] = ()
    notes: frozenset[FileNote] = frozenset()


class Appraised(Value):
    """The appraiser's result for one commune and one sub-criterion."""

    unit: UnitCode
    code: str
    answer: Answer
    reason: str


def line_key(code: str, unit: UnitCode) -> str:
    """The key of a line: code of the sub-criterion, hyphen, code of the commune."""
    return f"{code}-{unit}"


def appraisal_lines_of(
    criteria_set: CriteriaSet,
    body: UnitCode,
    communes: Iterable[Unit],
    entries: Mapping[UnitCode, Mapping[str, SelfEntry]],
) -> Iterator[AppraisalLine]:
    """The lines of department ``body``: criterion by criterion, in it commune by commune.

    ``entries`` are those of the communes that sent a self-assessment: one that sent nothing has no
    lines, and one that an item does not apply to has none for it.
    """
    units = tuple(unit for unit in communes if unit.code in entries)
    for item in appraised_by(criteria_set, body):
        for unit in units:
            if unit.code not in item.excused:
                yield AppraisalLine(unit, item, entries[unit.code].get(item.code))
