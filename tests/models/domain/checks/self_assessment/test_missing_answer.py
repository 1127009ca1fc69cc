from decimal import Decimal

from models.domain.checks.self_assessment.missing_answer import NUMBER_SENTENCES
from tests.support.workbooks import cells, checks, found, returned


def test_empty_figures_are_one_finding_that_says_what_to_type():
    changes = {code: {"declared": " "} for code in ("1.1.2", "2.1.3")}

    (finding,) = found(returned(changes))

    assert (finding.check, cells(finding)) == ("missing_answer", ["D7", "G12"])
    assert finding.message.endswith(
        "ô D7 (1.1.2 Tiêu chí thành phần 1.1.2); G12 (2.1.3 Tiêu chí thành phần 2.1.3): "
        "chưa có số liệu. Đề nghị ghi số, ví dụ 1,5; không có thì ghi 0."
    )


def test_an_optional_figure_is_not_asked_for_a_0_that_stays_in_the_divisor():
    (finding,) = found(returned({"1.2.1": {"declared": None}}))

    assert "ghi số, ví dụ 1,5; không phát sinh thì ghi “Không áp dụng”" in finding.message


def test_a_count_is_asked_for_as_a_whole_number():
    (finding,) = found(returned({"1.2.2": {"declared": None}}))

    assert "ghi số nguyên, ví dụ 3; không có thì ghi 0." in finding.message


def test_an_optional_count_is_told_both():
    assert (
        "số nguyên, ví dụ 3; không phát sinh thì ghi “Không áp dụng”"
        in NUMBER_SENTENCES[True, True]
    )


def test_an_empty_list_names_what_can_be_chosen():
    (finding,) = found(returned({"1.1.1": {"declared": None}}))

    assert "“Có”; “Không”" in finding.message


def test_free_points_are_missed_where_they_belong():
    (finding,) = found(returned({"2.1.3": {"declared": None}}))

    assert cells(finding) == ["G12"]


def test_a_self_score_alone_is_no_answer():
    changes = {"1.1.2": {"declared": None, "self_score": Decimal(1)}}

    assert checks(found(returned(changes))) == ["missing_answer"]
