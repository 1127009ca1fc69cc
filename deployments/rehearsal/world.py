"""All that is made up for one rehearsal, and the results that must come out of it.

Declarations, appraisals and survey forms are drawn; the results are worked out by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from deployments.rehearsal.answers import (
    MadeAnswer,
    draw_adjustments,
    expected_adjustments,
    hundredths,
    make_answer,
    rounded,
)
from deployments.rehearsal.draws import Draws
from models.domain.campaign import Campaign, Form
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from models.domain.scoring.ranking import TieRule

Code = str
FORMS_PER_UNIT = (60, 110)


@dataclass
class World:
    """What officials will declare, appraisers find and people answer, by unit and item.

    ``appraised`` holds only the points that appraisers change, bonuses and deductions among them;
    ``forms`` the survey answers, one dictionary a form.
    """

    campaign: Campaign
    sets: Mapping[Form, CriteriaSet]
    draws: Draws
    declared: dict[Code, dict[Code, MadeAnswer]] = field(default_factory=dict)
    own: dict[Code, MadeAnswer] = field(default_factory=dict)
    appraised: dict[Code, dict[Code, int]] = field(default_factory=dict)
    forms: dict[Code, list[dict[Code, str]]] = field(default_factory=dict)


def make_world(campaign: Campaign, sets: Mapping[Form, CriteriaSet], seed: int) -> World:
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
    return [leaf for _, _, leaf in criteria_set.leaves() if leaf.source is ScoreSource.SELF]


def _appraisals(world: World, unit: Code) -> dict[Code, int]:
    """Points that appraisers take off: about one item in twenty-five, a part or all of it."""
    changed = {}
    for item in scored_items(world.sets[Form.COMMUNE]):
        worth = world.declared[unit][item.code].worth
        if worth and world.draws.chance(4, "appraise", unit, item.code):
            changed[item.code] = world.draws.one_of((0, worth // 2), "cut", unit, item.code)
    return changed


def survey_items_of(world: World) -> list[SubCriterion]:
    """The items of the communes' set that the survey measures."""
    leaves = world.sets[Form.COMMUNE].leaves()
    return [leaf for _, _, leaf in leaves if leaf.source is ScoreSource.SURVEY]


def _survey_forms(world: World, unit: Code, skill: int) -> list[dict[Code, str]]:
    count = world.draws.between(*FORMS_PER_UNIT, "forms", unit)
    answers = list(world.campaign.survey.weights)
    forms = []
    for number in range(count):
        form = {}
        for item in survey_items_of(world):
            key = ("answer", unit, number, item.code)
            good = world.draws.chance(skill, "good", *key)
            form[item.code] = answers[0] if good else world.draws.one_of(answers, *key)
        forms.append(form)
    return forms


def expected_total(world: World, unit: Code) -> tuple[int, int]:
    """The unit's total and applicable maximum in hundredths, by hand."""
    areas = _by_area(world, unit).values()
    total, maximum = (sum(pair) for pair in zip(*areas, strict=True))
    bonus, deduction = expected_adjustments(world.sets[Form.COMMUNE], world.appraised[unit])
    return min(max(total + bonus - deduction, 0), maximum), maximum


def _by_area(world: World, unit: Code) -> dict[Code, tuple[int, int]]:
    """Points and applicable maximum of each area in hundredths, without bonus and deduction."""
    areas: dict[Code, tuple[int, int]] = {}
    for area, _, item in world.sets[Form.COMMUNE].leaves():
        total, maximum = areas.get(area.code, (0, 0))
        points, most = _reached(world, unit, item)
        areas[area.code] = total + points, maximum + most
    return areas


def _reached(world: World, unit: Code, item: SubCriterion) -> tuple[int, int]:
    """Points and applicable maximum of an item in hundredths."""
    if item.source is ScoreSource.SURVEY:
        return survey_points(world, unit, item), hundredths(item.max_points)
    declared = world.declared[unit][item.code].worth
    if declared is None:
        return 0, 0
    return world.appraised[unit].get(item.code, declared), hundredths(item.max_points)


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
    keys = {code: (_share(total), *_tie_break(world, code)) for code, total in totals.items()}
    dense = world.campaign.ranking.tie is TieRule.DENSE
    levels = sorted(set(keys.values()) if dense else keys.values(), reverse=True)
    ranked = [(levels.index(keys[code]) + 1, code, *totals[code]) for code in totals]
    return sorted(ranked)


def _tie_break(world: World, unit: Code) -> list[Fraction]:
    """The shares reached in the areas that decide between equal units; none by other rules."""
    policy = world.campaign.ranking
    if policy.tie is not TieRule.TIE_BREAK:
        return []
    areas = _by_area(world, unit)
    return [_share(areas[code]) for code in policy.tie_break_areas]


def _share(reached: tuple[int, int]) -> Fraction:
    points, maximum = reached
    return Fraction(points, maximum) if maximum else Fraction(0)
