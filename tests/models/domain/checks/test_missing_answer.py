from decimal import Decimal

from tests.support.workbooks import cells, checks, found, returned


def test_empty_figures_are_one_finding_that_says_what_to_type():
    changes = {code: {"declared": " "} for code in ("1.1.2", "1.2.1", "1.2.2")}

    (finding,) = found(returned(changes))

    assert (finding.check, cells(finding)) == ("missing_answer", ["D7", "D8", "D9"])
    assert "ô D7, D8, D9: chưa có số liệu. Đề nghị ghi số" in finding.message


def test_an_empty_list_names_what_can_be_chosen():
    (finding,) = found(returned({"1.1.1": {"declared": None}}))

    assert "“Có”; “Không”" in finding.message


def test_free_points_are_missed_where_they_belong():
    (finding,) = found(returned({"2.1.3": {"declared": None}}))

    assert cells(finding) == ["G12"]


def test_a_self_score_alone_is_no_answer():
    changes = {"1.1.2": {"declared": None, "self_score": Decimal(1)}}

    assert checks(found(returned(changes))) == ["missing_answer"]
