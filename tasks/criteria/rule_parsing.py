"""The column "Cách tính điểm" of an annex, read into a scoring rule.

The text is cut into clauses at line ends and at ";" after "điểm", "điểm tối đa", "/ 100" or "áp
dụng"; a leading dash, plus or bullet and a full stop at the end do not count, nor do capitals.
"N điểm" is a number (0,5 or 0.5) and "điểm"; "điểm tối đa" may stand for the maximum.

Wordings accepted, by kind:

=================  ==========================================================================
yes_no             "Có …: điểm tối đa; không …: 0 điểm"
steps              "Từ 90% trở lên: 1 điểm; từ 70% đến dưới 90%: 0,5 điểm; dưới 70%: 0 điểm";
                   any unit in place of %; "đạt 100%: 1 điểm" as the highest
ratio              "Tỷ lệ (%) x điểm tối đa / 100"; also ×, *, "/100" and "Điểm = tỷ lệ …"; then,
                   if wanted, "dưới 50%: 0 điểm"
count              "Mỗi văn bản …: 0,5 điểm"; then, if wanted, "tổng không quá điểm tối đa" or
                   "không có: 0 điểm"
choice             "Chọn một mức: A: 1 điểm; B: 0,5 điểm; …", or the levels alone
percent_reduction  "Không vi phạm: trừ 0% điểm; vi phạm nhẹ: trừ 50% điểm; …"; "điểm tối đa" and
                   "0 điểm" stand for 0% and 100% there; "trừ 50 % điểm, còn 1 điểm"
free_points        "Chấm từ 0 đến điểm tối đa, bước 0,25 điểm"; also "lẻ đến 0,25 điểm"
satisfaction       "Điều tra xã hội học", alone or with "… tỷ lệ hài lòng …", as may "Khảo sát …"
optional           a last clause that ends in ": không áp dụng" or "chọn “Không áp dụng”"
=================  ==========================================================================

Anything else is refused with a sentence that says what to write; nothing is guessed.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from models.domain.criteria.criteria_set import FreePoints, Ratio, Rule, Satisfaction
from models.domain.values import Value
from tasks.criteria.clauses import (
    NUMERAL,
    Clause,
    RuleNotUnderstood,
    as_number,
    clauses_of,
    read_choice,
    read_chosen,
    read_count,
    read_cuts,
    read_steps,
    read_yes_no,
)

_OPTIONAL = re.compile(r".*(:\s*không áp dụng|chọn “không áp dụng”)", re.IGNORECASE)
_SURVEY = re.compile(
    r"điều tra xã hội học|(điều tra xã hội học|(theo )?khảo sát)\b.*hài lòng.*", re.IGNORECASE
)
_RATIO = re.compile(
    rf"(?:điểm ?= ?)?tỷ lệ(?: \(?%\)?)? ?[x×*] ?(điểm tối đa|{NUMERAL}) ?/ ?100",
    re.IGNORECASE,
)
_FLOOR = re.compile(rf"dưới ({NUMERAL}) ?%", re.IGNORECASE)
_FREE = re.compile(
    rf"chấm từ 0 đến (điểm tối đa|{NUMERAL} điểm), (?:bước|lẻ đến) ({NUMERAL}) điểm",
    re.IGNORECASE,
)


class ParsedRule(Value):
    """A rule and whether its text lets a unit answer "Không áp dụng"."""

    rule: Rule
    optional: bool


Reader = Callable[[Sequence[Clause], Decimal], Rule | None]


def parse_rule(text: str, maximum: Decimal) -> ParsedRule:
    """The rule that ``text`` words; RuleNotUnderstood says what to write instead."""
    parts = clauses_of(text)
    optional = bool(parts) and _OPTIONAL.fullmatch(parts[-1].text) is not None
    body = parts[:-1] if optional else parts
    for reader in _READERS:
        rule = reader(body, maximum)
        if rule is not None:
            return ParsedRule(rule=rule, optional=optional)
    raise RuleNotUnderstood(
        "chưa đọc được cách tính điểm. Đề nghị ghi theo một trong các mẫu ở docs/criteria.md, "
        "ví dụ “Có: điểm tối đa; Không: 0 điểm”"
    )


def _survey(parts: Sequence[Clause], _: Decimal) -> Rule | None:
    pointless = bool(parts) and all(part.points is None for part in parts)
    return Satisfaction() if pointless and _SURVEY.fullmatch(parts[0].text) else None


def _ratio(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    found = _RATIO.fullmatch(parts[0].text) if parts else None
    if found is None:
        return None
    _check_maximum(found[1], maximum)
    if len(parts) == 1:
        return Ratio()
    floor = _FLOOR.fullmatch(parts[1].label)
    if len(parts) > 2 or floor is None or parts[1].points != 0:
        raise RuleNotUnderstood(
            "sau công thức tỷ lệ chỉ ghi thêm được mức sàn. Đề nghị ghi “Dưới 50%: 0 điểm”"
        )
    return Ratio(floor=as_number(floor[1]))


def _free(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    found = _FREE.fullmatch(parts[0].text) if len(parts) == 1 else None
    if found is None:
        return None
    _check_maximum(found[1].removesuffix(" điểm"), maximum)
    return FreePoints(step=as_number(found[2]))


def _check_maximum(text: str, maximum: Decimal) -> None:
    if text.lower() != "điểm tối đa" and as_number(text) != maximum:
        raise RuleNotUnderstood(
            f"công thức ghi {text} điểm, khác cột Điểm tối đa. Đề nghị ghi “điểm tối đa”"
        )


_READERS: tuple[Reader, ...] = (
    read_chosen,
    _survey,
    _ratio,
    _free,
    read_cuts,
    read_count,
    read_steps,
    read_yes_no,
    read_choice,
)
