from decimal import Decimal

from tests.support.workbooks import cells, checks, found, returned


def test_says_what_the_rule_gives():
    (finding,) = found(returned({"1.2.1": {"self_score": Decimal("2.73")}}))

    assert (finding.check, cells(finding)) == ("not_what_the_rule_gives", ["G8"])
    assert "2,73" in finding.message
    assert "ghi 2,74" in finding.message


def test_the_points_of_the_rule_are_fine_in_any_writing():
    assert checks(found(returned({"1.2.1": {"self_score": "2,74"}}))) == []


def test_free_points_told_twice_must_agree():
    assert checks(found(returned({"2.1.3": {"self_score": Decimal(2)}}))) == [
        "not_what_the_rule_gives"
    ]


def test_points_for_what_is_not_applicable_are_wrong():
    changes = {"1.2.1": {"declared": "Không áp dụng", "self_score": Decimal(3)}}

    assert checks(found(returned(changes))) == ["not_what_the_rule_gives"]
