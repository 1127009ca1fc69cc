from tests.support.evidence import row, sent_file, told


def test_files_that_no_row_stands_for_are_told_by_criterion():
    files = (
        sent_file("anh 1.jpg", position=1),
        sent_file("2.1.1 b.pdf", position=2),
        sent_file("anh 2.jpg", position=3),
    )

    found = [words for _, words in told("evidence_not_named", files)]

    assert len(found) == 2
    assert found[0].startswith("Tệp “anh 1.jpg”, “anh 2.jpg” đã nhận")
    assert "của tiêu chí 2.1.1." in found[1]


def test_a_file_that_serves_an_open_row_of_its_criterion_is_named():
    assert told("evidence_not_named", (sent_file("1.1.1 kh.pdf"),), (row("1.1.1"),)) == []


def test_before_there_is_a_sheet_nothing_is_asked_for():
    assert told("evidence_not_named", (sent_file("anh.jpg"),), has_sheet=False) == []


def test_the_package_itself_needs_no_row():
    assert told("evidence_not_named", (sent_file("ho-so.zip"),)) == []
