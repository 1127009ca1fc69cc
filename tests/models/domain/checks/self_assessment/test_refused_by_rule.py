from decimal import Decimal

from models.domain.checks.self_assessment.refused_by_rule import refused_by_rule
from models.domain.checks.self_assessment.review import review_self_assessment
from tests.support.workbooks import cells, context, found, returned


def test_tells_the_rules_own_words():
    subject = review_self_assessment(returned({"1.1.2": {"declared": Decimal(120)}}), context())

    (problem,) = refused_by_rule(subject)

    assert "từ 0 đến 100" in problem.words


def test_does_not_repeat_what_a_clearer_check_said():
    (finding,) = found(returned({"1.1.2": {"declared": Decimal(120)}}))

    assert (finding.check, cells(finding)) == ("over_maximum", ["D7"])
