"""A whole year, played in process on three communes: the ranking is the one worked out by hand."""

from dataclasses import replace

import pytest

from config.workspace import forget_databases
from deployments.rehearsal import officials
from deployments.rehearsal.department_part import DepartmentPart
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.script import Script
from deployments.rehearsal.survey_part import drop_survey
from deployments.rehearsal.world import expected_ranking, make_world
from flows.campaign import campaign_tick
from models.domain.approval import Verdict
from models.domain.audit import verify
from models.domain.campaign import Form
from models.domain.messages import MessageState, Purpose
from models.domain.stages import STAGES, StageState
from models.domain.submission import SubmissionStatus
from tasks.notify.send_due import send_due_messages
from tasks.results.aggregate import aggregate_results
from tasks.survey.check import check_survey_sources
from tasks.survey.load import merge_survey
from tests.support.house import CAMPAIGN, COMMUNES, S, build, living_in


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The whole year, once."""
    build(home := tmp_path_factory.mktemp("year"))
    with living_in(home) as house:
        workspace = house.workspace
        world = make_world(workspace.campaign, workspace.sets, seed=1)
        Script(workspace, world, InProcessConductor(CAMPAIGN), lambda *_: None).play()
    yield workspace, world
    forget_databases()


def ranking(workspace):
    with workspace.read() as uow:
        stored = uow.results.latest()
    assert stored is not None
    return [(r.rank, r.unit, int(r.total * 100), int(r.maximum * 100)) for r in stored[1]]


def test_the_ranking_of_the_year_is_the_one_worked_out_by_hand(year):
    workspace, world = year

    assert ranking(workspace) == expected_ranking(world)


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_what_people_of_other_years_send_is_ranked_as_worked_out_by_hand(asked, move_into, seed):
    house = move_into(asked)
    world = make_world(house.workspace.campaign, house.workspace.sets, seed)
    house.at("2021-11-04 15:00")
    for unit in COMMUNES:
        cells = officials.typed_answers(world.declared[unit], commas=unit == COMMUNES[0])
        house.drop(unit, "bang.xlsx", officials.self_assessment(house.workspace, unit, cells))
    house.collect()
    house.at("2021-11-10 08:00")
    house.tick(campaign_tick)
    send_due_messages(CAMPAIGN)
    part = DepartmentPart(house.workspace, world)
    for day in sorted(part.days):
        part.act(day)
    house.collect()
    drop_survey(house.workspace, world)
    check_survey_sources(CAMPAIGN)
    merge_survey(CAMPAIGN)
    aggregate_results(CAMPAIGN, 1)

    assert ranking(house.workspace) == expected_ranking(world)


@pytest.mark.parametrize("unit", COMMUNES)
def test_one_answer_worth_another_hundredth_would_be_noticed(year, unit):
    workspace, world = year
    code = next(
        c for c, m in world.declared[unit].items() if m.worth and c not in world.appraised[unit]
    )
    made = world.declared[unit][code]
    altered = {**world.declared[unit], code: replace(made, worth=made.worth - 1)}
    wrong = replace(world, declared={**world.declared, unit: altered})

    assert ranking(workspace) != expected_ranking(wrong)


def test_every_stage_ends_with_the_decisions_of_its_bodies(year):
    workspace, _ = year
    with workspace.read() as uow:
        records, decisions = uow.stages.all(), uow.gates.decisions()

    assert {record.state for record in records.values()} == {StageState.ENDED}
    approved = {(d.key.stage, d.key.body) for d in decisions if d.verdict is Verdict.APPROVE}
    assert approved == {(s.name, body) for s in STAGES.values() for body in s.gates}
    returned = [str(d.key) for d in decisions if d.verdict is Verdict.RETURN]
    assert returned == ["results/chairman/1"]
    assert [str(d.key) for d in decisions if d.key.stage is S.RESULTS] == [
        "results/council/1",
        "results/chairman/1",
        "results/council/2",
        "results/chairman/2",
    ]


def test_all_units_are_in_and_all_messages_are_out(year):
    workspace, _ = year
    with workspace.read() as uow:
        messages = uow.messages.all()
        states = {form: uow.submissions.states(form) for form in Form}

    settled = {MessageState.ACCEPTED, MessageState.CANCELLED}
    assert {message.state for message in messages} <= settled
    assert {message.purpose for message in messages} >= set(Purpose) - {
        Purpose.BALLOT_LOST,
        Purpose.DECISION_VOIDED,
        Purpose.LATE,
        Purpose.ESCALATION,
        Purpose.REFUSED,
        Purpose.SURVEY_SOURCE,
    }
    for form in Form:
        for unit in workspace.campaign.owing(form):
            assert states[form][unit.code].status is SubmissionStatus.ACCEPTED


def test_the_audit_chain_of_the_year_verifies(year):
    workspace, _ = year
    with workspace.read() as uow:
        assert verify(uow.audit.events()) == uow.audit.head()
