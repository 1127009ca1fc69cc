"""The gate, driven as people drive it: a stage in process, forms, one-time codes."""

import re
from decimal import Decimal

import pytest
from prefect.input import RunInput
from pydantic import ValidationError

from flows.forms import BallotForm, ReworkForm
from flows.ticks import campaign_tick
from models.domain.campaign import Form
from models.domain.criteria.answers import Awarded
from models.domain.criteria.parts import appraised_by
from models.domain.errors import DecisionRefused, TransitionRefused
from models.domain.gate.records import GateKey, Verdict
from models.domain.messages.purposes import Purpose
from models.domain.scoring.score_tree import ScoreRow
from models.domain.stages import Body
from models.store.tally import current_results
from tasks.documents.facts import facts
from tasks.gates.decisions import decide_by_ballot
from tasks.gates.requests import open_gate
from tasks.gates.votes import cast_vote
from tasks.results.aggregate import aggregate_results
from tests.support.house import CAMPAIGN, COMMUNES, MEMBERS, S

APPROVE, RETURN = Verdict.APPROVE, Verdict.RETURN
PLAN = GateKey(stage=S.PLAN, body=Body.CHAIRMAN, round=1)
RESULTS = GateKey(stage=S.RESULTS, body=Body.COUNCIL, round=1)


def refusals(house, gate=PLAN):
    with house.workspace.read() as uow:
        return [refusal.reason for refusal in uow.gates.refusals(gate)]


def decision(house, gate=PLAN):
    with house.workspace.read() as uow:
        return uow.gates.decision(gate)


def changed_draft(house, gate):
    """Somebody changes a draft behind the approver's back."""
    with house.workspace.change("operator") as uow:
        sha = uow.files.put(b"another text", "plan.docx")
        uow.documents.save("plan", gate.stage, gate.round, "Kế hoạch", sha)


