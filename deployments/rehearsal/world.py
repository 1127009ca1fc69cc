"""All that is made up for one rehearsal, and the results that must come out of it.

Declarations, appraisals and survey forms are drawn; the results are worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from deployments.rehearsal.adjustments import draw_adjustments, expected_adjustments
from deployments.rehearsal.answers import MadeAnswer, hundredths, make_answer, rounded
from deployments.rehearsal.draws import Draws
from models.domain.campaign import Campaign, Form
from models.domain.criteria import CriteriaSet, Source, SubCriterion
from models.domain.ranking import TieRule

Code = str
FORMS_PER_UNIT = (60, 110)


@dataclass
class World:
    """What officials will declare, appraisers find and people answer, by unit and item.

    ``appraised`` holds only the points that appraisers change, bonuses and deductions among them;
    ``forms`` the survey answers, one dictionary a form.
    """

    campaign: Campaign
    sets: dict[Form, CriteriaSet]
    draws: Draws
    declared: dict[Code, dict[Code, MadeAnswer]] = field(default_factory=dict)
    own: dict[Code, MadeAnswer] = field(default_factory=dict)
    appraised: dict[Code, dict[Code, int]] = field(default_factory=dict)
    forms: dict[Code, list[dict[Code, str]]] = field(default_factory=dict)


def make_world(campaign: Campaign, sets: dict[Form, CriteriaSet], seed: int) -> World:
    """Draw a whole campaign from ``seed``."""
    world = World(campaign, sets, Draws(seed))
    for unit in campaign.communes:
        skill = world.draws.between(45, 96, "skill", unit.code)
        world.declared[unit.code] = {
            item.code: make_answer(world.draws, unit.code, skill, item)
            for item in scored_items(sets[Form.COMMUNE])
        }
        world.appraised[unit.code] = _appraisals(world, unit.code)
        world.forms[unit.code] = _survey_forms(world, unit.code, skill)
    units = [unit.code for unit in campaign.communes]
    for code, given in draw_adjustments(world.draws, sets[Form.COMMUNE], units).items():
        world.appraised[code] |= given
    for item in scored_items(sets[Form.AUTHORITY]):
        world.own[item.code] = make_answer(world.draws, "authority", 85, item)
    return world


def scored_items(criteria_set: CriteriaSet) -> list[SubCriterion]:
    """The items that units score themselves."""
    return [leaf for _, _, leaf in criteria_set.leaves() if leaf.source is Source.SELF]


def _appraisals(world: World, unit: Code) -> dict[Code, int]:
    """Points that appraisers take off: about one item in twenty-five, a part or all of it."""
    changed = {}
    for item in scored_items(world.sets[Form.COMMUNE]):
        worth = world.declared[unit][item.code].worth
        if worth and world.draws.chance(4, "appraise", unit, item.code):
            changed[item.code] = world.draws.one_of((0, worth // 2), "cut", unit, item.code)
    return changed


def survey_items(world: World) -> list[SubCriterion]:
    """The items of the communes' set that the survey measures."""
    leaves = world.sets[Form.COMMUNE].leaves()
    return [leaf for _, _, leaf in leaves if leaf.source is Source.SURVEY]


def _survey_forms(world: World, unit: Code, skill: int) -> list[dict[Code, str]]:
    count = world.draws.between(*FORMS_PER_UNIT, "forms", unit)
    answers = list(world.campaign.survey.weights)
    forms = []
    for number in range(count):
        form = {}
        for item in survey_items(world):
            key = ("answer", unit, number, item.code)
            good = world.draws.chance(skill, "good", *key)
            form[item.code] = answers[0] if good else world.draws.one_of(answers, *key)
        forms.append(form)
    return forms


def expected_total(world: World, unit: Code) -> tuple[int, int]:
    """The unit's total and applicable maximum in hundredths, by hand."""
    total = maximum = 0
    for item in scored_items(world.sets[Form.COMMUNE]):
        declared = world.declared[unit][item.code]
        if declared.worth is not None:
            total += world.appraised[unit].get(item.code, declared.worth)
            maximum += hundredths(item.max_points)
    for item in survey_items(world):
        total += survey_points(world, unit, item)
        maximum += hundredths(item.max_points)
    bonus, deduction = expected_adjustments(world.sets[Form.COMMUNE], world.appraised[unit])
    return min(max(total + bonus - deduction, 0), maximum), maximum


def survey_points(world: World, unit: Code, item: SubCriterion) -> int:
    """Hundredths of a point from the mean weight of the forms, published with two decimals."""
    weights = world.campaign.survey.weights
    forms = world.forms[unit]
    summed = sum(hundredths(weights[form[item.code]]) for form in forms)
    percent = rounded(summed, len(forms))
    return rounded(hundredths(item.max_points) * percent, 10_000)


def expected_ranking(world: World) -> list[tuple[int, Code, int, int]]:
    """Rank, unit, total and maximum in hundredths, in rank order, by sorting exact fractions."""
    totals = {unit.code: expected_total(world, unit.code) for unit in world.campaign.communes}
    index = {code: Fraction(*total) for code, total in totals.items()}
    if world.campaign.ranking.tie is TieRule.TIE_BREAK:
        raise NotImplementedError("a rehearsal checks the standard and the dense rule only")
    dense = world.campaign.ranking.tie is TieRule.DENSE
    levels: list[Fraction] = sorted(set(index.values()) if dense else index.values(), reverse=True)
    ranked = [(levels.index(index[code]) + 1, code, *totals[code]) for code in totals]
    return sorted(ranked)
