from decimal import Decimal

from models.domain.unappraised import unappraised_words
from tests.models.domain.scoring.test_results import row


def left_open(name, *codes, submitted=True):
    changes = {"name": name, "unappraised": codes, "submitted": submitted}
    return row(name, Decimal(1)).model_copy(update=changes)


def test_nothing_is_said_when_all_is_appraised():
    assert unappraised_words([left_open("Xã A"), left_open("Xã B")]) == ()


def test_units_with_the_same_criteria_stand_on_one_line():
    rows = [
        left_open("Xã A", "1.1.1"),
        left_open("Xã B", "2.1.1", "C.1"),
        left_open("Xã C", "1.1.1"),
        left_open("Xã D"),
    ]
    assert unappraised_words(rows) == (
        "1 tiêu chí (1.1.1) của Xã A, Xã C",
        "2 tiêu chí (2.1.1, C.1) của Xã B",
    )


def test_criteria_open_for_all_who_sent_are_said_of_all():
    rows = [left_open(name, "1.1.1") for name in ("Xã A", "Xã B")]
    silent = left_open("Xã C", submitted=False)
    assert unappraised_words([*rows, silent]) == (
        "1 tiêu chí (1.1.1) của cả 2 đơn vị đã gửi bảng tự đánh giá",
    )


def test_a_single_unit_is_named():
    assert unappraised_words([left_open("Xã A", "1.1.1")]) == ("1 tiêu chí (1.1.1) của Xã A",)
