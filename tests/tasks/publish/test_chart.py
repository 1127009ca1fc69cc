from decimal import Decimal

import pytest

from tasks.publish.chart import chart
from tests.support import sample_results


def test_a_bar_is_as_long_as_the_index():
    for bar, result in zip(
        chart(sample_results.results()).bars, sample_results.results(), strict=True
    ):
        assert bar.scored + bar.survey == result.index_percent


def test_bars_do_not_overlap_and_fit_the_picture():
    picture = chart(sample_results.results())
    steps = {b.y - a.y for a, b in zip(picture.bars, picture.bars[1:], strict=False)}
    assert len(steps) == 1
    assert picture.bars[-1].y + steps.pop() == picture.height


@pytest.mark.parametrize(
    ("survey", "total", "maximum", "parts"),
    [
        ("20", "15", "100", ("0.00", "15.00")),
        ("0", "0", "0", ("0", "0")),
        ("30", "60", "80", ("37.50", "37.50")),
    ],
    ids=["deduction-eats-survey", "nothing-applies", "smaller-maximum"],
)
def test_odd_cards_keep_within_their_bar(survey, total, maximum, parts):
    result = sample_results.results()[0].model_copy(
        update={
            "survey_points": Decimal(survey),
            "total": Decimal(total),
            "maximum": Decimal(maximum),
        }
    )
    bar = chart([result]).bars[0]
    assert (bar.scored, bar.survey) == tuple(map(Decimal, parts))
