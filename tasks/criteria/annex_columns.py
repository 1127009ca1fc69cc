"""The columns of the annex table, found by their headings wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from models.domain.vietnamese.text import fold


class AnnexColumn(StrEnum):
    """The seven columns; the value is the heading as an export writes it."""

    CODE = "STT"
    NAME = "Tiêu chí, tiêu chí thành phần"
    MAXIMUM = "Điểm tối đa"
    DECLARED = "Số liệu kê khai"
    RULE = "Cách tính điểm"
    EVIDENCE = "Các yêu cầu và tài liệu kiểm chứng"
    SELF_SCORE = "Điểm tự đánh giá"


NEEDED = (AnnexColumn.CODE, AnnexColumn.NAME, AnnexColumn.MAXIMUM, AnnexColumn.RULE)
"""Without these a table is not an annex; evidence may be missing, the others are not read."""

HEADER_SEARCH = 30
"""How many rows from the top may hold the headings."""

_STARTS = {
    AnnexColumn.CODE: ("stt", "tt", "mã"),
    AnnexColumn.NAME: ("tiêu chí", "lĩnh vực", "nội dung"),
    AnnexColumn.MAXIMUM: ("điểm tối đa", "điểm chuẩn"),
    AnnexColumn.RULE: ("cách tính điểm", "cách chấm điểm", "thang điểm"),
    AnnexColumn.EVIDENCE: ("các yêu cầu", "tài liệu kiểm chứng", "yêu cầu"),
}


def columns_in(cells: Sequence[object]) -> Mapping[AnnexColumn, int]:
    """The index of each known heading in a row of cells; the leftmost of each wins."""
    found: dict[AnnexColumn, int] = {}
    for index, cell in enumerate(cells):
        heading = fold(cell) if isinstance(cell, str) else ""
        for column, starts in _STARTS.items():
            if column not in found and heading.startswith(starts):
                found[column] = index
                break
    return found
