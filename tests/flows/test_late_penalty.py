"""A penalty takes points off a late unit's total, and an extension gives them back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.scoring.late_penalty import LatePenalty
from models.store.tally import current_results, late_points
from tasks.documents.bundles import score_cards
from tasks.inbox.round_changes import extend_round
from tests.support.house import CAMPAIGN, COMMUNES

FIRST, SECOND, _ = COMMUNES
PENALTY = LatePenalty(points_per_day=Decimal("0.5"), at_most=Decimal(2))


@pytest.fixture
def house(asked, move_into):
    """The first commune is in in time, the second a day and nine hours late."""
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    house.drop(FIRST, "bang.xlsx", house.commune_file(FIRST))
    house.collect()
    house.at("2021-11-07 09:00")
    house.drop(SECOND, "bang.xlsx", house.commune_file(SECOND))
    house.collect()
    return house


def totals(house, penalty):
    workspace = house.workspace
    campaign = workspace.campaign.model_copy(update={"late_penalty": penalty})
    with workspace.read() as uow:
        cards = {
            c.unit: c
            for c in score_cards(replace(workspace, forms=Forms(campaign, workspace.sets)), uow)
        }
        return late_points(uow, campaign), {unit: c.final.points for unit, c in cards.items()}


def test_without_a_penalty_lateness_costs_nothing(house):
    points, _ = totals(house, None)
    assert points == {}


def test_each_day_begun_costs_what_the_campaign_says_until_time_is_given(house):
    _, plain = totals(house, None)
    points, less = totals(house, PENALTY)
    assert points == {SECOND: Decimal("1.00")}
    assert less == {**plain, SECOND: plain[SECOND] - 1}

    extend_round(CAMPAIGN, Form.COMMUNE, SECOND, "2021-11-08", "operator-1", "Mưa lũ")
    assert totals(house, PENALTY) == ({}, plain)


def test_the_results_and_the_score_cards_agree_and_follow_an_extension(house):
    campaign = house.workspace.campaign.model_copy(update={"late_penalty": PENALTY})
    criteria_set = house.workspace.sets[Form.COMMUNE]

    def results():
        with house.workspace.read() as uow:
            found = current_results(uow, campaign, criteria_set)
        return {row.unit: (row.total, row.late_deduction) for row in found}

    _, cards = totals(house, PENALTY)
    assert {unit: total for unit, (total, _) in results().items()} == cards
    assert results()[SECOND][1] == Decimal("1.00")
    extend_round(CAMPAIGN, Form.COMMUNE, SECOND, "2021-11-08", "operator-1", "Mưa lũ")
    assert results()[SECOND][1] == 0
