"""A run that is cut off between the form and the decision: the approver learns it."""

from flows.forms import WAKING, BallotForm
from models.domain.gate.records import GateKey
from models.domain.messages.purposes import Purpose
from models.domain.stages import Body
from tasks.gates.requests import open_gate
from tests.support.house import CAMPAIGN, S

PLAN = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)
RUN = f"{CAMPAIGN}/{S.PLAN}"


def lost(house):
    return [message.person for message in house.messages(Purpose.BALLOT_LOST)]


def test_another_run_says_that_an_earlier_entry_was_not_recorded_and_tells_once(house):
    first = open_gate(CAMPAIGN, PLAN, RUN)
    assert "chưa được ghi nhận" not in first.markdown

    again = [open_gate(CAMPAIGN, PLAN, "another-run") for _ in range(3)]

    assert len({text.markdown for text in again}) == 1
    assert "lần nhập đó chưa được ghi nhận; đề nghị đồng chí nhập lại" in again[0].markdown
    assert again[0].markdown.endswith(first.markdown)
    assert lost(house) == ["chairman"]


def test_the_form_of_a_run_that_still_waits_keeps_its_name(house):
    open_gate(CAMPAIGN, PLAN, "another-run")

    assert open_gate(CAMPAIGN, PLAN, RUN).attempt == 0
    house.ballot(S.PLAN)
    assert house.has_ended(S.PLAN)


def test_a_decided_gate_asks_nobody_again(house):
    house.ballot(S.PLAN)
    text = open_gate(CAMPAIGN, PLAN, "another-run")

    assert "chưa được ghi nhận" not in text.markdown
    assert lost(house) == []


def test_what_a_wake_up_fills_in_decides_nothing_even_if_the_code_were_right(house):
    house.later(minutes=1)
    form = BallotForm.model_validate(WAKING | {"code": house.code("chairman")})
    house.fill_in(S.PLAN, form)

    with house.workspace.read() as uow:
        assert uow.gates.decision(PLAN) is None
        assert [each.reason for each in uow.gates.refusals(PLAN)] == ["no-opinion"]
