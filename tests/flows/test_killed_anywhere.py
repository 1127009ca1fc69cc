"""Every stage may die at any commit and be run again: it ends as if nothing had happened."""

from collections import Counter
from itertools import count

import pytest

from flows.forms import BallotForm
from models.domain.approval import GateKey, Verdict
from models.domain.audit import verify
from models.domain.campaign import Form
from models.domain.stages import Body
from tests.support.house import (
    CAMPAIGN,
    Killed,
    S,
    copied_at_commit,
    copy_of,
    killed_at_commit,
    living_in,
)

RETURNED = GateKey(stage=S.RESULTS, body=Body.CHAIRMAN, round=1)


def run_through(house, stage, returned=None):
    """Play a stage to its end; the chairman sends back what comes to the gate ``returned``."""
    if stage is S.SELF_ASSESSMENT and not house.has_ended(stage):
        house.start(stage)
        house.at("2021-11-10 08:00")
    house.start(stage)
    while stage in house.engine.asking:
        if returned and house.gate(stage) == returned and house.asks_for(stage, BallotForm):
            house.ballot(stage, Verdict.RETURN, "Rà soát lại điểm của xã Hà Linh.")
        else:
            house.sign(stage)


def state(house, dates=True):
    """All that a run leaves behind, without the moments; without days too, if asked."""
    with house.workspace.read() as uow:
        documents = [
            (d.kind, d.ref, d.round, d.number, *((d.issued_on, d.sha256) if dates else ()))
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
    with living_in(copy_of(home, folder / "whole")) as house:
        run_through(house, stage, returned)
        assert house.has_ended(stage)
        return state(house, dates)


STAGES = [
    ("opened", S.PLAN),
    ("planned", S.SELF_ASSESSMENT),
    ("appraised", S.RESULTS),
    ("approved", S.PUBLICATION),
]
EVERY = {S.PLAN: 2, S.SELF_ASSESSMENT: 3, S.RESULTS: 9}
"""Long stages die at some of their commits only; the power cuts come at others."""


@pytest.mark.parametrize(("before", "stage"), STAGES)
def test_a_stage_killed_before_any_commit_ends_the_same(request, tmp_path, before, stage):
    home = request.getfixturevalue(before)
    expected = whole_run(home, tmp_path, stage, dates=True)

    for number in count(2, EVERY.get(stage, 1)):
        with living_in(copy_of(home, tmp_path / str(number))) as house:
            try:
                with killed_at_commit(number):
                    run_through(house, stage)
            except Killed:
                run_through(house, stage)
            else:
                break
            assert (number, state(house)) == (number, expected)
    assert number > 5


@pytest.mark.parametrize(("before", "stage"), STAGES)
def test_a_power_cut_that_takes_the_runs_as_well_is_made_good_next_day(
    request, tmp_path, before, stage
):
    home = request.getfixturevalue(before)
    returned, every = (RETURNED, 12) if stage is S.RESULTS else (None, 1)
    expected = whole_run(home, tmp_path, stage, dates=False, returned=returned)
    with (
        living_in(copy_of(home, tmp_path / "dying")) as house,
        copied_at_commit(house.home, tmp_path / "cut", every) as cuts,
    ):
        run_through(house, stage, returned)

    for cut in cuts:
        with living_in(cut) as house:
            house.later(days=1)
            run_through(house, stage, returned)
            assert (cut.name, state(house, dates=False)) == (cut.name, expected)
    assert len(cuts) > 5


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