def changed_survey(house):
    """The survey team corrects its figures."""
    with house.workspace.change("test") as uow:
        figures = uow.surveys.figures()
        uow.surveys.replace_figures(
            {
                unit: [f.model_copy(update={"percent": f.percent // 2}) for f in own.values()]
                for unit, own in figures.items()
            }
        )


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "      ", "１２３４５６"])
def test_the_form_itself_refuses_what_is_no_code(code):
    with pytest.raises(ValidationError, match="code"):
        BallotForm(verdict="Duyệt", code=code)
    assert BallotForm.model_json_schema()["properties"]["code"]["pattern"] == r"^[0-9]{6}$"


def test_the_form_asks_for_a_code_and_offers_two_verdicts():
    schema = BallotForm.model_json_schema()

    assert {"verdict", "code"} <= set(schema["required"])
    assert schema["properties"]["verdict"]["enum"] == ["Duyệt", "Trả lại"]
    assert [field["title"] for field in schema["properties"].values()] == [
        "Quyết định",
        "Mã xác nhận (6 chữ số)",
        "Ý kiến chỉ đạo",
    ]
    assert issubclass(ReworkForm, RunInput)


def test_the_signer_approves_and_the_stage_ends(house):
    house.ballot(S.PLAN)

    signed = decision(house)
    assert (signed.verdict, signed.signer, signed.acting_for) == (APPROVE, "chairman", None)
    assert house.has_ended(S.PLAN)
    assert {m.person for m in house.messages(Purpose.DECISION_MADE)} == {"operator-1", "operator-2"}


def test_a_wrong_code_waits_again_and_says_why(house):
    wrong = f"{(int(house.code('chairman')) + 7) % 1_000_000:06d}"
    house.ballot(S.PLAN, code=wrong)

    assert decision(house) is None
    assert not house.has_ended(S.PLAN)
    assert "Mã xác nhận chưa đúng" in house.text(S.PLAN)
    assert refusals(house) == ["wrong-code"]
    house.ballot(S.PLAN)
    assert house.has_ended(S.PLAN)


@pytest.mark.parametrize("person", ["council-chairman", "council-member-1", "deputy-chairman"])
def test_someone_elses_code_does_not_sign_for_the_chairman(house, person):
    house.later(minutes=1)
    code = house.code(person)
    house.fill_in(S.PLAN, BallotForm(verdict="Duyệt", code=code))

    assert decision(house) is None
    assert refusals(house) == ["no-right"]
    assert "không có thẩm quyền" in house.text(S.PLAN)


def test_the_chairmans_code_does_not_conclude_for_the_council(council_house):
    house = council_house
    house.vote(S.RESULTS)
    house.later(minutes=1)
    house.fill_in(S.RESULTS, BallotForm(verdict="Duyệt", code=house.code("chairman")))

    assert decision(house, RESULTS) is None
    assert refusals(house, RESULTS) == ["no-right"]


def test_five_wrong_codes_lock_the_gate_for_a_quarter_of_an_hour(house):
    for _ in range(5):
        house.later(seconds=30)
        house.fill_in(S.PLAN, BallotForm(verdict="Duyệt", code="000000"))
    house.ballot(S.PLAN)

    assert refusals(house) == ["wrong-code"] * 5 + ["locked"]
    assert "tạm khóa" in house.text(S.PLAN)
    assert decision(house) is None
    house.later(minutes=15)
    house.ballot(S.PLAN)
    assert house.has_ended(S.PLAN)


def test_a_code_serves_at_one_gate_only(planned, move_into):
    house = move_into(planned)
    first, second = (
        GateKey(stage=stage, body=Body.CHAIRMAN, round=1)
        for stage in (S.COMMENDATION, S.PROVINCIAL_REPORT)
    )
    for gate in (first, second):
        open_gate(CAMPAIGN, gate, "test")
    house.later(minutes=1)
    code = house.code("chairman")

    assert decide_by_ballot(CAMPAIGN, first, "Duyệt", "", code) is None
    house.later(seconds=5)
    assert "đã dùng một lần" in decide_by_ballot(CAMPAIGN, second, "Duyệt", "", code)

    assert (refusals(house, second), decision(house, second)) == (["reused"], None)
    house.later(seconds=60)
    assert decide_by_ballot(CAMPAIGN, second, "Duyệt", "", house.code("chairman")) is None


def test_a_second_ballot_changes_nothing(house):
    house.ballot(S.PLAN)
    first = decision(house)
    house.later(minutes=1)
    refused = decide_by_ballot(CAMPAIGN, PLAN, "Trả lại", "Nghĩ lại.", house.code("chairman"))

    assert "đã có quyết định “Duyệt”" in refused
    assert decision(house) == first
    assert refusals(house) == ["already"]


def test_a_return_needs_an_opinion(house):
    house.ballot(S.PLAN, RETURN)

    assert refusals(house) == ["no-opinion"]
    assert "ghi ý kiến" in house.text(S.PLAN)


def test_the_next_draft_says_what_was_asked_and_what_was_done(house):
    house.ballot(S.PLAN, RETURN, "Bổ sung kinh phí")
    house.fill_in(S.PLAN, ReworkForm(note="Đã thêm mục chi khảo sát."))

    with house.workspace.read() as uow:
        day = house.workspace.now().date()
        said = facts(house.workspace, uow, "plan", S.PLAN, 2, day).returned_reasons
    assert said == ("Ý kiến: Bổ sung kinh phí. Đã thực hiện: Đã thêm mục chi khảo sát.",)


def test_a_return_leads_to_rework_and_a_second_round_that_tells_both(house):
    house.ballot(S.PLAN, RETURN, "Bổ sung kinh phí khảo sát.")

    assert house.asks_for(S.PLAN, ReworkForm)
    assert "Bổ sung kinh phí khảo sát." in house.text(S.PLAN)
    house.fill_in(S.PLAN, ReworkForm(note="Đã bổ sung mục khảo sát"))
    assert house.gate(S.PLAN).round == 2
    for words in ("Lần 1 đã trả lại", "Bổ sung kinh phí khảo sát.", "Đã bổ sung mục khảo sát"):
        assert words in house.text(S.PLAN)
    house.ballot(S.PLAN)
    assert house.has_ended(S.PLAN)
    with house.workspace.read() as uow:
        issued = [(d.kind, d.round) for d in uow.documents.all() if d.issued]
    assert sorted(issued) == [("estimate", 2), ("plan", 2)]


def test_a_dossier_that_changed_before_signing_comes_again_and_says_what_changed(house):
    changed_draft(house, PLAN)
    house.ballot(S.PLAN)

    assert decision(house) is None
    assert house.gate(S.PLAN).round == 2
    assert refusals(house) == ["changed"]
    assert "Lần 1 không còn hiệu lực" in house.text(S.PLAN)
    assert "Hồ sơ đã thay đổi sau khi trình" in house.text(S.PLAN)
    assert "“Kế hoạch" in house.text(S.PLAN)
    house.ballot(S.PLAN)
    assert house.has_ended(S.PLAN)


def test_a_dossier_that_changed_after_signing_voids_the_decision(house):
    house.later(minutes=1)
    decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman"))
    changed_draft(house, PLAN)
    house.start(S.PLAN)

    assert decision(house) is None
    assert house.gate(S.PLAN).round == 2
    assert "Lần 1 không còn hiệu lực" in house.text(S.PLAN)
    assert not house.has_ended(S.PLAN)


def test_a_ballot_on_a_voided_request_is_refused_and_kept(house):
    with house.workspace.change("test") as uow:
        uow.gates.void(PLAN, "đổi dự thảo")
    house.later(minutes=1)

    refused = decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman"))

    assert "không còn hiệu lực" in refused
    assert refusals(house) == ["void"]


def test_scores_that_changed_between_council_and_chairman_go_back_to_the_council(council_house):
    house = council_house
    house.sign(S.RESULTS)
    assert house.gate(S.RESULTS).body is Body.CHAIRMAN
    changed_survey(house)
    house.ballot(S.RESULTS)

    assert house.gate(S.RESULTS) == RESULTS.model_copy(update={"round": 2})
    assert "Bảng điểm đang lưu trong hệ thống" in house.text(S.RESULTS)


def test_the_councils_conclusion_stands_when_the_chairman_returns_the_dossier(council_house):
    house = council_house
    house.sign(S.RESULTS)
    house.ballot(S.RESULTS, RETURN, "Rà soát lại phiếu khảo sát.")
    changed_survey(house)
    house.fill_in(S.RESULTS, ReworkForm(note="Đã gộp lại phiếu"))

    assert house.gate(S.RESULTS) == RESULTS.model_copy(update={"round": 2})
    assert decision(house, RESULTS).signer == "council-chairman"
    assert "không còn hiệu lực" not in house.text(S.RESULTS)


def test_results_compiled_before_a_correction_are_not_approved_after_it(appraised, move_into):
    house = move_into(appraised)
    aggregate_results(CAMPAIGN, 1)
    changed_survey(house)
    house.play(S.RESULTS)

    with house.workspace.read() as uow:
        round_, stored = uow.results.latest()
        now = current_results(uow, house.workspace.campaign, house.workspace.sets[Form.COMMUNE])
    assert (round_, stored) == (2, now)


def test_score_sheets_that_change_under_the_council_are_shown_to_it_again(assessed, move_into):
    house = move_into(assessed)
    house.start(S.APPRAISAL)
    house.at("2021-11-16 08:00")
    house.start(S.APPRAISAL)
    row = ScoreRow(criterion="1.1.1", answer=Awarded(points=Decimal(0)), points=Decimal(0))
    with house.workspace.change("door:drop") as uow:
        uow.scores.replace(Form.APPRAISAL, COMMUNES[0], "noi-vu", [row])
    house.sign(S.APPRAISAL)

    assert house.gate(S.APPRAISAL).round == 2
    assert "Bảng điểm đang lưu trong hệ thống" in house.text(S.APPRAISAL)


def test_a_decision_whose_resume_was_lost_is_swept_by_the_tick(house):
    house.later(minutes=1)
    decide_by_ballot(CAMPAIGN, PLAN, "Duyệt", "", house.code("chairman"))
    assert not house.has_ended(S.PLAN)

    house.tick(campaign_tick)

    assert house.has_ended(S.PLAN)


def test_a_tick_does_not_wake_a_gate_without_a_decision(house):
    house.tick(campaign_tick)

    assert house.gate(S.PLAN) == PLAN
    assert S.PLAN in house.engine.asking


def test_the_council_concludes_only_with_a_quorum(council_house):
    house = council_house
    for member in MEMBERS[:2]:
        cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code(member))
    house.ballot(S.RESULTS)

    assert refusals(house, RESULTS) == ["no-quorum"]
    assert "2/3" in house.text(S.RESULTS)
    house.sign(S.RESULTS)
    assert decision(house, RESULTS).signer == "council-chairman"


