"""The sets that property tests share leave out no kind of rule."""

from models.domain.criteria.criteria_set import Satisfaction
from tests.support.properties import RULES, sets_made


def test_the_shared_sets_are_many_and_use_every_kind_of_rule():
    sets = sets_made()
    kinds = {type(item.rule) for each in sets for _, _, item in each.leaves()}
    assert len(kinds - {Satisfaction}) == len(RULES)
    assert len({each.model_dump_json() for each in sets}) >= 50
