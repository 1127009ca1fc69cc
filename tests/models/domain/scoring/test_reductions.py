"""What appraisers took off, and the words for it."""

from decimal import Decimal

import pytest

from models.domain.criteria.answers import Awarded, NotApplicable
from models.domain.criteria.criteria_set import FreePoints, ScoreSource
from models.domain.scoring.reductions import (
    LONGEST_NAME,
    ScoreReduction,
    reduction_words,
    score_reductions,
)
from models.domain.scoring.score_tree import ScoreRow
from tests.support.criteria_sets import leaf

FREE = FreePoints(step=Decimal("0.25"))
ITEM = leaf("1.1.1", maximum="2")
BONUS = leaf("C.1", FREE, maximum="2", source=ScoreSource.BONUS)
DEDUCTION = leaf("T.1", FREE, maximum="2", source=ScoreSource.DEDUCTION)


def row(item, points, note=""):
    """The row of an item; None is not applicable."""
    worth = Decimal(points or 0)
    answer = NotApplicable() if points is None else Awarded(points=worth)
    return {item.code: ScoreRow(criterion=item.code, answer=answer, points=worth, note=note)}


@pytest.mark.parametrize(
    ("declared", "appraised", "is_contested"),
    [
        ("1", "0.5", True),
        ("1", "0", True),
        ("1", "1.00", False),
        ("1", "1.5", False),
        (None, None, False),
        (None, "2", False),
        (None, "1.5", True),
        ("0", None, False),
        ("1", None, True),
    ],
)
def test_what_is_less_than_the_unit_gave_itself_is_taken_off(declared, appraised, is_contested):
    found = score_reductions([ITEM], row(ITEM, declared), row(ITEM, appraised, " Thiếu\n văn bản "))
    assert [each.code for each in found] == (["1.1.1"] if is_contested else [])
    assert {each.reason for each in found} <= {"Thiếu văn bản"}


def test_a_deduction_is_taken_off_and_a_bonus_is_not():
    items = [ITEM, BONUS, DEDUCTION]
    (found,) = score_reductions(items, {}, row(BONUS, "0") | row(DEDUCTION, "1") | row(ITEM, "0"))
    assert found.points == ("T.1", 0, 1)
    assert score_reductions(items, {}, row(DEDUCTION, "0")) == ()


def test_what_nobody_appraised_is_not_taken_off_and_the_order_is_that_of_the_set():
    other = leaf("1.1.2")
    declared = row(ITEM, "1") | row(other, "1")
    assert score_reductions([ITEM, other], declared, {}) == ()
    found = score_reductions([ITEM, other], declared, row(other, "0") | row(ITEM, "0"))
    assert [each.code for each in found] == ["1.1.1", "1.1.2"]


@pytest.mark.parametrize(
    ("item", "declared", "appraised", "reason", "words"),
    [
        (ITEM, "1", "0.5", "", "Tiêu chí 1.1.1 “{}”: tự chấm 1,00, thẩm định 0,50."),
        (ITEM, None, "0", "", "Tiêu chí 1.1.1 “{}”: tự chấm không áp dụng, thẩm định 0,00."),
        (ITEM, "1", None, "", "Tiêu chí 1.1.1 “{}”: tự chấm 1,00, thẩm định không áp dụng."),
        (DEDUCTION, "0", "1", "Kỷ luật.", "Tiêu chí T.1 “{}”: điểm trừ 1,00. Lý do: Kỷ luật."),
    ],
)
def test_the_words_name_the_item_both_points_and_the_reason(
    item, declared, appraised, reason, words
):
    found = ScoreReduction(code=item.code, declared=declared, appraised=appraised, reason=reason)
    assert reduction_words(item, found) == words.format(item.name)


def test_a_long_name_is_cut_to_one_short_line():
    long = ITEM.model_copy(update={"name": "Ban hành kế hoạch\n" * 20})
    words = reduction_words(long, ScoreReduction(code="1.1.1", declared=1, appraised=0))
    name = words.partition("“")[2].partition("”")[0]
    assert name.endswith("…")
    assert len(name) <= LONGEST_NAME
    assert "\n" not in words
