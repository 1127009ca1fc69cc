from decimal import Decimal

import pytest

from models.domain.criteria.answers import Declared
from models.domain.scoring.score_tree import ScoreRow, score_line

THIRD = Declared(value=Decimal("33.3"))


def test_a_row_is_kept_as_text_and_hundredths():
    row = ScoreRow(criterion="1.1.1", answer=THIRD, points=Decimal("0.5"), note="vì", by="noi-vu")
    answer = '{"kind":"declared","value":{"number":"33.3"}}'
    assert row.line == ("1.1.1", answer, 50, "vì", "noi-vu")
    assert row.line == score_line("1.1.1", THIRD, Decimal("0.50"), "vì", "noi-vu")


def test_points_between_hundredths_are_not_kept():
    with pytest.raises(ValueError, match="two places"):
        score_line("1.1.1", THIRD, Decimal("0.005"))
