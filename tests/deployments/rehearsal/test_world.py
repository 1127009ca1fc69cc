"""The generator of a rehearsal works results out apart from the scoring code, and it agrees."""

from dataclasses import replace
from decimal import Decimal

import pytest

from config.loaders import load_criteria_set
from deployments.rehearsal.answers import MadeAnswer, expected_adjustments, rounded
from deployments.rehearsal.world import expected_ranking, expected_total, make_world, scored_items
from models.domain.campaign import Form
from models.domain.criteria.answers import Declared, NotApplicable
from models.domain.criteria.criteria_set import FreePoints, YesNo
from models.domain.criteria.rules import points_for
from models.domain.scoring.ranking import RankingPolicy, TieRule
from tests.support.house import COMMUNES, small_campaign

FIRST, SECOND, THIRD = COMMUNES


@pytest.fixture(scope="module")
def campaign():
    return small_campaign()


@pytest.fixture(scope="module")
def sets(campaign):
    return {form: load_criteria_set(code) for form, code in campaign.criteria.items()}


def answer_of(item, made):
    """What the official's typing means."""
    if made.worth is None:
        return NotApplicable()
    if isinstance(item.rule, YesNo):
        return Declared(value=made.typed == "Có")
    if isinstance(item.rule, FreePoints):
        return Declared(value=Decimal(made.worth) / 100)
    return Declared(value=made.typed)


@pytest.mark.parametrize("seed", range(1, 13))
def test_every_drawn_answer_is_worth_what_the_rules_give(campaign, sets, seed):
    world = make_world(campaign, sets, seed)
    commune = [(i, a[i.code]) for a in world.declared.values() for i in _items(sets, Form.COMMUNE)]
    own = [(i, world.own[i.code]) for i in _items(sets, Form.AUTHORITY)]

    wrong = [
        (item.code, made)
        for item, made in commune + own
        if points_for(item, answer_of(item, made)) * 100 != (made.worth or 0)
    ]
    assert wrong == []


def _items(sets, form):
    return scored_items(sets[form])


def test_every_kind_of_rule_is_drawn(campaign, sets):
    world = make_world(campaign, sets, 1)
    drawn = {
        type(item.rule) for form in (Form.COMMUNE, Form.AUTHORITY) for item in _items(sets, form)
    }
    worths = [made.worth for own in world.declared.values() for made in own.values()]

    assert len(drawn) == 7
    assert None in worths
    assert any(worth and worth % 25 for worth in worths)


def test_one_seed_draws_one_world(campaign, sets):
    one, same, other = (make_world(campaign, sets, seed) for seed in (1, 1, 2))

    assert (one.declared, one.appraised, one.forms) == (same.declared, same.appraised, same.forms)
    assert one.declared != other.declared
    assert one.forms != other.forms


def test_a_commune_declares_the_same_whoever_else_takes_part(campaign, sets):
    others = campaign.model_copy(update={"units": tuple(reversed(campaign.units[:-1]))})
    whole, part = make_world(campaign, sets, 1), make_world(others, sets, 1)

    assert part.declared[FIRST] == whole.declared[FIRST]
    assert part.forms[FIRST] == whole.forms[FIRST]


def test_one_altered_answer_changes_what_is_expected(campaign, sets):
    world = make_world(campaign, sets, 1)
    total, maximum = expected_total(world, FIRST)
    code = next(c for c, made in world.declared[FIRST].items() if made.worth)
    worth = world.declared[FIRST][code].worth
    world.appraised[FIRST].pop(code, None)
    total, maximum = expected_total(world, FIRST)
    world.declared[FIRST][code] = MadeAnswer("sửa", worth - 1)

    assert expected_total(world, FIRST) == (total - 1, maximum)


def test_what_does_not_apply_leaves_the_maximum(campaign, sets):
    world = make_world(campaign, sets, 1)
    item = next(i for i in _items(sets, Form.COMMUNE) if world.declared[SECOND][i.code].worth)
    world.appraised[SECOND].pop(item.code, None)
    total, maximum = expected_total(world, SECOND)
    worth = world.declared[SECOND][item.code].worth
    world.declared[SECOND][item.code] = MadeAnswer("Không áp dụng", None)

    expected = (total - worth, maximum - int(item.max_points * 100))
    assert expected_total(world, SECOND) == expected


@pytest.mark.parametrize(
    ("tie", "ranks"), [(TieRule.STANDARD, [1, 1, 3]), (TieRule.DENSE, [1, 1, 2])]
)
def test_equal_communes_share_a_rank_by_the_rule_of_the_campaign(campaign, sets, tie, ranks):
    policy = campaign.ranking.model_copy(update={"tie": tie})
    world = make_world(campaign.model_copy(update={"ranking": policy}), sets, 1)
    for what in (world.declared, world.appraised, world.forms):
        what[SECOND] = what[FIRST]
        what[THIRD] = what[FIRST]
    world.declared[THIRD] = {
        code: replace(made, worth=0 if made.worth else made.worth)
        for code, made in world.declared[FIRST].items()
    }
    world.appraised[THIRD] = {}

    ranked = expected_ranking(world)
    assert [rank for rank, *_ in ranked] == ranks
    assert [code for _, code, *_ in ranked] == [FIRST, SECOND, THIRD]
    assert isinstance(policy, RankingPolicy)


@pytest.mark.parametrize(
    ("numerator", "denominator", "result"),
    [(1, 2, 1), (3, 2, 2), (5, 2, 3), (1, 3, 0), (2, 3, 1), (249, 100, 2), (250, 100, 3)],
)
def test_halves_are_rounded_up(numerator, denominator, result):
    assert rounded(numerator, denominator) == result


def test_bonuses_and_deductions_are_drawn_and_both_caps_bind(campaign, sets):
    world, criteria_set = make_world(campaign, sets, 1), sets[Form.COMMUNE]
    given = {
        unit: {code: worth for code, worth in changed.items() if code[0] in "CT"}
        for unit, changed in world.appraised.items()
    }
    capped = [expected_adjustments(criteria_set, own) for own in given.values()]

    assert max(bonus for bonus, _ in capped) == 200
    assert max(deduction for _, deduction in capped) == 300
    assert max(sum(w for c, w in own.items() if c[0] == "C") for own in given.values()) > 200
    assert max(sum(w for c, w in own.items() if c[0] == "T") for own in given.values()) > 300


def test_a_deduction_comes_off_the_total_and_never_below_zero(campaign, sets):
    world = make_world(campaign, sets, 1)
    world.appraised[FIRST] = {
        code: w for code, w in world.appraised[FIRST].items() if code[0] not in "CT"
    }
    total, maximum = expected_total(world, FIRST)
    world.appraised[FIRST] |= {"C.1": 50, "T.1": 125}
    assert expected_total(world, FIRST) == (total - 75, maximum)

    world.declared[FIRST] = {c: MadeAnswer("0", 0) for c in world.declared[FIRST]}
    world.appraised[FIRST] = {"T.1": 300}
    world.forms[FIRST] = [dict.fromkeys(form, "D") for form in world.forms[FIRST]]
    assert expected_total(world, FIRST)[0] == 0
