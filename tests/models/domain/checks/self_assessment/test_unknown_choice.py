from tests.support.workbooks import cells, found, returned


def test_an_answer_outside_the_list_is_told_with_the_list():
    (finding,) = found(returned({"2.1.1": {"declared": "Tạm được", "self_score": "1"}}))

    assert (finding.check, cells(finding)) == ("unknown_choice", ["D10"])
    assert "“Đầy đủ, kịp thời”; “Chưa đầy đủ”" in finding.message


def test_not_applicable_is_refused_in_a_list_that_does_not_have_it():
    (finding,) = found(returned({"1.1.1": {"declared": "Không áp dụng"}}))

    assert finding.check == "unknown_choice"


def test_not_applicable_is_refused_for_a_figure_that_must_be_given():
    (finding,) = found(returned({"1.1.2": {"declared": "Không áp dụng"}}))

    assert finding.check == "unknown_choice"
    assert "không được chọn “Không áp dụng”" in finding.message
