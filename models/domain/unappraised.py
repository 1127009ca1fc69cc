"""Points that no department has confirmed: which criteria of which units, for those who decide."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.scoring.results import UnitResult


def unappraised_words(results: Sequence[UnitResult]) -> tuple[str, ...]:
    """One Vietnamese line for each list of criteria, with the units in which it was left open.

    Empty when every unit that sent a self-assessment was appraised in all its criteria.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        if result.unappraised:
            groups.setdefault(result.unappraised, []).append(result.name)
    sent = sum(result.submitted for result in results)
    return tuple(f"{_criteria(codes)} của {_units(units, sent)}" for codes, units in groups.items())


def _criteria(codes: Sequence[str]) -> str:
    return f"{len(codes)} tiêu chí ({', '.join(codes)})"


def _units(names: Sequence[str], sent: int) -> str:
    if len(names) == sent and sent > 1:
        return f"cả {sent} đơn vị đã gửi bảng tự đánh giá"
    return ", ".join(names)
