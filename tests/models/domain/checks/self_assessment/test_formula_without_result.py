from models.domain.cells import NO_RESULT
from tests.support.workbooks import cells, checks, found, returned


def test_a_formula_in_place_of_an_answer_is_told_of_and_not_called_empty():
    (finding,) = found(returned({"1.1.2": {"declared": NO_RESULT}}))

    assert (finding.check, cells(finding)) == ("formula_without_result", ["D7"])


def test_free_points_by_a_formula_are_told_of_in_their_own_column():
    (finding,) = found(returned({"2.1.3": {"declared": None, "self_score": NO_RESULT}}))

    assert cells(finding) == ["G12"]


def test_a_self_score_without_result_follows_from_the_answer():
    assert checks(found(returned({"1.1.2": {"self_score": NO_RESULT}}))) == []
