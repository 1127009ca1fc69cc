from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    Cut,
    FreePoints,
    Option,
    PercentReduction,
    Ratio,
    Rule,
    Satisfaction,
    ScoreSource,
    Step,
    Steps,
    SubCriterion,
    YesNo,
)
from tasks.criteria.annex_export import rule_text
from tasks.criteria.clauses import RuleNotUnderstood
from tasks.criteria.rule_parsing import parse_rule

D = Decimal
TWO = D(2)
STEPS = Steps(
    steps=(Step(at_least=D(70), points=D("0.5")), Step(at_least=D(90), points=TWO)),
)
MEETINGS = Steps(
    unit="cuộc", steps=(Step(at_least=D(3), points=D(1)), Step(at_least=D(5), points=TWO))
)
CUTS = PercentReduction(
    cuts=(
        Cut(label="Không vi phạm", percent=D(0)),
        Cut(label="Vi phạm nhẹ", percent=D(50)),
        Cut(label="Nghiêm trọng", percent=D(100)),
    )
)
LEVELS = Choice(
    options=(
        Option(label="Ban hành đúng hạn", points=TWO),
        Option(label="Ban hành chậm", points=D("0.5")),
        Option(label="Không ban hành", points=D(0)),
    )
)

ACCEPTED: dict[str, Rule] = {
    "Có: điểm tối đa; Không: 0 điểm": YesNo(),
    "- Có ban hành văn bản: Điểm tối đa;\n- không ban hành: 0 điểm.": YesNo(),
    "Có: 2 điểm; không: 0 điểm.": YesNo(),
    "Từ 90% trở lên: 2 điểm; từ 70% đến dưới 90%: 0,5 điểm; dưới 70%: 0 điểm": STEPS,
    "Dưới 70 %: 0 điểm\nTừ 70 % đến dưới 90 %: 0.5 điểm\nTừ 90 % trở lên: điểm tối đa": STEPS,
    "+ Đạt từ 90% trở lên: 2 điểm\n+ Đạt từ 70% đến dưới 90%: 0,5 điểm": STEPS,
    "Từ 5 cuộc trở lên: 2 điểm; từ 3 đến dưới 5 cuộc: 1 điểm; dưới 3 cuộc: 0 điểm": MEETINGS,
    "Đạt 100%: 2 điểm; dưới 100%: 0,5 điểm": Steps(
        steps=(Step(at_least=D(0), points=D("0.5")), Step(at_least=D(100), points=TWO))
    ),
    "Tỷ lệ (%) x điểm tối đa / 100": Ratio(),
    "Điểm = tỷ lệ % × 2 / 100. Dưới 50 %: 0 điểm.": Ratio(floor=D(50)),
    "Tỷ lệ * điểm tối đa/100; dưới 62,5%: 0 điểm": Ratio(floor=D("62.5")),
    "Mỗi nội quy, quy chế được ban hành: 0.5 điểm; không ban hành: 0 điểm": Count(
        unit_points=D("0.5"), noun="nội quy, quy chế được ban hành"
    ),
    "Mỗi văn bản: 0,5 điểm; tối đa 2 điểm.": Count(unit_points=D("0.5"), noun="văn bản"),
    "Ban hành đúng hạn: 2 điểm; Ban hành chậm: 0,5 điểm; Không ban hành: 0 điểm": LEVELS,
    "Chọn một mức: Ban hành đúng hạn: điểm tối đa\nBan hành chậm: 0,5 điểm\n"
    "Không ban hành: 0 điểm": LEVELS,
    "Không vi phạm: điểm tối đa; vi phạm nhẹ: trừ 50% điểm; nghiêm trọng: 0 điểm": CUTS,
    "Không vi phạm: 2 điểm; Vi phạm nhẹ: trừ 50 % điểm, còn 1 điểm; "
    "Nghiêm trọng: trừ 100 % điểm, còn 0 điểm.": CUTS,
    "Chấm từ 0 đến điểm tối đa, bước 0,25 điểm": FreePoints(step=D("0.25")),
    "Chấm từ 0 đến 2 điểm, lẻ đến 0,25 điểm.": FreePoints(step=D("0.25")),
    "Điều tra xã hội học: tỷ lệ hài lòng (%) x điểm tối đa / 100": Satisfaction(),
    "Điều tra xã hội học": Satisfaction(),
    "Theo khảo sát: tỷ lệ hài lòng % × 2 / 100. Đơn vị không tự chấm.": Satisfaction(),
}

