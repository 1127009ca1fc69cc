"""A gate: one request, one decision, each code once."""

from datetime import timedelta

import pytest

from models.domain.errors import DecisionRefused, NotFound
from models.domain.gate.records import GateKey, Verdict
from models.domain.stages import Body, StageName
from tests.models.store.examples import AT, DECISION, KEY, REQUEST, VOTE

SECOND = GateKey(stage=KEY.stage, body=KEY.body, round=2)


@pytest.fixture(autouse=True)
def asked(store, begin):
    with begin() as unit:
        unit.gates.request(REQUEST)


def refused(subject):
    def is_it(error):
        return error.subject == subject

    return pytest.raises(DecisionRefused, check=is_it)


def test_the_request_comes_back_as_it_was(read):
    with read() as unit:
        assert unit.gates.get(KEY) == REQUEST
        assert unit.gates.get(SECOND) is None
        assert unit.gates.latest(KEY.stage, Body.COUNCIL) is None


def test_the_latest_request_is_that_of_the_newest_round(begin, read):
    again = REQUEST.model_copy(update={"key": SECOND})
    with begin() as unit:
        unit.gates.request(again)
    with read() as unit:
        assert unit.gates.latest(KEY.stage, KEY.body) == again


def test_a_second_request_for_the_same_gate_does_not_replace_the_first(begin, read):
    with begin() as unit:
        unit.gates.request(REQUEST.model_copy(update={"quorum": 5}))
    with read() as unit:
        assert unit.gates.get(KEY) == REQUEST


def test_the_decision_stands_and_no_other_takes_its_place(begin, read):
    with begin() as unit:
        unit.gates.decide(DECISION, 7)
        with refused("already"):
            unit.gates.decide(DECISION.model_copy(update={"verdict": Verdict.RETURN}), 8)
    with read() as unit:
        assert unit.gates.decision(KEY) == DECISION
        assert unit.gates.decisions() == (DECISION,)


def test_a_code_serves_its_owner_once(begin, read):
    with begin() as unit:
        unit.gates.vote(VOTE.model_copy(update={"member": DECISION.signer}), 7)
        with refused("reused"):
            unit.gates.decide(DECISION, 7)
        unit.gates.decide(DECISION, 8)
    with read() as unit:
        assert unit.gates.last_code_step(DECISION.signer) == 8
        assert unit.gates.last_code_step("ai-khac") == 0


def test_a_vote_with_a_used_code_is_refused_and_leaves_nothing_behind(begin, read):
    again = {"key": SECOND, "member": DECISION.signer}
    with begin() as unit:
        unit.gates.decide(DECISION, 7)
        unit.gates.request(REQUEST.model_copy(update={"key": SECOND}))
        with refused("reused"):
            unit.gates.vote(VOTE.model_copy(update=again), 7)
    with read() as unit:
        assert unit.gates.votes(SECOND) == ()
        assert unit.gates.decision(KEY) == DECISION


def test_a_member_votes_once(begin, read):
    with begin() as unit:
        unit.gates.vote(VOTE, 7)
        with refused("already"):
            unit.gates.vote(VOTE.model_copy(update={"verdict": Verdict.APPROVE}), 8)
    with read() as unit:
        assert unit.gates.votes(KEY) == (VOTE,)
        assert unit.gates.last_code_step(VOTE.member) == 7


def test_no_vote_counts_after_the_decision_or_on_a_void_request(begin, read):
    with begin() as unit:
        unit.gates.decide(DECISION, 7)
        with refused("already"):
            unit.gates.vote(VOTE)
        unit.gates.void(KEY, "sửa “bảng điểm”")
        with refused("void"):
            unit.gates.vote(VOTE)
    with read() as unit:
        assert unit.gates.votes(KEY) == ()


def test_nothing_is_decided_where_nothing_was_asked(begin):
    with begin() as unit:
        with pytest.raises(NotFound, match="chưa trình hồ sơ lần 2 lên Chủ tịch"):
            unit.gates.decide(DECISION.model_copy(update={"key": SECOND}), 7)
        with pytest.raises(NotFound, match="Đề nghị"):
            unit.gates.vote(VOTE.model_copy(update={"key": SECOND}))


def test_two_people_may_have_codes_of_the_same_moment(begin, read):
    with begin() as unit:
        unit.gates.vote(VOTE, 7)
        unit.gates.decide(DECISION, 7)
    with read() as unit:
        assert unit.gates.last_code_step(VOTE.member) == 7


def test_a_void_request_loses_its_decision_and_takes_no_other(begin, read):
    with begin() as unit:
        unit.gates.decide(DECISION, 7)
        assert not unit.gates.is_void(KEY)
        unit.gates.void(KEY, "sửa “bảng điểm”")
        with refused("void"):
            unit.gates.decide(DECISION.model_copy(update={"opinion": "khác"}), 8)
    with read() as unit:
        assert unit.gates.is_void(KEY)
        assert unit.gates.decision(KEY) is None
        assert unit.gates.decisions() == ()
        assert unit.gates.last_code_step(DECISION.signer) == 7


def test_a_gate_without_a_request_can_not_be_voided(begin, read):
    with begin() as unit, pytest.raises(NotFound):
        unit.gates.void(SECOND, "…")
    with read() as unit:
        assert not unit.gates.is_void(SECOND)


def test_votes_come_in_the_order_in_which_they_were_cast(begin, read):
    later = VOTE.model_copy(update={"member": "a-uy-vien", "cast_at": AT + timedelta(hours=1)})
    with begin() as unit:
        unit.gates.vote(later)
        unit.gates.vote(VOTE)
    with read() as unit:
        assert unit.gates.votes(KEY) == (VOTE, later)
        assert unit.gates.votes(SECOND) == ()


def test_refused_ballots_are_kept_in_order_with_who_and_when(begin, read):
    with begin() as unit:
        unit.gates.refuse(KEY, "wrong-code", "Mã chưa đúng.")
        unit.gates.refuse(KEY, "no-opinion", "Thiếu ý kiến.")
    with read() as unit:
        first, second = unit.gates.refusals(KEY)
    assert (first.reason, first.message, first.who) == ("wrong-code", "Mã chưa đúng.", "can-bo")
    assert second.reason == "no-opinion"


def test_the_note_on_a_round_may_be_mended(begin, read):
    with begin() as unit:
        unit.gates.note_rework(StageName.RESULTS, 1, "sửa điểm")
        unit.gates.note_rework(StageName.RESULTS, 1, "sửa điểm 1.1.1")
        unit.gates.note_rework(StageName.RESULTS, 2, "bổ sung")
    with read() as unit:
        notes = unit.gates.rework_notes(StageName.RESULTS)
        assert notes == {1: "sửa điểm 1.1.1", 2: "bổ sung"}
        assert unit.gates.rework_notes(StageName.PLAN) == {}
