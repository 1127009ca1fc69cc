import re

from models.domain.gate.records import Verdict
from models.domain.stages import StageName, StageRecord, StageState
from tasks.screens.calendar_chart import calendar_chart, timeline_html
from tasks.screens.stage_rows import stage_rows
from tests.tasks.screens.conftest import NOW, at, decided


def test_every_bar_lies_inside_the_calendar(campaign, records, decisions):
    chart = calendar_chart(campaign, records, decisions, NOW)
    spans = [lane.planned for lane in chart.lanes] + [s.real for s in chart.lanes if s.real]
    assert len(chart.lanes) == 10
    assert all(span.start >= 0 and span.start + span.width <= 100.01 for span in spans)
    assert all(0 <= mark.at <= 100 for lane in chart.lanes for mark in lane.marks)


def test_real_bars_run_to_the_end_or_to_now(campaign, records, decisions):
    lanes = {lane.title: lane for lane in calendar_chart(campaign, records, decisions, NOW).lanes}
    results = lanes["Tổng hợp, phê duyệt kết quả"]
    assert results.real is not None
    now = calendar_chart(campaign, records, decisions, NOW).now
    assert abs(results.real.start + results.real.width - now) < 0.1
    assert not results.ended
    assert [mark.returned for mark in results.marks] == [True]
    assert lanes["Công bố kết quả"].real is None


def test_a_return_is_seen_beside_the_approval_of_the_same_afternoon(campaign, records):
    results = StageName.RESULTS
    made = [
        decided(results, 2, Verdict.APPROVE, "2021-11-19 16:45"),
        decided(results, 1, Verdict.APPROVE, "2021-11-19 16:20"),
        decided(results, 1, Verdict.RETURN, "2021-11-19 16:30"),
        decided(results, 3, Verdict.APPROVE, "2021-12-19 16:30"),
    ]
    chart = calendar_chart(campaign, records, made, NOW)
    marks = next(lane.marks for lane in chart.lanes if lane.title.startswith("Tổng hợp"))

    assert [mark.returned for mark in marks] == [False, True, False, False]
    assert [mark.shift for mark in marks] == [-13, 0, 13, 0]


def test_a_short_campaign_has_mondays_and_a_long_one_the_first_of_each_month(
    campaign, records, decisions
):
    short = calendar_chart(campaign, records, decisions, NOW)
    assert [tick.words for tick in short.ticks][:2] == ["11/10", "18/10"]
    late = {
        StageName.COMMENDATION: StageRecord(
            stage=StageName.COMMENDATION,
            state=StageState.ENDED,
            started_at=at("2021-12-01 08:00"),
            ended_at=at("2022-03-01 08:00"),
        )
    }
    long = calendar_chart(campaign, late, decisions, NOW)
    assert [tick.words for tick in long.ticks] == ["01/11", "01/12", "01/01", "01/02", "01/03"]


def test_a_moment_outside_the_calendar_draws_no_line(campaign):
    assert calendar_chart(campaign, {}, (), at("2030-01-01 00:00")).now is None


def test_the_page_tells_gates_with_signer_and_round_and_documents_with_numbers(
    campaign, records, decisions, documents
):
    text = timeline_html(campaign, records, decisions, documents, NOW).decode()
    assert "Chủ tịch, lần 1: trả lại (Chủ tịch UBND huyện, 19/11/2021 10:00)" in text
    assert "Kế hoạch xác định Chỉ số CCHC năm 2021, số 05 ngày 18/10/2021" in text
    assert "Dự toán kinh phí (dự thảo)" in text
    assert "Chờ Chủ tịch quyết định (lần 2)" in text


def test_the_page_stands_alone(campaign, records, decisions, documents):
    text = timeline_html(campaign, records, decisions, documents, NOW).decode()
    assert not re.search(
        r"<script|<img|<link|url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text
    )


def test_an_empty_campaign_has_a_timeline_too(campaign):
    text = timeline_html(campaign, {}, (), {}, NOW).decode()
    assert text.count("Chưa bắt đầu") == 10


def test_a_wait_that_is_no_key_is_shown_as_it_is(campaign):
    odd = StageRecord(
        stage=StageName.PLAN, state=StageState.WAITING, waiting_for="Chờ văn thư cấp số"
    )
    assert stage_rows(campaign, {StageName.PLAN: odd}, (), NOW)[0].waiting_for == odd.waiting_for
    none = odd.model_copy(update={"waiting_for": ""})
    assert stage_rows(campaign, {StageName.PLAN: none}, (), NOW)[0].waiting_for == ""