def test_a_member_votes_once(council_house):
    house = council_house
    cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code(MEMBERS[0]))
    with pytest.raises(DecisionRefused, match="đã dùng"):
        cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code(MEMBERS[0]))
    house.later(minutes=1)

    with pytest.raises(DecisionRefused) as refused:
        cast_vote(CAMPAIGN, RESULTS, RETURN, "Xem lại", house.code(MEMBERS[0]))

    assert refused.value.subject == "already"
    with house.workspace.read() as uow:
        assert [(v.member, v.verdict) for v in uow.gates.votes(RESULTS)] == [(MEMBERS[0], APPROVE)]


@pytest.mark.parametrize("person", ["chairman", "operator-1"])
def test_only_members_of_the_council_vote(council_house, person):
    with pytest.raises(DecisionRefused) as refused:
        cast_vote(CAMPAIGN, RESULTS, APPROVE, "", council_house.code(person))
    assert refused.value.subject == "wrong-code"


def test_nobody_votes_after_the_conclusion(council_house):
    house = council_house
    house.sign(S.RESULTS)
    house.later(minutes=1)

    with pytest.raises(DecisionRefused) as refused:
        cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code("council-member-5"))
    assert refused.value.subject == "already"


def test_nobody_votes_on_a_dossier_that_was_taken_back(council_house):
    house = council_house
    with house.workspace.change("flow:results") as uow:
        uow.gates.void(RESULTS, "sửa “bảng điểm”")
    with pytest.raises(DecisionRefused, match="được trình lại"):
        cast_vote(CAMPAIGN, RESULTS, APPROVE, "", house.code(MEMBERS[0]))


