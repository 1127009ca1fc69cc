import unicodedata

import pytest

from models.domain.evidence.matching import folder_code, is_under, leading_codes, match, name_key
from tests.support.criteria_sets import every_rule_set
from tests.support.evidence import KNOWN, row, sent_file


def matched(file, *rows):
    (found,) = match((file,), rows, KNOWN)
    return [each.place.row for each in found.rows], found.codes


@pytest.mark.parametrize(
    "typed",
    [
        "Kế hoạch 12",
        "kế  hoạch_12.pdf",
        "KE-HOACH-12.PDF",
        "Kế hoạch\u00a012.docx",
        unicodedata.normalize("NFD", "Kế hoạch 12.pdf"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(typed):
    assert name_key(typed) == name_key("Kế hoạch 12.pdf")


@pytest.mark.parametrize("typed", ["Kế hoạch 13", "Kế hoạch 12.1", "Kế hoạch 12.kh"])
def test_another_name_is_another_file(typed):
    assert name_key(typed) != name_key("Kế hoạch 12.pdf")


def test_the_letter_d_with_and_without_stroke_is_one():
    assert name_key("Đề án.pdf") == name_key("de an")


def test_a_name_on_the_sheet_counts_before_a_code_in_the_name():
    by_name = row("2.1.1", 7, file_name="1.1.1 a")

    assert matched(sent_file("1.1.1 a.pdf"), row("1.1.1"), by_name) == ([7], ("2.1.1",))


def test_of_rows_with_one_name_those_of_the_own_criterion_count():
    rows = (row("1.1.1", 6, file_name="kh"), row("1.1.2", 7, file_name="kh"))

    assert matched(sent_file("kh.pdf", folder="1.1.2"), *rows) == ([7], ("1.1.2",))
    assert matched(sent_file("kh.pdf"), *rows) == ([6, 7], ("1.1.1", "1.1.2"))


def test_a_code_in_the_name_counts_before_the_folder():
    file = sent_file("2.1.1 kh.pdf", folder="1.1.1")

    assert matched(file) == ([], ("2.1.1",))


def test_a_code_serves_rows_that_name_nothing_or_what_did_not_come():
    rows = (row("1.1.1", 6), row("1.1.1", 7, file_name="thieu"), row("2.1.1", 8))

    assert matched(sent_file("1.1.1 kh.pdf"), *rows) == ([6, 7], ("1.1.1",))


def test_a_criterion_serves_all_its_parts():
    assert matched(sent_file("1.1 kh.pdf"), row("1.1.2", 6)) == ([6], ("1.1.2",))


def test_an_unknown_code_is_none():
    assert matched(sent_file("9.9.9 kh.pdf", folder="8.8.8")) == ([], ())
    assert matched(sent_file("kh.pdf"), row("9.9.9", 6, file_name="kh")) == ([6], ())


def test_rows_that_name_the_package_are_open_for_what_was_in_it():
    named = row("1.1.1", 6, file_name="ho-so.zip")
    files = (sent_file("ho-so.zip"), sent_file("1.1.1 a.pdf", position=2))

    assert [len(each.rows) for each in match(files, (named,), KNOWN)] == [1, 1]


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
