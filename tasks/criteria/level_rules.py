"""Rules by named levels: yes or no, choice, percentage reduction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from models.domain.criteria.criteria_set import Choice, Cut, Option, PercentReduction, Rule, YesNo
from models.domain.values import half_up
from tasks.criteria.clauses import NUMBER, Clause, RuleNotUnderstood, as_number

_CHOOSE = re.compile(r"chọn một mức:\s*", re.IGNORECASE)
_CUT = re.compile(
    rf"trừ ({NUMBER}) ?%(?: (?:số )?điểm(?: tối đa)?)?(?:, còn ({NUMBER}) điểm)?", re.IGNORECASE
)


def read_yes_no(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """A first level "Có …" worth the maximum and a second "không …" worth nothing."""
    if len(parts) != 2 or _first_word(parts[0]) != "có" or _first_word(parts[1]) != "không":
        return None
    if parts[0].worth(maximum) != maximum or parts[1].points != 0:
        raise RuleNotUnderstood(
            "điểm của “Có” phải bằng điểm tối đa và của “Không” phải bằng 0. "
            "Đề nghị ghi “Có: điểm tối đa; Không: 0 điểm”, hoặc “Chọn một mức: …” nếu là mức khác"
        )
    return YesNo()


def read_chosen(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Levels that say so themselves: "Chọn một mức: …" may have labels of any form."""
    if not parts or not _CHOOSE.match(parts[0].text):
        return None
    choice = read_choice(parts, maximum)
    if choice is None:
        raise RuleNotUnderstood(
            "mỗi mức phải có số điểm. Đề nghị ghi “Chọn một mức: Đúng hạn: 1 điểm; "
            "Chậm: 0,5 điểm; Không thực hiện: 0 điểm”"
        )
    return choice


def read_choice(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Two or more levels, each with its points."""
    if len(parts) < 2:
        return None
    levels = [(_CHOOSE.sub("", part.label, count=1), part.worth(maximum)) for part in parts]
    options = [Option(label=name, points=won) for name, won in levels if name and won is not None]
    return Choice(options=tuple(options)) if len(options) == len(parts) else None


def read_cuts(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Levels with the share of the maximum that is taken off, at least one as "trừ N%"."""
    if len(parts) < 2 or not any(_CUT.fullmatch(part.value) for part in parts):
        return None
    return PercentReduction(cuts=tuple(_cut(part, maximum) for part in parts))


def _cut(part: Clause, maximum: Decimal) -> Cut:
    taken = _taken(part, maximum)
    if not part.label or taken is None or taken > 100:
        raise RuleNotUnderstood(
            f"mức “{part.text}” chưa rõ tỷ lệ trừ hoặc số điểm còn lại không khớp. "
            f"Đề nghị ghi “{part.label or 'Tên mức'}: trừ 50% điểm”, tỷ lệ từ 0 đến 100"
        )
    return Cut(label=part.label, percent=taken)


def _taken(part: Clause, maximum: Decimal) -> Decimal | None:
    """The percentage taken off; None if not said or if the points left do not agree."""
    found = _CUT.fullmatch(part.value)
    if found is None:
        worth = part.worth(maximum)
        return (
            {maximum: Decimal(0), Decimal(0): Decimal(100)}.get(worth)
            if worth is not None
            else None
        )
    percent = as_number(found[1])
    left = half_up(maximum * (100 - percent) / 100)
    return percent if found[2] is None or as_number(found[2]) == left else None


def _first_word(part: Clause) -> str:
    return (part.label.split() or [""])[0].lower()
