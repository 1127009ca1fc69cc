"""All that keeps an annex table from being a criteria set, each with its row and a next step."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date
from decimal import Decimal

from pydantic import Field

from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    Split,
    SubCriterion,
)
from models.domain.criteria.set_checks import SetProblem, set_problems
from models.domain.units import UnitKind
from models.domain.values import Points, UnitCode, Value
from tasks.criteria.annex_table import (
    AnnexRow,
    Depth,
    depth_of,
    parent_code,
    points_of,
)
from tasks.criteria.clauses import RuleNotUnderstood
from tasks.criteria.rule_parsing import parse_rule

_CHILDREN = {Depth.AREA: "tiêu chí (mã {}.1)", Depth.CRITERION: "tiêu chí thành phần (mã {}.1)"}
_NESTED = (Depth.CRITERION, Depth.ITEM)
_IN_CHARGE = (Depth.AREA, Depth.ADJUSTMENT)
_RULED = (Depth.ITEM, Depth.ADJUSTMENT)


class ImportFinding(Value):
    """One thing to mend in the annex: the row of the sheet, the code in it, what to do."""

    row: int
    code: str
    message: str

    def in_words(self) -> str:
        """The finding as one Vietnamese line."""
        return f"Dòng {self.row}{f' (mã {self.code})' if self.code else ''}: {self.message}."


def findings_in(rows: Sequence[AnnexRow], header: AnnexHeader) -> tuple[ImportFinding, ...]:
    """Every finding, in the order of the rows."""
    codes = {row.code for row in rows}
    parents = {parent_code(row.code) for row in rows}
    seen: dict[str, int] = {}
    result: list[ImportFinding] = []
    for row in rows:
        messages = [*_repeated(row, seen), *_in_row(row), *_in_tree(row, codes, parents, header)]
        result += [ImportFinding(row=row.row, code=row.code, message=one) for one in messages]
    if not any(depth_of(row) is Depth.AREA for row in rows):
        result.append(
            ImportFinding(row=1, code="", message="bảng không có lĩnh vực nào; đề nghị ghi mã 1, 2")
        )
    return tuple(result)


def _repeated(row: AnnexRow, seen: dict[str, int]) -> Iterator[str]:
    if row.code and row.code in seen:
        yield (
            f"mã đã có ở dòng {seen[row.code]}; đề nghị sửa mã. Nếu là {row.code}0, "
            "đề nghị định dạng cột STT là Text rồi ghi lại"
        )
    seen.setdefault(row.code, row.row)


def _in_row(row: AnnexRow) -> Iterator[str]:
    depth = depth_of(row)
    if depth is Depth.OTHER:
        yield (
            "mã không đúng dạng 1, 1.1, 1.1.1, C.1 hoặc T.1; đề nghị sửa, và định dạng cột STT "
            "là Text nếu Excel đã đổi mã thành ngày"
            if row.code
            else f"có nội dung “{row.name[:40]}” nhưng không có mã; đề nghị ghi mã vào cột STT"
        )
        return
    if not row.name:
        yield "chưa có tên; đề nghị ghi tên tiêu chí"
    points = points_of(row)
    if points is None:
        yield "điểm tối đa phải là số lớn hơn 0, nhiều nhất 2 chữ số thập phân; đề nghị ghi lại"
    elif depth in _RULED:
        try:
            parse_rule(row.rule, points)
        except RuleNotUnderstood as fault:
            yield str(fault)


def _in_tree(
    row: AnnexRow, codes: Collection[str], parents: Collection[str], header: AnnexHeader
) -> Iterator[str]:
    depth = depth_of(row)
    if depth in _NESTED and parent_code(row.code) not in codes:
        yield f"chưa có dòng mã {parent_code(row.code)} ở trên; đề nghị bổ sung"
    if depth in _CHILDREN and row.code not in parents:
        yield f"chưa có {_CHILDREN[depth].format(row.code)}; đề nghị bổ sung dòng này"
    if depth in _IN_CHARGE and row.code not in header.bodies:
        yield (
            "chưa có cơ quan phụ trách; đề nghị ghi mã này và cơ quan phụ trách (body) trong bộ "
            "tiêu chí dùng làm phần đầu"
        )


def problems_in(criteria_set: CriteriaSet, rows: Sequence[AnnexRow]) -> tuple[ImportFinding, ...]:
    """What ``check_set`` would refuse in the set that ``rows`` make, each with its row.

    What has no row of its own, as the sum of the whole table, is told at the first row.
    """
    numbers = {row.code: row.row for row in rows}
    return tuple(
        ImportFinding(
            row=numbers.get(problem.code, rows[0].row),
            code=problem.code if problem.code in numbers else "",
            message=f"{_without_code(problem, numbers)}; đề nghị sửa lại",
        )
        for problem in set_problems(criteria_set)
    )


def _without_code(problem: SetProblem, numbers: Container[str]) -> str:
    return problem.words if problem.code in numbers else problem.in_words()


class AnnexHeader(Value):
    """The header of a set, and by code the bodies in charge and the units excused.

    ``bodies`` has an entry for every area, bonus and deduction and, where another body is in
    charge, for the criterion or the sub-criterion. The caps are used where the table has no rows
    "C" and "T".
    """

    code: str
    title: str
    annex: str
    decision: str
    level: UnitKind
    year: int
    version: int = Field(ge=1)
    effective_from: date
    effective_to: date | None = None
    illustrative: bool = False
    split: Split
    bonus_cap: Points = Decimal(0)
    deduction_cap: Points = Decimal(0)
    bodies: dict[str, UnitCode]
    excused: dict[str, frozenset[UnitCode]] = Field(default_factory=dict)


def header_of(criteria_set: CriteriaSet) -> AnnexHeader:
    """The header with which the annex written from ``criteria_set`` reads back as the same set."""
    items = [item for _, _, item in criteria_set.leaves()] + list(criteria_set.adjustments)
    criteria = [criterion for area in criteria_set.areas for criterion in area.criteria]
    nodes: list[Area | Criterion | SubCriterion] = [*criteria_set.areas, *criteria, *items]
    fields = criteria_set.model_dump(exclude={"areas", "adjustments"})
    return AnnexHeader(
        **fields,
        bodies={node.code: node.body for node in nodes if node.body is not None},
        excused={item.code: item.excused for item in items if item.excused},
    )
