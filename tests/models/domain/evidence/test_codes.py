import pytest

from models.domain.evidence.codes import folder_code, is_under, leading_codes
from tests.support.criteria_sets import every_rule_set


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("1.1.1 - Ke hoach.pdf", ("1.1.1",)),
        ("1.1.1.Ke hoach.pdf", ("1.1.1",)),
        ("1.1.1_ke_hoach.pdf", ("1.1.1",)),
        ("1.1.1", ("1.1.1",)),
        ("1.1.10 x.pdf", ("1.1.10",)),
        ("01.01.02 x.pdf", ("1.1.2",)),
        ("1.2 x.pdf", ("1.2",)),
        ("c.1 thuong.pdf", ("C.1",)),
        ("Tiêu chí 2.1.1 x.pdf", ("2.1.1",)),
        ("TC2.1.1.pdf", ("2.1.1",)),
        ("1.1.1, 1.1.2; 2.1.1 x.pdf", ("1.1.1", "1.1.2", "2.1.1")),
        ("12.05.2021 x.pdf", ()),
        ("1.1.1.2 x.pdf", ()),
        ("2021 x.pdf", ()),
        ("Ke hoach 1.1.1.pdf", ()),
        ("", ()),
    ],
)
def test_codes_are_read_from_the_front_of_a_name(name, codes):
    assert leading_codes(name) == codes


def test_the_innermost_folder_with_a_code_counts():
    assert folder_code(("Hồ sơ 2021", "1.1", "1.1.2 - Kế hoạch", "bản quét")) == "1.1.2"
    assert folder_code(("Hồ sơ 2021",)) == folder_code(()) == ""


def test_a_file_can_belong_to_items_criteria_and_adjustments():
    known = every_rule_set().codes

    assert {"1.1.1", "1.1", "2.2.1", "C.1", "T.1"} <= known
    assert "1" not in known


def test_a_code_is_under_itself_and_what_it_is_part_of():
    assert is_under("1.1.2", "1.1")
    assert is_under("1.1", "1.1")
    assert not is_under("1.1", "1.1.2")
    assert not is_under("1.10.1", "1.1")
