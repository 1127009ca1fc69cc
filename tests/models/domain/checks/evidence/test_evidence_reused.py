from tests.support.evidence import row, sent_file, told


def test_one_file_for_two_criteria_without_pages_is_told_at_both_cells():
    rows = (row("1.1.1", 6, file_name="a", pages=""), row("2.1.1", 7, file_name="a.pdf"))

    ((cells, words),) = told("evidence_reused", (sent_file("A.pdf"),), rows)

    assert cells == ["H6", "H7"]
    assert "1.1.1, 2.1.1" in words
    assert "“Trang, mục”" in words


def test_with_the_page_for_each_the_unit_meant_it():
    rows = (row("1.1.1", 6, file_name="a"), row("2.1.1", 7, file_name="a"))

    assert told("evidence_reused", (sent_file("a.pdf"),), rows) == []


def test_one_row_that_names_both_criteria_means_it():
    rows = (row("1.1.1", 6, file_name="a", pages=""), row("2.1.1", 6, file_name="a", pages=""))

    assert told("evidence_reused", (sent_file("a.pdf"),), rows) == []
    other = row("1.1.2", 7, file_name="a")
    assert told("evidence_reused", (sent_file("a.pdf"),), (*rows, other)) != []


def test_a_second_file_of_the_same_content_that_no_row_names_is_told():
    rows = (row("1.1.1", 6, file_name="a"),)
    files = (
        sent_file("a.pdf", content="same"),
        sent_file("2.1.1 b.pdf", content="same", position=2),
    )

    ((cells, _), (none, words)) = sorted(told("evidence_reused", files, rows), reverse=True)

    assert (cells, none) == (["H6"], [])
    assert words.startswith("Tệp “2.1.1 b.pdf” dùng chung")


def test_one_content_under_two_names_is_one_file():
    files = (
        sent_file("1.1.1 a.pdf", content="same", position=1),
        sent_file("2.1.1 b.pdf", content="same", position=2),
    )

    ((_, words),) = told("evidence_reused", files)

    assert words.startswith("Tệp “1.1.1 a.pdf”, “2.1.1 b.pdf” dùng chung")


def test_two_rows_of_one_criterion_are_no_second_use():
    rows = (row("1.1.1", 6, file_name="a", pages=""), row("1.1.1", 7, file_name="a", pages=""))

    assert told("evidence_reused", (sent_file("a.pdf"),), rows) == []


def test_a_criterion_and_its_own_part_are_no_second_use():
    files = (
        sent_file("1.1 a.pdf", content="same", position=1),
        sent_file("1.1.1 b.pdf", content="same", position=2),
    )

    assert told("evidence_reused", files) == []
