"""A whole year, played in process on three communes: the ranking is the one worked out by hand."""

import shutil
from dataclasses import replace

import pytest

from config.workspace import forget_databases
from deployments.export.files import export
from deployments.rehearsal import officials
from deployments.rehearsal.department_part import DepartmentPart
from deployments.rehearsal.in_process import InProcessConductor
from deployments.rehearsal.script import Script
from deployments.rehearsal.survey_part import drop_survey
from deployments.rehearsal.verdict import failures
from deployments.rehearsal.world import expected_ranking, make_world
from flows.ticks import campaign_tick
from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.gate.records import Verdict
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.stages import STAGES, StageState
from tasks.notify.dispatch.send_due import send_due_messages
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
        house.drop(
            unit, "bang.xlsx", officials.filled_self_assessment(house.workspace, unit, cells)
        )
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
        Purpose.CHAIRMAN_LIST,
        Purpose.DIGEST,
        Purpose.GATE_REMINDER,
        Purpose.EXPLANATION_ASKED,
        Purpose.CHANNEL_STOPPED,
        Purpose.REFUSED,
        Purpose.SURVEY_SOURCE,
        Purpose.ROUND_EXTENDED,
        Purpose.ROUND_UNLOCKED,
        Purpose.QUESTION_ASKED,
        Purpose.QUESTION_ANSWERED,
        Purpose.EVIDENCE_RECEIVED,
        Purpose.LINK_SENT,
        Purpose.MAIL_LEFT_OUT,
        Purpose.MAILBOX_DOWN,
    }
    for form in Form:
        for unit in workspace.campaign.owing(form):
            assert states[form][unit.code].status is SubmissionStatus.ACCEPTED


def test_the_audit_chain_of_the_year_verifies(year):
    workspace, _ = year
    with workspace.read() as uow:
        assert verify(uow.audit.events()) == uow.audit.head()


@pytest.fixture(scope="module")
def exported(year, tmp_path_factory):
    """What the year has left in a folder, and its summary."""
    folder = tmp_path_factory.mktemp("out")
    return folder, export(year[0], folder)


def test_nothing_is_wrong_with_the_year(year, exported):
    folder, summary = exported

    assert failures(*year, summary, folder) == []


def with_stage(summary, **changes):
    first, *others = summary.stages
    return summary.model_copy(update={"stages": (first.model_copy(update=changes), *others)})


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        (lambda s: with_stage(s, state=StageState.WAITING), "chưa kết thúc"),
        (lambda s: with_stage(s, gates=()), "thiếu quyết định: chairman"),
        (lambda s: s.model_copy(update={"unsent_messages": 2}), "Còn 2 thư chưa gửi được"),
        (lambda s: s.model_copy(update={"returns": 0}), "Không có hồ sơ nào bị trả lại"),
    ],
)
def test_what_did_not_happen_is_said(year, exported, spoiled, words):
    folder, summary = exported
    (line,) = failures(*year, spoiled(summary), folder)

    assert words in line


@pytest.mark.parametrize("unit", COMMUNES)
def test_a_bonus_that_was_not_given_is_noticed(year, exported, unit):
    workspace, world = year
    folder, summary = exported
    given = world.appraised[unit]
    without = {code: worth for code, worth in given.items() if not code.startswith("C.")}
    other = without if without != given else {**given, "C.1": 25}
    wrong = replace(world, appraised={**world.appraised, unit: other})
    lines = failures(workspace, wrong, summary, folder)

    assert any(line.startswith("Điểm") and "trừ của" in line for line in lines)
    assert any(line.startswith("Xếp hạng sai") for line in lines)


def test_a_file_that_was_changed_is_noticed(year, exported, tmp_path):
    folder, summary = exported
    copy = shutil.copytree(folder, tmp_path / "copy")
    table, packed = copy / "results.csv", copy / "dossier-provincial_report.zip"
    table.write_bytes(table.read_bytes().replace(b"1,kh", b"2,kh", 1))
    packed.write_bytes(packed.read_bytes().replace(b"manifest", b"manifold"))
    said = " ".join(failures(*year, summary, copy))

    assert "hạng" in said
    assert "manifest.json" in said
