"""A gate that is open goes on when one of those it waits for is replaced."""

import pytest

from config.workspace import open_workspace
from models.domain.errors import DecisionRefused
from models.domain.gate.records import GateKey, Verdict
from models.domain.people.contact_rules import ContactEdit
from models.domain.stages import Body
from tasks.contacts.change import leave
from tasks.documents.issue import _signature
from tasks.gates.decisions import decide_by_ballot
from tasks.gates.votes import cast_vote
from tasks.notify.plan.duties import duties_now
from tests.support.house import CAMPAIGN, MEMBERS, S

PLAN = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)
RESULTS = GateKey(stage=S.RESULTS, body=Body.COUNCIL, round=1)
NEW = ContactEdit(title="Chủ tịch mới", email="moi@huyen.example")


def replaced(id, successor):
    return leave(CAMPAIGN, id, successor, NEW, "operator-1", "Quyết định điều động")


def decision(house, gate):
    with house.workspace.read() as uow:
        return uow.gates.decision(gate)


def awaited(house, gate):
    """Whom the gate waits for now."""
    workspace = open_workspace(CAMPAIGN, house.settings)
    with workspace.read() as uow:
        found = {duty.subject_ref: duty.people for duty in duties_now(workspace, uow, ())}
    return found[str(gate)]


def test_the_new_chairman_decides_on_what_the_former_was_asked(house):
    lines = replaced("chairman", "chairman-2")
    assert f"cchc enrol {CAMPAIGN} chairman-2" in lines[-1]
    assert awaited(house, PLAN) == ("chairman-2",)

    former = house.code("chairman")
    assert "Mã xác nhận chưa đúng" in decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", former)
    assert decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman-2")) is None
    house.start(S.PLAN)
    assert (decision(house, PLAN).signer, decision(house, PLAN).acting_for) == ("chairman-2", None)
    assert house.has_ended(S.PLAN)


def test_what_the_former_signed_stands_with_his_block(house):
    house.later(minutes=1)
    decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman"))
    replaced("chairman", "chairman-2")
    house.start(S.PLAN)

    assert decision(house, PLAN).signer == "chairman"
    workspace = open_workspace(CAMPAIGN, house.settings)
    with workspace.read() as uow:
        assert _signature(workspace, uow, S.PLAN, 1)[-1] == "CHỦ TỊCH"
    assert house.has_ended(S.PLAN)


def test_a_seat_of_the_council_votes_once(council_house):
    house = council_house
    first, second = MEMBERS[:2]
    house.later(minutes=1)
    cast_vote(CAMPAIGN, RESULTS, Verdict.APPROVE, "", house.code(first))
    replaced(first, "new-1")
    replaced(second, "new-2")

    assert "new-1" not in awaited(house, RESULTS)
    assert "new-2" in awaited(house, RESULTS)
    with pytest.raises(DecisionRefused, match="đã bỏ phiếu"):
        cast_vote(CAMPAIGN, RESULTS, Verdict.APPROVE, "", house.code("new-1"))
    with pytest.raises(DecisionRefused):
        cast_vote(CAMPAIGN, RESULTS, Verdict.APPROVE, "", house.code(second))
    assert cast_vote(CAMPAIGN, RESULTS, Verdict.APPROVE, "", house.code("new-2")) == NEW.title
