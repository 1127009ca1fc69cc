"""Nobody has to find out by himself that what was signed counts no more."""

from models.domain.gate.records import GateKey
from models.domain.messages.purposes import Purpose
from models.domain.stages import Body
from tasks.gates.decisions import decide_by_ballot
from tests.support.house import CAMPAIGN, S

PLAN = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)
RESULTS = GateKey(stage=S.RESULTS, body=Body.CHAIRMAN, round=1)
TOLD = ["chairman", "operator-1", "operator-2"]


def changed_draft(house, kind="plan", gate=PLAN):
    with house.workspace.change("operator") as uow:
        title = uow.documents.get(kind, gate.stage, gate.round).title
        sha = uow.files.put(b"another text", f"{kind}.docx")
        uow.documents.save(kind, gate.stage, gate.round, title, sha)


def told(house):
    return house.messages(Purpose.DECISION_VOIDED)


def test_a_change_after_signing_is_told_to_the_signer_and_the_operators_once(house):
    house.later(minutes=1)
    decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman"))
    changed_draft(house)
    for _ in range(2):
        house.start(S.PLAN)
        house.later(days=1)

    assert sorted(message.person for message in told(house)) == TOLD
    for message in told(house):
        assert message.params["reason"] == "sửa “Kế hoạch triển khai xác định Chỉ số CCHC”"
        assert (message.params["round"], message.params["next_round"]) == ("1", "2")


def test_a_ballot_on_a_changed_dossier_is_told_to_the_one_who_cast_it(house):
    changed_draft(house)
    house.ballot(S.PLAN)

    assert sorted(message.person for message in told(house)) == TOLD
    assert all("“Kế hoạch triển khai" in message.params["reason"] for message in told(house))


def test_council_and_chairman_of_the_round_are_both_told(council_house):
    house = council_house
    house.sign(S.RESULTS)
    changed_draft(house, "results_decision", RESULTS)
    house.ballot(S.RESULTS)

    assert sorted(m.person for m in told(house)) == sorted(["council-chairman", *TOLD])
    assert {m.params["next_round"] for m in told(house)} == {"2"}


def test_nobody_is_told_when_nothing_is_void(house):
    house.ballot(S.PLAN)

    assert told(house) == []
