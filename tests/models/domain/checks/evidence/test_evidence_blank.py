from tests.support.evidence import facts, sent_file, told


def test_a_scan_of_nothing_is_asked_for_again():
    ((_, words),) = told("evidence_blank", (sent_file(facts=facts(blank=True)),))

    assert "quét lại" in words


def test_a_page_with_something_on_it_is_not_blank():
    assert told("evidence_blank", (sent_file(),)) == []
