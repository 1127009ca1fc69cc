"""Ranking on exact fractions, before any index is rounded."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pydantic import Field

from models.domain.errors import ConfigurationError
from models.domain.values import UnitCode, Value

Z_95 = Decimal("1.96")


class TieRule(StrEnum):
    """What units with equal indexes get: 1,1,3; or 1,1,2; or the better in listed areas first."""

    STANDARD = "standard"
    DENSE = "dense"
    TIE_BREAK = "tie_break"


class Band(Value):
    """A named class of results, from an index (percent, included) upwards."""

    name: str
    at_least: Decimal = Field(ge=0, le=100)


class RankingPolicy(Value):
    """Tie rule, areas for tie-breaks in order, and bands (none by default: the plan only ranks)."""

    tie: TieRule = TieRule.STANDARD
    tie_break_areas: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()


class RankedIndex(Value):
    """What a unit is ranked by: its exact index and the exact index of each area, by area code."""

    unit: UnitCode
    index: Fraction
    areas: Mapping[str, Fraction]


class RankPlace(Value):
    """A unit's place; ``tied`` when another unit has the same rank."""

    unit: UnitCode
    rank: int
    tied: bool
    band: str | None


_Key = tuple[Fraction, ...]


def rank(indexes: Sequence[RankedIndex], policy: RankingPolicy) -> tuple[RankPlace, ...]:
    """Place the units from the highest index down, in order of rank, then unit code.

    Raises ConfigurationError when a tie-break area is not among a unit's areas.
    """
    keys = {each.unit: _key(each, policy) for each in indexes}
    shared = Counter(keys.values())
    ranks = _ranks(shared, policy.tie)
    placed = (
        RankPlace(
            unit=each.unit,
            rank=ranks[keys[each.unit]],
            tied=shared[keys[each.unit]] > 1,
            band=band_of(each.index, policy),
        )
        for each in indexes
    )
    return tuple(sorted(placed, key=lambda place: (place.rank, place.unit)))


def band_of(index: Fraction, policy: RankingPolicy) -> str | None:
    """The highest band that the exact index reaches; None without bands or below them all."""
    reached = [band for band in policy.bands if index * 100 >= Fraction(band.at_least)]
    return max(reached, key=lambda band: band.at_least).name if reached else None


def rank_interval(
    percents: Mapping[UnitCode, tuple[Decimal, Decimal]],
) -> dict[UnitCode, tuple[int, int]]:
    """The best and the worst place that sampling error leaves open to each unit (95 %).

    ``percents`` holds the index and its standard error, both in percent of the index. A unit is
    surely above another when their intervals (index +- 1.96 standard errors) do not meet, which
    claims less than a test of each difference would. Places count 1 to n as in the standard rule.
    """
    spans = {unit: (p - Z_95 * error, p + Z_95 * error) for unit, (p, error) in percents.items()}
    lows = sorted(low for low, _ in spans.values())
    highs = sorted(high for _, high in spans.values())
    count = len(spans)
    return {
        unit: (1 + count - bisect_right(lows, high), count - bisect_left(highs, low))
        for unit, (low, high) in spans.items()
    }


EXACT_ORDER = "Xếp hạng theo tỷ lệ chính xác, trước khi làm tròn."
"""Why two units with the same printed index may stand on different ranks."""


def describe_tie_rule(policy: RankingPolicy) -> str:
    """The tie rule as a Vietnamese sentence, printed under every ranking."""
    same = "Các đơn vị có Chỉ số bằng nhau"
    match policy.tie:
        case TieRule.DENSE:
            return f"{same} được xếp cùng hạng; hạng kế tiếp là số liền sau (1, 1, 2)."
        case TieRule.TIE_BREAK:
            areas = ", ".join(policy.tie_break_areas)
            return (
                f"{same} được xét tiếp lần lượt theo Chỉ số lĩnh vực {areas}; "
                "nếu vẫn bằng nhau thì xếp cùng hạng (1, 1, 3)."
            )
        case _:
            return (
                f"{same} được xếp cùng hạng; hạng kế tiếp tính theo số đơn vị xếp trên (1, 1, 3)."
            )


def _key(each: RankedIndex, policy: RankingPolicy) -> _Key:
    if policy.tie is not TieRule.TIE_BREAK:
        return (each.index,)
    missing = [code for code in policy.tie_break_areas if code not in each.areas]
    if missing or not policy.tie_break_areas:
        raise ConfigurationError(
            f"Xếp hạng khi bằng Chỉ số: lĩnh vực {', '.join(missing) or '(trống)'} không có trong "
            "bộ tiêu chí. Đề nghị sửa tie_break_areas trong cấu hình đợt đánh giá.",
            each.unit,
        )
    return (each.index, *(each.areas[code] for code in policy.tie_break_areas))


def _ranks(shared: Mapping[_Key, int], tie: TieRule) -> dict[_Key, int]:
    ranks: dict[_Key, int] = {}
    place = 1
    for key in sorted(shared, reverse=True):
        ranks[key] = place
        place += 1 if tie is TieRule.DENSE else shared[key]
    return ranks
