"""The clauses of a rule's text, "label: points", and the rules that they make: levels, steps."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    Cut,
    Option,
    PercentReduction,
    Rule,
    Step,
    Steps,
    YesNo,
)
from models.domain.values import Value, half_up

NUMERAL = r"\d+(?:[.,]\d{1,2})?"
"""Pattern of a number that cannot be misread (1.000 could be one or a thousand: not accepted)."""

_BREAK = re.compile(
    r"\n|(?:(?<=điểm)|(?<=tối đa)|(?<=100)|(?<=áp dụng))\s*(?:;|\.\s)", re.IGNORECASE
)
_BULLET = re.compile(r"^[-–+•*]\s+")
_VALUE = re.compile(rf"({NUMERAL}) điểm", re.IGNORECASE)


_CHOOSE = re.compile(r"chọn một mức:\s*", re.IGNORECASE)
_CUT = re.compile(
    rf"trừ ({NUMERAL}) ?%(?: (?:số )?điểm(?: tối đa)?)?(?:, còn ({NUMERAL}) điểm)?",
    re.IGNORECASE,
)
_TOP = re.compile(rf"(?:từ|đạt)(?: từ)? ({NUMERAL}) ?(.*?)(?: trở lên)?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:đạt )?từ ({NUMERAL}) ?(.*?) ?đến dưới ({NUMERAL}) ?(.*)", re.IGNORECASE)
_BELOW = re.compile(rf"(?:đạt )?dưới ({NUMERAL}) ?(.*)", re.IGNORECASE)
_STRICT = re.compile(r"(?:trên|hơn|ít hơn|không quá|[<>≤≥]) ?\d.*", re.IGNORECASE)
_EACH = re.compile(r"(?:mỗi|cứ mỗi) (.+)", re.IGNORECASE)
_REST = re.compile(r"tổng .*không quá .*|tối đa .*|không .*: 0 điểm", re.IGNORECASE)
_NOTHING = Decimal(-1)
"""The low end of the span that gives no points: it is no step of the rule."""


def as_number(text: str) -> Decimal:
    """The value of a text that matches ``NUMBER``."""
    return Decimal(text.replace(",", "."))


class RuleNotUnderstood(Exception):
    """The text of a rule cannot be read; the message says what to write instead."""


class Clause(Value):
    """One clause: its whole text, and label and value on the two sides of its last colon."""

    text: str
    label: str
    value: str

    @property
    def points(self) -> Decimal | None:
        """The points of "N điểm"; None for any other value."""
        found = _VALUE.fullmatch(self.value)
        return as_number(found[1]) if found else None

    @property
    def gives_maximum(self) -> bool:
        """Whether the value is "điểm tối đa"."""
        return self.value.lower() == "điểm tối đa"

    def worth(self, maximum: Decimal) -> Decimal | None:
        """The points given, "điểm tối đa" being ``maximum``; None if the value is neither."""
        return maximum if self.gives_maximum else self.points


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of ``text``, without bullets, end marks and empty ones."""
    return tuple(_clauses(text))


def _clauses(text: str) -> Iterator[Clause]:
    for part in _BREAK.split(text):
        clean = _BULLET.sub("", " ".join(part.split())).rstrip(" ;.")
        if clean:
            label, _, value = clean.rpartition(":")
            yield Clause(text=clean, label=label.strip(), value=value.strip())


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


class _Span(Value):
    """One clause of thresholds: from ``low`` (included) to ``high`` (excluded)."""

    low: Decimal
    high: Decimal | None
    unit: str
    points: Decimal


def read_count(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Points for each ("Mỗi …"), then at most remarks that the model implies (cap, 0 for none)."""
    found = _EACH.fullmatch(parts[0].label) if parts else None
    if found is None:
        return None
    each = parts[0].points
    if not each or not all(_REST.fullmatch(part.text) for part in parts[1:]):
        raise RuleNotUnderstood(
            "quy tắc đếm chưa rõ. Đề nghị ghi “Mỗi văn bản: 0,5 điểm; "
            f"tổng không quá điểm tối đa” (điểm tối đa của mục này là {maximum})"
        )
    return Count(unit_points=each, noun=found[1])


def read_steps(parts: Sequence[Clause], maximum: Decimal) -> Rule | None:
    """Thresholds, highest first or lowest first, without gap or overlap, 0 points at the bottom."""
    spans = [span for span in (_span(part, maximum) for part in parts) if span is not None]
    if not spans and not any(_STRICT.fullmatch(part.label) for part in parts):
        return None
    units = {span.unit for span in spans if span.unit}
    if not spans or len(spans) < len(parts) or len(units) > 1:
        raise _unclear()
    rising = sorted(spans, key=lambda span: span.low)
    _check_joined(rising)
    steps = tuple(Step(at_least=s.low, points=s.points) for s in rising if s.low >= 0)
    return Steps(unit=units.pop() if units else "", steps=steps)


def _span(part: Clause, maximum: Decimal) -> _Span | None:
    points = part.worth(maximum)
    if points is None:
        return None
    if found := _BETWEEN.fullmatch(part.label):
        low, high = as_number(found[1]), as_number(found[3])
        return _Span(low=low, high=high, unit=found[4] or found[2], points=points)
    if found := _BELOW.fullmatch(part.label):
        low = Decimal(0) if points else _NOTHING
        return _Span(low=low, high=as_number(found[1]), unit=found[2], points=points)
    if found := _TOP.fullmatch(part.label):
        return _Span(low=as_number(found[1]), high=None, unit=found[2], points=points)
    return None


def _check_joined(rising: Sequence[_Span]) -> None:
    for lower, upper in pairwise(rising):
        if lower.high != upper.low:
            raise _unclear()
    if rising[-1].high is not None:
        raise _unclear()


def _unclear() -> RuleNotUnderstood:
    return RuleNotUnderstood(
        "các mức chưa nối tiếp nhau. Đề nghị ghi “Từ 90% trở lên: 1 điểm; "
        "từ 70% đến dưới 90%: 0,5 điểm; dưới 70%: 0 điểm”"
    )
