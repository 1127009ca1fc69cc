"""The stage table is whole, has no cycle, and allows only what it says."""

from graphlib import TopologicalSorter
from itertools import product

import pytest

from models.domain.errors import TransitionRefused
from models.domain.stages import (
    STAGES,
    TRANSITIONS,
    Body,
    StageName,
    StageState,
    check_transition,
    missing_before,
)

PENDING, RUNNING, WAITING, ENDED = StageState

ALLOWED = {
    (PENDING, RUNNING),
    (RUNNING, RUNNING),
    (RUNNING, WAITING),
    (RUNNING, ENDED),
    (WAITING, RUNNING),
    (WAITING, WAITING),
}


def test_every_stage_has_its_row_under_its_own_name():
    assert list(STAGES) == list(StageName)
    assert all(STAGES[name].name is name for name in StageName)


def test_every_state_has_its_transitions_and_words():
    assert set(TRANSITIONS) == set(StageState)
    assert len({state.words for state in StageState}) == len(StageState)


def test_the_stages_have_no_cycle_and_follow_in_the_order_of_the_plan():
    order = list(StageName)

    TopologicalSorter({name: spec.after for name, spec in STAGES.items()}).prepare()
    assert all(order.index(b) < order.index(n) for n, s in STAGES.items() for b in s.after)


def test_everything_waits_for_the_approved_plan():
    assert [name for name, spec in STAGES.items() if not spec.after] == [StageName.PLAN]
    assert Body.CHAIRMAN in STAGES[StageName.PLAN].gates


def test_results_go_to_the_council_before_the_chairman():
    assert STAGES[StageName.RESULTS].gates == (Body.COUNCIL, Body.CHAIRMAN)


@pytest.mark.parametrize(("state", "target"), list(product(StageState, StageState)))
def test_only_listed_transitions_pass(state, target):
    if (state, target) in ALLOWED:
        check_transition(StageName.RESULTS, state, target)
        return
    with pytest.raises(TransitionRefused) as refused:
        check_transition(StageName.RESULTS, state, target)
    assert refused.value.subject == "results"
    assert STAGES[StageName.RESULTS].title in refused.value.message
    assert state.words in refused.value.message
    assert target.words in refused.value.message


def test_missing_before_names_what_must_still_end_in_order():
    none: frozenset[StageName] = frozenset()

    assert missing_before(StageName.RESULTS, none) == (StageName.APPRAISAL, StageName.SURVEY)
    assert missing_before(StageName.RESULTS, frozenset({StageName.APPRAISAL})) == (
        StageName.SURVEY,
    )
    assert missing_before(StageName.PLAN, none) == ()


def test_a_state_begins_with_a_capital_in_a_cell_of_its_own():
    assert StageState.WAITING.heading == "Đang chờ"
    assert StageState.WAITING.words == "đang chờ"


def test_bodies_are_named_as_people_read_them():
    assert [body.words for body in Body] == ["Chủ tịch", "Hội đồng thẩm định"]
