import unicodedata
from decimal import Decimal

import pytest

from models.domain.collection.entries import is_blank, labels_of, read_entry, takes_number
from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.answers import Declared, NotApplicable
from models.domain.criteria.criteria_set import FreePoints, Ratio
from tests.support.criteria_sets import DISCIPLINE, ON_TIME, PUBLICITY, leaf
from tests.support.workbooks import row

FREE = FreePoints(step=Decimal("0.25"))


def entry(item, **values):
    return read_entry(item, row(item, **values))


@pytest.mark.parametrize("typed", ["Có", "có ", "CÓ", unicodedata.normalize("NFD", "Có"), True])
def test_yes_is_read_however_it_is_typed(typed):
    assert entry(leaf("1.1.1"), declared=typed).answer == Declared(value=True)


@pytest.mark.parametrize("typed", ["Không", "không", False])
def test_no_is_read_however_it_is_typed(typed):
    assert entry(leaf("1.1.1"), declared=typed).answer == Declared(value=False)


@pytest.mark.parametrize("typed", ["Chắc là có", Decimal(1)])
def test_anything_else_is_no_answer_to_yes_or_no(typed):
    assert entry(leaf("1.1.1"), declared=typed).answer is None


def test_a_level_is_read_as_the_set_writes_it():
    read = entry(leaf("1.1.1", PUBLICITY, "2"), declared="đầy đủ,  KỊP thời")

    assert read.answer == Declared(value="Đầy đủ, kịp thời")
    assert read.points == Decimal(2)


@pytest.mark.parametrize("typed", ["Tạm được", True])
def test_an_unknown_level_is_no_answer(typed):
    assert entry(leaf("1.1.1", PUBLICITY, "2"), declared=typed).answer is None


def test_a_figure_gives_the_points_of_the_rule():
    read = entry(leaf("1.1.1", ON_TIME, "2"), declared="95,5")

    assert (read.figure, read.points) == (Decimal("95.5"), Decimal("1.00"))
    assert read.cell.cell == "D6"


def test_a_figure_that_the_rule_refuses_has_no_points_but_a_reason():
    read = entry(leaf("1.1.1", ON_TIME, "2"), declared=Decimal(120))

    assert read.points is None
    assert "1.1.1" in read.refusal


def test_not_applicable_is_an_answer_only_where_the_item_is_optional():
    assert entry(leaf("1.1.1", optional=True), declared="Không áp dụng").answer == NotApplicable()
    assert entry(leaf("1.1.1"), declared="Không áp dụng").answer is None


def test_free_points_may_stand_under_the_self_score():
    read = entry(leaf("1.1.1", FREE, "2"), self_score="1,25")

    assert read.answer == Declared(value=Decimal("1.25"))
    assert read.column is ScoreColumn.SELF_SCORE


def test_free_points_may_stand_under_the_declared_figure():
    read = entry(leaf("1.1.1", FREE, "2"), declared="1,25", self_score=Decimal(1))

    assert read.answer == Declared(value=Decimal("1.25"))
    assert read.column is ScoreColumn.DECLARED


@pytest.mark.parametrize("text", [None, "", "  ", "Không tự chấm", "KHÔNG ÁP DỤNG VỚI ĐƠN VỊ"])
def test_what_the_form_prints_counts_as_empty(text):
    assert is_blank(text)


@pytest.mark.parametrize("value", [Decimal(0), False, "0"])
def test_zero_and_no_are_not_empty(value):
    assert not is_blank(value)


def test_lists_offer_not_applicable_only_where_it_is_allowed():
    assert labels_of(leaf("1.1.1")) == ("Có", "Không")
    assert labels_of(leaf("1.1.1", optional=True)) == ("Có", "Không", "Không áp dụng")
    assert labels_of(leaf("1.1.1", DISCIPLINE))[0] == "Không vi phạm"
    assert labels_of(leaf("1.1.1", Ratio(), optional=True)) == ()


def test_only_lists_do_not_take_numbers():
    assert takes_number(leaf("1.1.1", Ratio()))
    assert not takes_number(leaf("1.1.1", PUBLICITY))


def test_a_yes_has_no_figure():
    assert entry(leaf("1.1.1"), declared="Có").figure is None
    assert entry(leaf("1.1.1"), self_score=Decimal(1)).self_cell.cell == "G6"


def test_a_note_beside_a_number_is_part_of_the_explanation_once():
    read = entry(leaf("1.1.1", FREE), declared=None, self_score="0,5 (có lý do)", explanation="x")

    assert (read.points, read.self_score) == (Decimal("0.5"), Decimal("0.5"))
    assert read.explanation == "x; có lý do"


def test_notes_beside_figure_and_score_are_both_kept():
    read = entry(leaf("1.1.1", ON_TIME, "2"), declared="95 (ước)", self_score="1 (tạm)")

    assert [note for _, _, note in read.notes] == ["ước", "tạm"]


def test_a_label_that_looks_like_a_number_with_a_note_stays_a_label():
    assert entry(leaf("1.1.1", PUBLICITY), declared="2 (hai)").notes == ()


def test_a_unit_of_points_is_no_note():
    assert entry(leaf("1.1.1", FREE), declared="0,5 điểm", self_score="0,5 điểm").notes == ()


@pytest.mark.parametrize(
    ("declared", "shown", "score"),
    [
        ("95,0", "0", None),
        ("95%", "0", None),
        ("95%", "1", "1"),
        ("95%", "2", "2"),
        (Decimal(95), "0", "0"),
    ],
)
def test_what_the_forms_formula_makes_of_a_figure_it_cannot_read_is_no_claim(
    declared, shown, score
):
    read = entry(leaf("1.1.1", ON_TIME, "2"), declared=declared, self_score=Decimal(shown))

    assert read.self_score == (None if score is None else Decimal(score))


def test_a_percentage_that_the_formula_took_for_a_fraction_is_no_claim():
    read = entry(leaf("1.1.1", Ratio(), "3"), declared="91%", self_score=Decimal("0.03"))

    assert (read.points, read.self_score) == (Decimal("2.73"), None)
