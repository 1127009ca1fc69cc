"""Every stage may die at a commit and be run again: it ends as if nothing had happened.

All ten stages are killed at one of their commits, in the full profile at every so-many-th
(``EVERY``); a new engine runs them again, which has none of the forms that were filled in before.
"""

from collections import Counter

import pytest

from deployments.rehearsal.survey_part import drop_survey
from flows.forms import BallotForm
from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.gate.records import GateKey, Verdict
from models.domain.stages import Body
from tests.support.house import (
    CAMPAIGN,
    Killed,
    S,
    copied_at_commit,
    copy_of,
    counted_commits,
    killed_at_commit,
    living_in,
)
from tests.support.profile import sample

WAITS_UNTIL = {
    S.SELF_ASSESSMENT: "2021-11-10 08:00",
    S.APPRAISAL: "2021-11-16 08:00",
    S.SURVEY: "2021-11-13 08:00",
}
"""When stages go on that wait for units; nobody sends anything but the survey's sources."""
RETURNED = GateKey(stage=S.RESULTS, body=Body.CHAIRMAN, round=1)


def run_through(house, stage, returned=None):
    """Play a stage to its end; the chairman sends back what comes to the gate ``returned``."""
    house.start(stage)
    if stage in WAITS_UNTIL and not house.has_ended(stage):
        house.not_before(WAITS_UNTIL[stage])
        if stage is S.SURVEY:
            drop_survey(house.workspace, house.world)
            house.collect()
        house.start(stage)
    while stage in house.engine.asking:
        if returned and house.gate(stage) == returned and house.asks_for(stage, BallotForm):
            house.ballot(stage, Verdict.RETURN, "Rà soát lại điểm của xã Hà Linh.")
        else:
            house.sign(stage)


def state(house, dates=True):
    """All that a run leaves behind, without the moments; without days too, if asked.

    Minutes name the hours at which the council met, which are others after a kill.
    """
    with house.workspace.read() as uow:
        documents = [
            (
                *(d.kind, d.ref, d.round, d.number),
                *((d.issued_on, d.kind == "minutes" or d.sha256) if dates else ()),
            )
            for d in uow.documents.all()
        ]
        sent = Counter(
            (m.person, m.purpose, m.subject_ref, m.unit, *(a.name for a in m.attachments))
            for m in uow.messages.all()
        )
        stages = {
            name: (record.state, record.summary if dates else "")
            for name, record in uow.stages.all().items()
        }
        decisions = [(str(d.key), d.verdict, d.signer, d.opinion) for d in uow.gates.decisions()]
        histories = {
            (form, unit): [(e.kind, getattr(e, "file", None)) for e in events]
            for form in Form
            for unit, events in uow.submissions.all_histories(form).items()
        }
        verify(uow.audit.events())
        return {
            "documents": sorted(documents),
            "messages": sent,
            "stages": stages,
            "decisions": decisions,
            "histories": histories,
            "results": uow.results.latest(),
            "notes": {stage: uow.gates.rework_notes(stage) for stage in S},
            "public": files(house.settings.public_folder(CAMPAIGN), dates),
        }


def files(folder, contents):
    return {p.name: p.read_bytes() if contents else b"" for p in sorted(folder.glob("*"))}


def whole_run(home, folder, stage, dates, returned=None):
    """What a run leaves behind that nothing interrupts, and the numbers of its commits."""
    with living_in(copy_of(home, folder / "whole")) as house, counted_commits() as numbers:
        run_through(house, stage, returned)
        assert house.has_ended(stage)
        return state(house, dates), numbers


STAGES = [
    ("opened", S.PLAN),
    ("decided", S.COUNCIL),
    ("planned", S.SELF_ASSESSMENT),
    ("assessed", S.APPRAISAL),
    ("assessed", S.SURVEY),
    ("appraised", S.RESULTS),
    ("approved", S.PUBLICATION),
    ("appraised", S.DISTRICT_DOSSIER),
    ("published", S.PROVINCIAL_REPORT),
    ("published", S.COMMENDATION),
]
EVERY = dict.fromkeys(S, 5) | {S.RESULTS: 13, S.SURVEY: 2, S.PUBLICATION: 2}
"""Stages die at every so-many-th of their commits; the power cuts come at others."""


def test_no_stage_is_left_out():
    assert [stage for _, stage in STAGES] == list(S)


@pytest.mark.parametrize(("before", "stage"), STAGES)
def test_a_stage_killed_before_any_commit_ends_the_same(request, tmp_path, before, stage):
    home = request.getfixturevalue(before)
    expected, commits = whole_run(home, tmp_path, stage, dates=True)
    numbers = commits[1 :: EVERY[stage]]
    assert len(numbers) > 1

    for number in sample(numbers, 1):
        with living_in(copy_of(home, tmp_path / str(number))) as house:
            with pytest.raises(Killed), killed_at_commit(number):
                run_through(house, stage)
            house.restart()
            run_through(house, stage)
            assert (number, state(house)) == (number, expected)


@pytest.mark.parametrize(("before", "stage"), STAGES)
def test_a_power_cut_that_takes_the_runs_as_well_is_made_good_next_day(
    request, tmp_path, before, stage
):
    home = request.getfixturevalue(before)
    returned = RETURNED if stage is S.RESULTS else None
    expected, commits = whole_run(home, tmp_path, stage, dates=False, returned=returned)
    numbers = commits[:: EVERY[stage] + 1]
    assert len(numbers) > 2
    with (
        living_in(copy_of(home, tmp_path / "dying")) as house,
        copied_at_commit(house.home, tmp_path / "cut", sample(numbers, 1)) as cuts,
    ):
        run_through(house, stage, returned)

    assert cuts
    for cut in cuts:
        with living_in(cut) as house:
            house.later(days=1)
            run_through(house, stage, returned)
            assert (cut.name, state(house, dates=False)) == (cut.name, expected)


@pytest.mark.parametrize(("before", "stage"), STAGES)
def test_a_stage_that_has_ended_may_be_started_again(request, tmp_path, before, stage):
    with living_in(copy_of(request.getfixturevalue(before), tmp_path / "home")) as house:
        run_through(house, stage)
        once = state(house)
        with house.workspace.read() as uow:
            head = uow.audit.head()
        house.start(stage)

        assert state(house) == once
        with house.workspace.read() as uow:
            assert uow.audit.head() == head
