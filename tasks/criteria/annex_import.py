"""From an annex table to a criteria set, or to the list of what could not be read."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.domain.criteria.criteria_set import (
    CriteriaSet,
    Satisfaction,
    ScoreSource,
)
from tasks.criteria.annex_findings import AnnexHeader, ImportFinding, findings_in, problems_in
from tasks.criteria.annex_table import (
    AnnexRow,
    Depth,
    depth_of,
    joined_rows,
    parent_code,
    points_of,
    read_table,
)
from tasks.criteria.rule_parsing import parse_rule

_ADJUSTED = {"C": ScoreSource.BONUS, "T": ScoreSource.DEDUCTION}


def import_annex(
    content: bytes, name: str, header: AnnexHeader
) -> CriteriaSet | tuple[ImportFinding, ...]:
    """The checked set in an XLSX annex, or everything in it that must be mended first.

    What cannot be read is told first; sums, order and rules are checked once all can be read.
    Raises UnreadableFile if ``content`` (called ``name``) is no workbook or has no annex table.
    """
    rows = joined_rows(read_table(content, name))
    if found := findings_in(rows, header):
        return found
    criteria_set = _set_of(rows, header)
    return problems_in(criteria_set, rows) or criteria_set


def _set_of(rows: Sequence[AnnexRow], header: AnnexHeader) -> CriteriaSet:
    fields = header.model_dump(exclude={"bodies", "excused"})
    return CriteriaSet.model_validate(
        fields
        | dict(_caps(rows))
        | {
            "areas": [
                _node(area)
                | {"body": header.bodies[area.code], "criteria": _criteria(area, rows, header)}
                for area in _at(rows, Depth.AREA)
            ],
            "adjustments": [_item(row, header) for row in _at(rows, Depth.ADJUSTMENT)],
        }
    )


def _criteria(
    area: AnnexRow, rows: Sequence[AnnexRow], header: AnnexHeader
) -> list[dict[str, Any]]:
    items = list(_at(rows, Depth.ITEM))
    return [
        _node(row)
        | {
            "body": header.bodies.get(row.code),
            "items": [_item(item, header) for item in _under(row, items)],
        }
        for row in _under(area, _at(rows, Depth.CRITERION))
    ]


def _item(row: AnnexRow, header: AnnexHeader) -> dict[str, Any]:
    parsed = parse_rule(row.rule, points_of(row) or Decimal(0))
    by_rule = ScoreSource.SURVEY if isinstance(parsed.rule, Satisfaction) else ScoreSource.SELF
    return _node(row) | {
        "source": _ADJUSTED.get(parent_code(row.code), by_rule),
        "rule": parsed.rule,
        "optional": parsed.optional,
        "evidence": row.evidence,
        "body": header.bodies.get(row.code),
        "excused": header.excused.get(row.code, frozenset()),
    }


def _node(row: AnnexRow) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "max_points": points_of(row)}


def _caps(rows: Iterable[AnnexRow]) -> Iterator[tuple[str, Decimal | None]]:
    for row in _at(rows, Depth.CAP):
        yield ("bonus_cap" if row.code == "C" else "deduction_cap"), points_of(row)


def _at(rows: Iterable[AnnexRow], depth: Depth) -> Iterator[AnnexRow]:
    return (row for row in rows if depth_of(row) is depth)


def _under(parent: AnnexRow, rows: Iterable[AnnexRow]) -> Iterator[AnnexRow]:
    return (row for row in rows if parent_code(row.code) == parent.code)
