from decimal import Decimal

import pytest

from models.domain.criteria.criteria_set import (
    Count,
    FreePoints,
    Ratio,
    Satisfaction,
    Step,
    Steps,
    YesNo,
)
from models.domain.criteria.rule_words import rule_in_words
from tests.support.criteria_sets import DISCIPLINE, ON_TIME, PUBLICITY, leaf

COUNT_STEPS = Steps(
    unit="",
    steps=(
        Step(at_least=Decimal(0), points=Decimal(0)),
        Step(at_least=Decimal(2), points=Decimal(1)),
    ),
)


@pytest.mark.parametrize(
    ("rule", "maximum", "words"),
    [
        (YesNo(), "1.5", "Có: 1,5 điểm; không: 0 điểm."),
        (
            ON_TIME,
            "2",
            "Từ 100 % trở lên: 2 điểm; từ 90 % đến dưới 100 %: 1 điểm; "
            "từ 80 % đến dưới 90 %: 0,5 điểm; dưới 80 %: 0 điểm.",
        ),
        (COUNT_STEPS, "1", "Từ 2 trở lên: 1 điểm; từ 0 đến dưới 2: 0 điểm."),
        (Ratio(), "3", "Điểm = tỷ lệ % × 3 / 100."),
        (Ratio(floor=Decimal(50)), "3", "Điểm = tỷ lệ % × 3 / 100. Dưới 50 %: 0 điểm."),
        (
            Count(unit_points=Decimal("0.5"), noun="văn bản"),
            "2",
            "Mỗi văn bản: 0,5 điểm; tối đa 2 điểm.",
        ),
        (
            PUBLICITY,
            "2",
            "Đầy đủ, kịp thời: 2 điểm; Chưa đầy đủ: 1 điểm; Không công khai: 0 điểm.",
        ),
        (
            DISCIPLINE,
            "1.5",
            "Không vi phạm: 1,5 điểm; Vi phạm nhẹ: trừ 50 % điểm, còn 0,75 điểm; "
            "Vi phạm nghiêm trọng: trừ 100 % điểm, còn 0 điểm.",
        ),
        (FreePoints(step=Decimal("0.25")), "2", "Chấm từ 0 đến 2 điểm, lẻ đến 0,25 điểm."),
        (
            Satisfaction(),
            "10",
            "Theo khảo sát: tỷ lệ hài lòng % × 10 / 100. Đơn vị không tự chấm.",
        ),
    ],
)
def test_each_rule_is_said_in_one_sentence(rule, maximum, words):
    assert rule_in_words(leaf("1.1.1", rule, maximum)).replace("\u00a0", " ") == words


def test_an_optional_item_says_what_to_choose_when_it_does_not_occur():
    words = rule_in_words(leaf("1.1.1", optional=True))

    assert words.endswith("Nếu không phát sinh, chọn “Không áp dụng”.")
