"""What goes in comes out, and doing it twice changes nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.domain.audit.chain import GENESIS
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    FileReceived,
    QuestionAsked,
    SubmissionAccepted,
    WorkbookSent,
)
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.delivery import Door, SentFile
from models.domain.errors import ConfigurationError, NotFound, TransitionRefused
from models.domain.scoring.score_tree import ScoreRow
from models.domain.stages import StageName, StageRecord, StageState
from tests.models.store.conftest import CAMPAIGN, NOW, sha
from tests.models.store.examples import (
    AT,
    BATCH,
    DELIVERY,
    EXAMPLES,
    FIGURE,
    MESSAGE,
    RESULT,
    ROWS,
    keep,
    number,
)

IDEMPOTENT = [
    "deliveries.put",
    "deliveries.put_all",
    "deliveries.settle_all",
    "documents.issue",
    "documents.save",
    "evidence.add",
    "evidence.assign",
    "files.put",
    "files.put_all",
    "gates.decide",
    "gates.request",
    "gates.void",
    "mails.note",
    "messages.queue",
    "stages.resume",
    "stages.start",
    "stages.wait",
    "surveys.add_batch",
    "channels.put",
    "dispatching.claim",
    "dispatching.give_up",
    "transmissions.settle",
    "dispatching.start",
]


def actions(read):
    with read() as unit:
        return [event.action for event in unit.audit.events()]


@pytest.mark.parametrize("name", IDEMPOTENT)
def test_doing_it_again_changes_nothing(name, begin, read):
    with begin() as unit:
        EXAMPLES[name].given(unit)
    with begin() as unit:
        EXAMPLES[name].call(unit)
    done = actions(read)
    with begin() as unit:
        EXAMPLES[name].call(unit)
    assert actions(read) == done


class TestCampaigns:
    def test_the_frozen_campaign_comes_back_as_it_was(self, read, campaign, criteria_set):
        with read() as unit:
            assert unit.campaigns.get() == campaign
            assert unit.campaigns.criteria_set(Form.COMMUNE) == criteria_set
            assert unit.campaigns.mode() == "rehearsal"
            assert unit.campaigns.ids() == (CAMPAIGN,)

    def test_opening_the_very_same_again_does_nothing(self, begin, read, campaign, criteria_set):
        with begin() as unit:
            unit.campaigns.open(campaign, {Form.COMMUNE: criteria_set}, "rehearsal")
        assert actions(read) == ["campaign.open"]

    @pytest.mark.parametrize("change", ["campaign", "sets", "mode", "id"])
    def test_another_configuration_is_refused(self, begin, campaign, criteria_set, change):
        other, sets, mode = campaign, {Form.COMMUNE: criteria_set}, "rehearsal"
        if change == "campaign":
            other = campaign.model_copy(update={"title": "Đợt khác"})
        elif change == "sets":
            sets = {Form.COMMUNE: CriteriaSet(**{**criteria_set.model_dump(), "version": 2})}
        elif change == "mode":
            mode = "live"
        else:
            other = campaign.model_copy(update={"id": "huyen-khac-2021"})
        with begin() as unit, pytest.raises(ConfigurationError):
            unit.campaigns.open(other, sets, mode)

    def test_a_campaign_that_was_never_opened_is_not_found(self, blank_store):
        with blank_store.read("chua-mo") as unit:
            assert unit.campaigns.ids() == ()
            assert unit.audit.head() == GENESIS
            with pytest.raises(NotFound, match="Chưa mở"):
                unit.campaigns.get()
            with pytest.raises(NotFound):
                unit.campaigns.mode()

    def test_a_form_without_a_set_is_not_found(self, read):
        with read() as unit, pytest.raises(NotFound, match=r"Phụ lục II.*Đề nghị"):
            unit.campaigns.criteria_set(Form.AUTHORITY)

    def test_two_campaigns_do_not_see_each_other(self, store, read, campaign):
        other = campaign.model_copy(update={"id": "tinh-mau-2026"})
        with store.begin(other.id, "x", NOW) as unit:
            unit.campaigns.open(other, {}, "sandbox")
            key = unit.files.put(b"1", "a")
            unit.stages.start(StageName.PLAN, "run-1")
            unit.messages.queue([MESSAGE])
        with read() as unit:
            assert not unit.files.has(key)
            assert unit.stages.all()[StageName.PLAN].state is StageState.PENDING
            assert unit.messages.all() == ()
            assert [event.campaign for event in unit.audit.events()] == [CAMPAIGN]


class TestStages:
    def test_a_stage_goes_from_pending_to_ended(self, begin, read):
        with begin() as unit:
            unit.stages.start(StageName.PLAN, "run-1")
            unit.stages.wait(StageName.PLAN, "chờ Chủ tịch ký", AT, "run-1")
        with begin() as unit:
            waiting = unit.stages.all()[StageName.PLAN]
            unit.stages.start(StageName.PLAN, "run-2")
            unit.stages.end(StageName.PLAN, "Đã ban hành")
        assert waiting == StageRecord(
            stage=StageName.PLAN,
            state=StageState.WAITING,
            started_at=NOW + timedelta(minutes=1),
            waiting_for="chờ Chủ tịch ký",
            wake_at=AT,
            run="run-1",
        )
        with read() as unit:
            assert unit.stages.all()[StageName.PLAN] == StageRecord(
                stage=StageName.PLAN,
                state=StageState.ENDED,
                started_at=NOW + timedelta(minutes=1),
                ended_at=NOW + timedelta(minutes=2),
                run="run-2",
                summary="Đã ban hành",
            )
            assert list(unit.stages.all()) == list(StageName)

    def test_an_ended_stage_does_not_start_again(self, begin):
        with begin() as unit:
            unit.stages.start(StageName.PLAN, "run-1")
            unit.stages.end(StageName.PLAN, "xong")
            with pytest.raises(TransitionRefused):
                unit.stages.start(StageName.PLAN, "run-2")

    def test_a_run_that_was_overtaken_does_not_take_the_stage_back(self, begin, read):
        with begin() as unit:
            unit.stages.start(StageName.PLAN, "run-1")
            unit.stages.wait(StageName.PLAN, "chờ ký", None, "run-1")
            unit.stages.start(StageName.PLAN, "run-2")
            unit.stages.wait(StageName.PLAN, "chờ ký", None, "run-2")
        with begin() as unit:
            with pytest.raises(TransitionRefused, match="lượt chạy mới hơn"):
                unit.stages.wait(StageName.PLAN, "chờ sửa", None, "run-1")
            with pytest.raises(TransitionRefused, match="Đề nghị hủy lượt chạy cũ"):
                unit.stages.resume(StageName.PLAN, "run-1")
        with read() as unit:
            plan = unit.stages.all()[StageName.PLAN]
        assert (plan.run, plan.state, plan.waiting_for) == (
            "run-2",
            StageState.WAITING,
            "chờ ký",
        )

    def test_a_pending_stage_neither_waits_nor_ends(self, begin):
        with begin() as unit:
            with pytest.raises(TransitionRefused):
                unit.stages.end(StageName.PLAN, "xong")
            with pytest.raises(TransitionRefused):
                unit.stages.wait(StageName.PLAN, "chờ", None, "run-1")


class TestFiles:
    def test_a_file_comes_back_byte_for_byte_under_its_first_name(self, begin, read):
        content = bytes(range(256)) * 400
        with begin() as unit:
            key = unit.files.put(content, "Phụ lục III.xlsx")
            assert unit.files.put(content, "ban-sao.xlsx") == key == sha(content)
        with read() as unit:
            assert unit.files.get(key) == content
            assert (unit.files.size(key), unit.files.name(key)) == (102_400, "Phụ lục III.xlsx")

    def test_a_name_that_no_database_can_hold_does_not_lose_the_file(self, begin):
        with begin() as unit:
            key = unit.files.put(b"1", "b\0i\udce9u.xlsx")
            assert (unit.files.get(key), unit.files.name(key)) == (b"1", "b?i?u.xlsx")

    def test_an_empty_file_is_kept_too(self, begin):
        with begin() as unit:
            assert unit.files.get(unit.files.put(b"", "rong")) == b""

    def test_a_file_that_is_not_kept_is_not_found(self, read):
        with read() as unit:
            assert not unit.files.has("0" * 64)
            for ask in (unit.files.get, unit.files.size, unit.files.name):
                with pytest.raises(NotFound):
                    ask("0" * 64)


class TestSubmissions:
    def test_histories_and_states_follow_the_events(self, begin, read):
        with begin() as unit:
            sent, own = keep(unit, b"trong"), keep(unit, b"nop")
            received = FileReceived(at=AT, file=own, name="nop.xlsx", door="drop", sender="18406")
            accepted = SubmissionAccepted(at=AT, file=own, version=1, late=False)
            for event in (WorkbookSent(at=AT, file=sent), received, accepted):
                unit.submissions.append(Form.COMMUNE, "18406", event)
            asked = QuestionAsked(at=AT, text="Điểm 1.1.1?", sender="18409")
            unit.submissions.append(Form.COMMUNE, "18409", asked)
        with read() as unit:
            history = unit.submissions.history(Form.COMMUNE, "18406")
            assert [event.kind for event in history] == [
                "workbook_sent",
                "file_received",
                "submission_accepted",
            ]
            assert unit.submissions.all_histories(Form.COMMUNE) == {
                "18406": history,
                "18409": (asked,),
            }
            states = unit.submissions.states(Form.COMMUNE)
            assert states["18406"].status is SubmissionStatus.ACCEPTED
            assert states["18409"].open_questions == 1
            assert unit.submissions.received(Form.COMMUNE, "18406", own)
            assert not unit.submissions.received(Form.COMMUNE, "18409", own)
            assert not unit.submissions.received(Form.COMMUNE, "18406", sent)
            assert unit.submissions.history(Form.AUTHORITY, "18406") == ()

    def test_an_event_of_a_file_that_is_not_kept_is_refused(self, begin):
        with begin() as unit, pytest.raises(NotFound):
            unit.submissions.append(Form.COMMUNE, "18406", WorkbookSent(at=AT, file="0" * 64))


class TestBulkRows:
    def test_scores_come_back_in_their_order_with_exact_points(self, begin, read):
        with begin() as unit:
            unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS)
            unit.scores.replace(Form.COMMUNE, "18409", "self", ROWS[:1])
            unit.scores.replace(Form.COMMUNE, "18406", "noi-vu", ROWS[1:2])
        with read() as unit:
            assert unit.scores.of(Form.COMMUNE, "self") == {"18406": ROWS, "18409": ROWS[:1]}
            assert unit.scores.of(Form.COMMUNE, "noi-vu") == {"18406": ROWS[1:2]}
            assert unit.scores.of(Form.AUTHORITY, "self") == {}

    def test_a_new_sheet_takes_the_place_of_the_old_one_and_the_audit_counts_both(
        self, begin, read
    ):
        with begin() as unit:
            unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS)
            unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS[:1])
        with read() as unit:
            assert unit.scores.of(Form.COMMUNE, "self") == {"18406": ROWS[:1]}
            *_, first, second = unit.audit.events()
        assert (first.before["rows"], first.after["rows"]) == (0, 4)
        assert (second.before["rows"], second.after["rows"]) == (4, 1)
        assert first.after["digest"] != second.after["digest"]

    def test_points_finer_than_a_hundredth_are_refused(self, begin):
        fine = ScoreRow.model_construct(
            criterion="1.1.1", answer=ROWS[0].answer, points=Decimal("0.005"), note="", by=""
        )
        with begin() as unit, pytest.raises(ValueError, match="two places"):
            unit.scores.replace(Form.COMMUNE, "18406", "self", [fine])

    def test_figures_and_batches_come_back(self, begin, read):
        other = FIGURE.model_copy(update={"item": "9.1.2", "percent": Decimal("0.00")})
        with begin() as unit:
            unit.surveys.replace_figures({"18409": [FIGURE], "18406": [other, FIGURE]})
            unit.surveys.replace_figures({"18406": [other, FIGURE]})
            unit.surveys.add_batch(BATCH)
        with read() as unit:
            assert unit.surveys.figures() == {"18406": {"9.1.1": FIGURE, "9.1.2": other}}
            assert unit.surveys.batches() == (BATCH,)

    def test_the_latest_round_of_results_counts(self, begin, read):
        second = RESULT.model_copy(update={"unit": "18409", "rank": 2, "band": "Tốt"})
        with begin() as unit:
            assert unit.results.latest() is None
            unit.results.save(1, [RESULT])
            unit.results.save(2, [second, RESULT])
        with read() as unit:
            assert unit.results.latest() == (2, (second, RESULT))


class TestDeliveries:
    def test_what_waits_comes_earliest_first_until_it_is_settled(self, begin, read):
        later = DELIVERY.model_copy(update={"reference": "lan-0", "at": AT + timedelta(hours=1)})
        with begin() as unit:
            unit.deliveries.put(later)
            unit.deliveries.put(DELIVERY)
        with read() as unit:
            assert unit.deliveries.waiting() == (DELIVERY, later)
            assert not unit.deliveries.is_settled(Door.PORTAL, "lan-1")
        with begin() as unit:
            assert unit.deliveries.settle_all([DELIVERY]) == (DELIVERY,)
        with read() as unit:
            assert unit.deliveries.waiting() == (later,)
            assert unit.deliveries.is_settled(Door.PORTAL, "lan-1")
            assert unit.deliveries.settled_among(Door.PORTAL, ["lan-0", "lan-1"]) == {"lan-1"}
        with begin() as unit:
            assert unit.deliveries.settle_all([DELIVERY, later]) == (later,)

    def test_one_reference_in_two_doors_is_two_deliveries(self, begin):
        by_mail = DELIVERY.model_copy(update={"door": Door.MAIL})
        with begin() as unit:
            assert [unit.deliveries.put(d) for d in (DELIVERY, by_mail, DELIVERY)] == [1, 1, 0]

    def test_a_file_that_is_not_kept_cannot_be_delivered(self, begin):
        lost = DELIVERY.model_copy(update={"files": (SentFile(name="a.xlsx", file="f" * 64),)})
        with begin() as unit, pytest.raises(NotFound):
            unit.deliveries.put(lost)

    def test_what_was_never_put_cannot_be_settled(self, begin):
        with begin() as unit, pytest.raises(NotFound):
            unit.deliveries.settle_all([DELIVERY])


class TestDocuments:
    def test_a_draft_is_replaced_then_issued_and_then_stands(self, begin, read):
        with begin() as unit:
            first, second, signed = (keep(unit, content) for content in (b"1", b"2", b"3"))
            unit.documents.save("plan", "plan", 1, "Kế hoạch", first)
            unit.documents.save("plan", "plan", 1, "Kế hoạch", second)
            taken = number(unit, "plan", 1)
            unit.documents.issue("plan", "plan", 1, taken, date(2021, 10, 19), signed)
        with begin() as unit:
            unit.documents.save("plan", "plan", 1, "Kế hoạch", second)
            with pytest.raises(TransitionRefused, match="đã ban hành với số 1"):
                unit.documents.save("plan", "plan", 1, "Kế hoạch", first)
            with pytest.raises(TransitionRefused):
                unit.documents.issue("plan", "plan", 1, 2, date(2021, 10, 19), signed)
        with read() as unit:
            (record,) = unit.documents.all()
            assert record == unit.documents.get("plan", "plan", 1)
            assert (record.number, record.issued_on) == (1, date(2021, 10, 19))
            assert record.sha256 == signed
            assert unit.documents.get("plan", "plan", 2) is None

    def test_numbers_run_without_a_gap_in_each_series_and_year(self, store):
        def undone(unit, kind, series):
            unit.documents.save(kind, "plan", 3, "Kế hoạch", keep(unit))
            raise RuntimeError(unit.documents.next_number(*series, kind, "plan", 3))

        taken = []
        several = {"a": ("KH-UBND", 2021), "b": ("QĐ-UBND", 2021), "c": ("KH-UBND", 2022)}
        for kind, series in several.items():
            for round_ in (1, 2):
                with store.begin(CAMPAIGN, "x", NOW) as unit:
                    unit.documents.save(kind, "plan", round_, "Kế hoạch", keep(unit))
                    taken.append(unit.documents.next_number(*series, kind, "plan", round_))
            with pytest.raises(RuntimeError), store.begin(CAMPAIGN, "x", NOW) as unit:
                undone(unit, kind, series)
        assert taken == [1, 2] * 3

    def test_two_documents_never_bear_one_number(self, begin):
        day = date(2021, 10, 19)
        with begin() as unit:
            first, second = number(unit, "plan", 1), number(unit, "plan", 2)
            unit.documents.issue("plan", "plan", 1, first, day, keep(unit))
            for taken, on in ((first, day), (second + 1, day), (second, date(2022, 10, 19))):
                with pytest.raises(TransitionRefused, match="Đề nghị lấy số kế tiếp"):
                    unit.documents.issue("plan", "plan", 2, taken, on, keep(unit))
            unit.documents.issue("plan", "plan", 2, second, day, keep(unit))
        with begin() as unit:
            assert [record.number for record in unit.documents.all()] == [1, 2]

    def test_a_document_takes_one_number(self, begin):
        with begin() as unit:
            number(unit, "plan", 1)
            with pytest.raises(TransitionRefused, match="đã được lấy số 1"):
                number(unit, "plan", 1, "QĐ-UBND")
            with pytest.raises(NotFound, match="lần 2"):
                unit.documents.next_number("KH-UBND", 2021, "plan", "plan", 2)

    def test_an_annex_bears_the_number_of_its_main_document(self, begin):
        day = date(2021, 10, 19)
        with begin() as unit:
            unit.documents.save("estimate", "plan", 1, "Dự toán", keep(unit))
            taken = number(unit, "plan", 1)
            annex = ("estimate", "plan", 1)
            with pytest.raises(TransitionRefused, match="ban hành văn bản chính trước"):
                unit.documents.issue(*annex, taken, day, keep(unit), main="plan")
            unit.documents.issue("plan", "plan", 1, taken, day, keep(unit))
            with pytest.raises(TransitionRefused, match="số của văn bản chính"):
                unit.documents.issue(*annex, taken + 1, day, keep(unit), main="plan")
            unit.documents.issue(*annex, taken, day, keep(unit), main="plan")
            assert [record.number for record in unit.documents.all()] == [1, 1]

    def test_a_document_needs_its_file_and_its_draft(self, begin):
        with begin() as unit:
            with pytest.raises(NotFound):
                unit.documents.save("plan", "plan", 1, "Kế hoạch", "0" * 64)
            with pytest.raises(NotFound, match="dự thảo"):
                unit.documents.issue("plan", "plan", 1, 1, date(2021, 10, 19), keep(unit))


class TestMessages:
    def test_known_keys_are_not_queued_again_and_order_is_kept(self, begin, read):
        messages = [MESSAGE.model_copy(update={"key": f"k{number}"}) for number in (3, 1, 2)]
        with begin() as unit:
            assert unit.messages.queue(messages[:1]) == 1
            assert unit.messages.queue([*messages, messages[1]]) == 2
            assert unit.messages.queue([]) == 0
        with read() as unit:
            assert [record.key for record in unit.messages.all()] == ["k3", "k1", "k2"]


class TestAudit:
    def test_the_last_event_of_some_actions_stays_until_one_of_them_happens(self, begin, read):
        kinds = ("scores.replace", "survey.replace_figures")
        with begin() as unit:
            assert unit.audit.last(*kinds) == GENESIS
            unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS)
            last = unit.audit.last(*kinds)
            assert last == unit.audit.head()
            unit.files.put(b"1", "a")
            assert unit.audit.last(*kinds) == last != unit.audit.head()
            unit.surveys.replace_figures({"18406": [FIGURE]})
        with read() as unit:
            assert unit.audit.last(*kinds) == unit.audit.head()
            assert unit.audit.last("files.lost") == GENESIS
