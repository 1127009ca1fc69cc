from tests.support.evidence import row, sent_file, told


def test_names_without_a_file_are_one_sentence_with_all_cells():
    rows = (row(file_name="a.pdf"), row(line=7, file_name="b.pdf"), row(line=8, file_name="c"))

    ((cells, words),) = told("evidence_not_sent", (sent_file("b.pdf"),), rows)

    assert cells == ["H6", "H8"]
    assert "chưa nhận được" in words


def test_a_file_that_begins_with_the_code_counts_for_the_row():
    named = row("1.1.1", file_name="Kế hoạch CCHC")

    assert told("evidence_not_sent", (sent_file("1.1.1 - kh.pdf"),), (named,)) == []


def test_of_two_names_in_a_cell_both_must_be_there():
    rows = (row(file_name="a.pdf; b.pdf"),)
    both = (sent_file("a.pdf"), sent_file("b.pdf", position=2))

    assert told("evidence_not_sent", both, rows) == []
    assert told("evidence_not_sent", both[:1], rows) != []


def test_a_row_that_names_the_zip_is_served():
    assert told("evidence_not_sent", (sent_file("ho-so.zip"),), (row(file_name="ho so"),)) == []


def test_a_row_that_names_no_file_asks_for_none():
    assert told("evidence_not_sent", (), (row(),)) == []
