from decimal import Decimal

from tests.support.workbooks import cells, found, returned


def test_a_count_must_be_whole():
    (finding,) = found(returned({"1.2.2": {"declared": Decimal("2.5")}}))

    assert (finding.check, cells(finding)) == ("off_step", ["D9"])
    assert "số nguyên" in finding.message


def test_free_points_must_keep_to_their_step():
    (finding,) = found(returned({"2.1.3": {"declared": Decimal("1.1")}}))

    assert finding.check == "off_step"
    assert "chia hết cho 0,25" in finding.message


def test_a_self_score_has_two_decimals_at_most():
    (finding,) = found(returned({"1.2.1": {"self_score": Decimal("2.7351")}}))

    assert (finding.check, cells(finding)) == ("off_step", ["G8"])
    assert "tối đa hai chữ số thập phân" in finding.message
