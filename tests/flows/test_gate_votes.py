"""How council members vote, and what a code that is wrong or not theirs does to a gate."""

import pytest

from flows.forms import BallotForm
from models.domain.approval import GateKey
from models.domain.messages import Purpose
from models.domain.stages import Body
from tests.support.house import MEMBERS, S

RESULTS = GateKey(stage=S.RESULTS, body=Body.COUNCIL, round=1)


def refusals(house, gate=RESULTS):
    with house.workspace.read() as uow:
        return [refusal.reason for refusal in uow.gates.refusals(gate)]


def test_members_are_told_how_to_vote_and_only_the_chairman_to_decide(council_house):
    campaign = council_house.workspace.campaign
    invited = [m for m in council_house.messages(Purpose.VOTE_WAITING) if "results" in m.key]
    asked = [m for m in council_house.messages(Purpose.GATE_WAITING) if "results" in m.key]

    assert [m.person for m in invited] == [c.id for c in campaign.people("council_member")]
    assert [m.person for m in asked] == ["council-chairman"]
    for message in invited:
        assert message.params["command"] == "uv run cchc vote huong-khe-2021 results"
        assert "link" not in message.params
        assert len(message.attachments) == 3


def test_members_who_type_their_codes_into_the_form_do_not_lock_the_chairman_out(council_house):
    house = council_house
    house.vote(S.RESULTS)
    for _ in range(2):
        house.later(minutes=1)
        for member in MEMBERS:
            house.fill_in(S.RESULTS, BallotForm(verdict="Duyệt", code=house.code(member)))
    house.ballot(S.RESULTS)

    assert refusals(house) == ["no-right"] * 6
    with house.workspace.read() as uow:
        assert uow.gates.decision(RESULTS).signer == "council-chairman"


@pytest.mark.parametrize("person", MEMBERS)
def test_a_member_is_told_in_the_form_to_use_the_command(council_house, person):
    house = council_house
    house.later(minutes=1)
    house.fill_in(S.RESULTS, BallotForm(verdict="Duyệt", code=house.code(person)))

    assert "thành viên Hội đồng bỏ phiếu bằng lệnh" in house.text(S.RESULTS)
