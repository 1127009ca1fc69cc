"""What must fit between a criteria set and the campaign that is scored by it."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.scoring.ranking import TieRule
from models.domain.values import UnitCode


def set_faults(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    """The faults of a set as used by ``campaign``, each a Vietnamese sentence with its code."""
    yield from _validity(campaign, criteria_set)
    yield from _bodies(campaign, criteria_set)
    yield from _excused(campaign, criteria_set)


def tie_break_faults(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    """The faults of the areas that break ties between units scored by ``criteria_set``."""
    policy, known = campaign.ranking, [area.code for area in criteria_set.areas]
    if policy.tie is TieRule.TIE_BREAK and not policy.tie_break_areas:
        yield (
            "ranking chọn quy tắc tie_break nhưng chưa ghi lĩnh vực nào; đề nghị ghi "
            "tie_break_areas, ví dụ ['3', '1'], hoặc chọn quy tắc standard, dense."
        )
    for code in policy.tie_break_areas:
        if code not in known:
            yield (
                f"ranking ghi tie_break_areas có lĩnh vực “{code}”, bộ {criteria_set.code} không "
                f"có; đề nghị chọn trong các mã: {', '.join(known)}."
            )


def _validity(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    code, year = criteria_set.code, campaign.year
    start, end = criteria_set.effective_from, criteria_set.effective_to
    if criteria_set.year != year:
        yield (
            f"bộ tiêu chí {code} là của năm {criteria_set.year}, đợt đánh giá là năm {year}; "
            "đề nghị chọn bộ của đúng năm hoặc sửa mục year."
        )
    if start.year > year or (end is not None and end.year < year):
        until = f" đến {end:%d/%m/%Y}" if end else ""
        yield (
            f"bộ tiêu chí {code} có hiệu lực từ {start:%d/%m/%Y}{until}, không gồm năm {year}; "
            "đề nghị chọn bộ còn hiệu lực hoặc sửa effective_from, effective_to."
        )


def _bodies(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    known = {unit.code for unit in campaign.departments}
    for what, code, body in _in_charge(criteria_set):
        if body is not None and body not in known:
            yield (
                f"{what} {code} của bộ {criteria_set.code} do “{body}” phụ trách, "
                "không có trong units.csv; đề nghị bổ sung phòng, ban này hoặc sửa mã."
            )


def _in_charge(criteria_set: CriteriaSet) -> Iterator[tuple[str, str, UnitCode | None]]:
    """Everything that may name a body: what it is in Vietnamese, its code, and the body."""
    for area in criteria_set.areas:
        yield "lĩnh vực", area.code, area.body
        for criterion in area.criteria:
            yield "tiêu chí", criterion.code, criterion.body
            for item in criterion.items:
                yield "tiêu chí thành phần", item.code, item.body
    for item in criteria_set.adjustments:
        yield "điểm thưởng, điểm trừ", item.code, item.body


def _excused(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    known = {unit.code for unit in campaign.units}
    items = [item for _, _, item in criteria_set.leaves()] + list(criteria_set.adjustments)
    for item in items:
        if strangers := sorted(item.excused - known):
            yield (
                f"tiêu chí {item.code} của bộ {criteria_set.code} miễn áp dụng cho đơn vị không "
                f"có trong units.csv: {', '.join(strangers)}; đề nghị sửa mã ở mục excused."
            )
