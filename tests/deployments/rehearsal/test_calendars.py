"""A rehearsal plays in any calendar: limits on holidays, openings on Sundays, short windows."""

from datetime import timedelta

import pytest

from config.loading.campaign import working_calendar
from config.loading.campaign_checks import check_campaign
from config.loading.files import Places
from config.workspace import forget_databases
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.script import Script
from deployments.rehearsal.world import expected_ranking, make_world
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.scoring.ranking import RankingPolicy, TieRule
from models.domain.stages import StageState
from tests.support.house import CAMPAIGN, build, living_in, small_campaign
from tests.support.profile import sample


def shifted(campaign, days):
    """The campaign with all its dates moved."""

    def moved(limit):
        return limit and limit.model_copy(update={"day": limit.day + timedelta(days)})

    stages = {
        name: plan.model_copy(
            update={
                "opens": plan.opens + timedelta(days),
                "limit": moved(plan.limit),
                "returns": moved(plan.returns),
                "explanations": moved(plan.explanations),
                "locks": moved(plan.locks),
            }
        )
        for name, plan in campaign.stages.items()
    }
    years = {plan.opens.year for plan in stages.values()}
    calendar = working_calendar({*years, max(years) + 1}, Places())
    return campaign.model_copy(update={"stages": stages, "calendar": calendar})


def played(home, campaign):
    """Play the whole campaign; what is stored, and what was worked out by hand."""
    build(home, campaign=campaign)
    with living_in(home) as house:
        workspace = house.workspace
        check_campaign(workspace.campaign, workspace.sets)
        world = make_world(workspace.campaign, workspace.sets, seed=1)
        Script(workspace, world, InProcessConductor(CAMPAIGN), lambda *_: None).play()
        with workspace.read() as uow:
            states = {record.state for record in uow.stages.all().values()}
            sent = {state.status for state in uow.submissions.states(Form.COMMUNE).values()}
            rows = uow.results.latest()[1]
    forget_databases()
    assert states == {StageState.ENDED}
    assert sent == {SubmissionStatus.ACCEPTED}
    return (
        [(r.rank, r.unit, int(r.total * 100), int(r.maximum * 100)) for r in rows],
        expected_ranking(world),
    )


AREAS_DECIDE = RankingPolicy(tie=TieRule.TIE_BREAK, tie_break_areas=("3", "1"))


YEARS = {
    "-1": (-1, None),
    "60": (60, None),
    "95": (95, None),
    "365, areas decide between equals": (365, AREAS_DECIDE),
}


@pytest.mark.parametrize("year", sample([*YEARS], 1))
def test_the_ranking_is_the_one_worked_out_by_hand_whenever_it_is_played(tmp_path, year):
    days, policy = YEARS[year]
    campaign = shifted(small_campaign(), days)
    ranking = policy or campaign.ranking
    found, expected = played(tmp_path, campaign.model_copy(update={"ranking": ranking}))

    assert found == expected
