"""Rows of an annex table by what their code says they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from tasks.criteria.annex_table import AnnexRow
from tasks.criteria.clauses import NUMBER, as_number


class Depth(Enum):
    """What a row stands for, by the form of its code."""

    AREA = r"[1-9]\d*"
    CRITERION = r"[1-9]\d*\.[1-9]\d*"
    ITEM = r"[1-9]\d*\.[1-9]\d*\.[1-9]\d*"
    ADJUSTMENT = r"[CT]\.[1-9]\d*"
    CAP = r"[CT]"
    OTHER = r".*"


def depth_of(row: AnnexRow) -> Depth:
    """The first form that the code of ``row`` has; OTHER if none."""
    return next(depth for depth in Depth if re.fullmatch(depth.value, row.code, re.DOTALL))


def parent_code(code: str) -> str:
    """The code one level up: 1.2 for 1.2.3, "" for 1."""
    return code.rpartition(".")[0]


def points_of(row: AnnexRow) -> Decimal | None:
    """The maximum of a row; None if the cell is not a number of points above 0."""
    points = as_number(row.maximum) if re.fullmatch(NUMBER, row.maximum) else None
    return points if points else None


def joined_rows(rows: Iterable[AnnexRow]) -> tuple[AnnexRow, ...]:
    """Rows without total lines, and with rule and evidence that run on over rows put together."""
    result: list[AnnexRow] = []
    for row in rows:
        runs_on = not (row.code or row.name or row.maximum)
        if runs_on and result:
            result[-1] = _joined(result[-1], row)
        elif not _is_total(row):
            result.append(row)
    return tuple(result)


def _joined(row: AnnexRow, more: AnnexRow) -> AnnexRow:
    return row.model_copy(
        update={
            "rule": f"{row.rule}\n{more.rule}".strip(),
            "evidence": f"{row.evidence}\n{more.evidence}".strip(),
        }
    )


def _is_total(row: AnnexRow) -> bool:
    return not row.code and row.name.lower().startswith(("tổng", "cộng"))