def test_nobody_votes_at_the_chairmans_gate(house):
    with pytest.raises(DecisionRefused) as refused:
        cast_vote(CAMPAIGN, PLAN, APPROVE, "", house.code(MEMBERS[0]))
    assert refused.value.subject == "other-gate"


def test_the_approver_gets_the_drafts_to_read(house):
    (plan,) = house.messages(Purpose.GATE_WAITING)
    with house.workspace.read() as uow:
        drafts = {record.sha256 for record in uow.documents.all()}

    assert {attached.sha256 for attached in plan.attachments} == drafts
    assert all(attached.name.endswith(".docx") for attached in plan.attachments)


def test_the_print_of_the_scores_is_no_file_to_read(council_house):
    told = council_house.messages(Purpose.GATE_WAITING)[-1]

    assert len(told.attachments) == 3


@pytest.mark.parametrize("stage", [S.COUNCIL, S.SELF_ASSESSMENT, S.RESULTS, S.PROVINCIAL_REPORT])
def test_nothing_starts_before_its_approval(house, stage):
    with pytest.raises(TransitionRefused, match="phải hoàn thành") as refused:
        house.start(stage)

    assert refused.value.subject == stage
    with house.workspace.read() as uow:
        assert {d.ref for d in uow.documents.all()} == {S.PLAN}
        assert {m.purpose for m in uow.messages.all()} == {Purpose.GATE_WAITING}


def test_nothing_is_issued_or_sent_while_the_chairman_is_waited_for(house):
    with house.workspace.read() as uow:
        assert not any(document.issued for document in uow.documents.all())
        assert [m.person for m in uow.messages.all()] == ["chairman"]


def test_the_dossier_shows_points_with_a_decimal_comma(council_house):
    rows = [line for line in council_house.text(S.RESULTS).splitlines() if "| Xã" in line]

    assert rows
    for row in rows:
        assert re.fullmatch(r"\| \d+ \| [^|]+( \| \d+,\d\d){5} \|", row)


def test_the_dossier_says_what_a_silent_department_left_unappraised(appraised, move_into):
    house = move_into(appraised)
    with house.workspace.change("test") as uow:
        for unit in COMMUNES:
            uow.scores.replace(Form.APPRAISAL, unit, "tu-phap", [])
    house.start(S.RESULTS)
    text = house.text(S.RESULTS)
    codes = [i.code for i in appraised_by(house.workspace.sets[Form.COMMUNE], "tu-phap")]

    said = f"- {len(codes)} tiêu chí ({', '.join(codes)}) của cả 3 đơn vị"
    assert said in text
    assert text.count("(chưa thẩm định đủ)") == 3


def test_a_dossier_that_was_appraised_in_full_says_nothing_of_it(council_house):
    assert "hưa thẩm định" not in council_house.text(S.RESULTS)
