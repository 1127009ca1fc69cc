"""How council members vote, and what a code that is wrong or not theirs does to a gate."""

import pytest

from flows.forms import BallotForm
from models.domain.errors import DecisionRefused, NotFound
from models.domain.gate.records import GateKey, Verdict
from models.domain.messages.purposes import Purpose
from models.domain.stages import Body
from tasks.gates.requests import open_gate
from tasks.gates.votes import cast_vote
from tests.support.house import CAMPAIGN, COMMUNES, MEMBERS, S, build, living_in, small_campaign

APPROVE = Verdict.APPROVE
RESULTS = GateKey(stage=S.RESULTS, body=Body.COUNCIL, round=1)
APPRAISAL = GateKey(stage=S.APPRAISAL, body=Body.COUNCIL, round=1)
PLAN = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)


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


def refused(code, gate=RESULTS, verdict=APPROVE):
    with pytest.raises(DecisionRefused) as refusal:
        cast_vote(CAMPAIGN, gate, verdict, "", code)
    return refusal.value.subject


def test_a_refused_vote_leaves_a_row_and_an_event_with_its_author(council_house):
    house = council_house
    assert refused("000000") == "wrong-code"
    assert refused(house.code(MEMBERS[0]), verdict=Verdict.RETURN) == "no-opinion"

    with house.workspace.read() as uow:
        rows = [(r.reason, r.who) for r in uow.gates.refusals(RESULTS)]
        events = [e for e in uow.audit.events() if e.action == "gate.refuse"]
    assert rows == [("vote.wrong-code", f"gate:{RESULTS}"), ("vote.no-opinion", MEMBERS[0])]
    assert [(event.subject, event.actor) for event in events] == [
        (str(RESULTS), f"gate:{RESULTS}"),
        (str(RESULTS), MEMBERS[0]),
    ]


def test_wrong_codes_lock_the_vote_for_a_quarter_of_an_hour(council_house):
    house = council_house
    for _ in range(5):
        assert refused("000000") == "wrong-code"
    assert [refused("000000"), refused(house.code(MEMBERS[0]))] == ["locked", "locked"]

    house.later(minutes=15)
    cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code(MEMBERS[0]))
    with house.workspace.read() as uow:
        assert [vote.member for vote in uow.gates.votes(RESULTS)] == [MEMBERS[0]]


def test_refused_votes_neither_lock_nor_rename_the_form_that_is_waiting(council_house):
    house = council_house
    before = open_gate(CAMPAIGN, RESULTS, f"{CAMPAIGN}/{S.RESULTS}")
    house.vote(S.RESULTS)
    for _ in range(6):
        refused("000000")

    assert open_gate(CAMPAIGN, RESULTS, f"{CAMPAIGN}/{S.RESULTS}") == before
    house.ballot(S.RESULTS)
    with house.workspace.read() as uow:
        assert uow.gates.decision(RESULTS) is not None


@pytest.mark.parametrize("person", ["", MEMBERS[0]])
def test_a_gate_of_the_chairman_does_not_tell_a_good_code_from_a_wrong_one(house, person):
    code = house.code(person) if person else "000000"

    assert refused(code, PLAN) == "other-gate"


@pytest.mark.parametrize("person", ["", MEMBERS[0]])
def test_a_void_or_unknown_gate_does_not_tell_a_good_code_from_a_wrong_one(council_house, person):
    house = council_house
    code = house.code(person) if person else "000000"
    with house.workspace.change("test") as uow:
        uow.gates.void(RESULTS, "đổi dự thảo")

    assert refused(code) == "void"
    with pytest.raises(NotFound, match="chưa trình hồ sơ"):
        cast_vote(CAMPAIGN, RESULTS.model_copy(update={"round": 9}), APPROVE, "", code)


@pytest.fixture
def partial_house(tmp_path):
    """A council with a member from a ranked commune, at the gate of the appraisal."""
    campaign = small_campaign()
    contacts = [
        c.model_copy(update={"unit": COMMUNES[0]}) if c.id == MEMBERS[0] else c
        for c in campaign.contacts
    ]
    build(tmp_path, campaign=campaign.model_copy(update={"contacts": tuple(contacts)}))
    with living_in(tmp_path) as house:
        house.at("2021-11-16 08:00")
        open_gate(CAMPAIGN, APPRAISAL, "test")
        yield house


def test_a_member_is_not_invited_to_vote_on_his_own_unit_and_can_not(partial_house):
    house = partial_house
    invited = {message.person for message in house.messages(Purpose.VOTE_WAITING)}

    assert invited == {f"council-member-{n}" for n in range(2, 6)}
    assert refused(house.code(MEMBERS[0]), APPRAISAL) == "own-unit"
    cast_vote(CAMPAIGN, APPRAISAL, APPROVE, "", house.code(MEMBERS[1]))
    with house.workspace.read() as uow:
        assert [vote.member for vote in uow.gates.votes(APPRAISAL)] == [MEMBERS[1]]