REFUSED = {
    "": "chưa đọc được",
    "Theo quyết định của Hội đồng": "chưa đọc được",
    "Khảo sát theo kế hoạch của Hội đồng": "chưa đọc được",
    "Không phát sinh: không áp dụng": "chưa đọc được",
    "Có: 1 điểm; Không: 0 điểm": "điểm của “Có” phải bằng điểm tối đa",
    "Trên 90%: 2 điểm; dưới 90%: 0 điểm": "chưa nối tiếp nhau",
    "Trên 90%: 2 điểm; Trên 50%: 1 điểm": "chưa nối tiếp nhau",
    "Từ 90% trở lên: 2 điểm; từ 70% đến dưới 85%: 1 điểm; dưới 70%: 0 điểm": "nối tiếp",
    "Từ 70% đến dưới 90%: 1 điểm; dưới 70%: 0 điểm": "chưa nối tiếp nhau",
    "Từ 90% trở lên: 2 điểm; từ 3 cuộc đến dưới 90 cuộc: 1 điểm": "chưa nối tiếp nhau",
    "Từ 90% trở lên: 2 điểm; còn lại: 0 điểm": "chưa nối tiếp nhau",
    "Dưới 90%: 0 điểm": "chưa nối tiếp nhau",
    "Tỷ lệ (%) x 3 / 100": "công thức ghi 3 điểm, khác cột Điểm tối đa",
    "Tỷ lệ (%) x điểm tối đa / 100; từ 50% trở lên: 1 điểm": "chỉ ghi thêm được mức sàn",
    "Mỗi văn bản: điểm tối đa": "quy tắc đếm chưa rõ",
    "Mỗi văn bản: 0,5 điểm; mỗi quyết định: 1 điểm": "quy tắc đếm chưa rõ",
    "Nhẹ: trừ 50% điểm; nặng: trừ nhiều điểm": "chưa rõ tỷ lệ trừ",
    "Nhẹ: trừ 50% điểm, còn 1,5 điểm; nặng: 0 điểm": "số điểm còn lại không khớp",
    "Nhẹ: trừ 150% điểm; nặng: trừ 200% điểm": "từ 0 đến 100",
    "Chọn một mức: Tốt: 2 điểm; Khá": "mỗi mức phải có số điểm",
    "Tốt: 2 điểm": "chưa đọc được",
    "Tốt: 1.000 điểm; Khá: 0 điểm": "chưa đọc được",
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_usual_wordings_are_read(text: str) -> None:
    parsed = parse_rule(text, TWO)
    assert fold_labels(parsed.rule) == fold_labels(ACCEPTED[text])
    assert not parsed.optional


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(RuleNotUnderstood, match=REFUSED[text]) as refused:
        parse_rule(text, TWO)
    assert "Đề nghị ghi" in str(refused.value)


@pytest.mark.parametrize(
    "last",
    [
        ";\nKhông phát sinh nhiệm vụ: không áp dụng.",
        "\n- Trường hợp không có hồ sơ: Không áp dụng",
        ". Nếu không phát sinh, chọn “Không áp dụng”.",
    ],
)
def test_a_last_clause_makes_the_item_optional(last: str) -> None:
    parsed = parse_rule("Có: điểm tối đa; Không: 0 điểm" + last, TWO)
    assert parsed.optional
    assert parsed.rule == YesNo()


def fold_labels(rule: Rule) -> str:
    return str(rule).casefold()


LABELS = st.lists(
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,()%:;0123456789", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()).strip(" ;:"))
    .filter(lambda text: text and not text.endswith(("điểm", "100", "tối đa"))),
    min_size=2,
    max_size=5,
    unique=True,
)
POINTS = st.decimals(min_value=0, max_value=2, places=2)
AT = st.lists(
    st.decimals(min_value=0, max_value=100, places=1), min_size=1, max_size=5, unique=True
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    kind = draw(st.sampled_from(["choice", "cuts", "steps", "ratio", "count", "free", "yes_no"]))
    match kind:
        case "choice":
            options = [Option(label=one, points=draw(POINTS)) for one in draw(LABELS)]
            return Choice(options=tuple(options))
        case "cuts":
            return PercentReduction(
                cuts=tuple(Cut(label=f"mức {one}", percent=draw(POINTS)) for one in draw(LABELS))
            )
        case "steps":
            unit = draw(st.sampled_from(["%", "cuộc", "thủ tục hành chính"]))
            at = sorted(draw(AT))
            won = [one + D("0.01") for one in (draw(POINTS) for _ in at)]
            pairs = zip(at, won, strict=True)
            return Steps(unit=unit, steps=tuple(Step(at_least=a, points=p) for a, p in pairs))
        case "ratio":
            return Ratio(floor=draw(st.none() | POINTS))
        case "count":
            return Count(unit_points=draw(POINTS) + D("0.01"), noun="văn bản, quy chế")
        case "free":
            return FreePoints(step=draw(POINTS) + D("0.01"))
    return YesNo()


@given(rule=rules(), optional=st.booleans())
def test_every_rule_reads_back_from_its_own_words(rule: Rule, optional: bool) -> None:
    item = SubCriterion(code="1.1.1", name="x", max_points=TWO, rule=rule, optional=optional)
    parsed = parse_rule(rule_text(item), TWO)
    assert (parsed.rule, parsed.optional) == (rule, optional)


def test_a_survey_item_reads_back_from_its_own_words() -> None:
    item = SubCriterion(
        code="1.1.1", name="x", max_points=TWO, source=ScoreSource.SURVEY, rule=Satisfaction()
    )
    assert parse_rule(rule_text(item), TWO).rule == Satisfaction()
