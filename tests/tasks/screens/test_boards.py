import pytest

from models.domain.campaign import Form
from models.domain.cells import CellRef
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.collection.workbook import Finding, Severity
from models.domain.stages import Body, StageState
from tasks.screens.boards import (
    findings_board,
    ranking_board,
    submissions_board,
    year_timeline,
)
from tasks.screens.rendering import FORMS, person_words
from tests.support import sample_results
from tests.tasks.screens.conftest import NOW, at, table_rows


def test_the_year_shows_every_stage_with_its_due_day_in_words(campaign, records, decisions):
    rows = table_rows(year_timeline(campaign, records, decisions, NOW))[2:]
    assert len(rows) == 10
    assert rows[0][1] == "trước ngày 20/10/2021"
    assert rows[2][1] == "chậm nhất vào ngày 05/11/2021"
    assert rows[3][1] == "chậm nhất vào ngày 18/11/2021; nộp về trước ngày 15/11/2021"


def test_a_title_with_tags_is_shown_as_it_is(campaign, records, decisions):
    odd = campaign.model_copy(update={"title": "{{x}} <b>A</b>"})

    assert "\n{{x}} &lt;b>A&lt;/b> · " in year_timeline(odd, records, decisions, NOW)


def test_the_year_says_who_is_waited_for_and_what_is_late(campaign, records, decisions):
    text = year_timeline(campaign, records, decisions, NOW)
    rows = {row[0]: row for row in table_rows(text)}
    results = rows["Tổng hợp, phê duyệt kết quả"]
    assert results[2:4] == [
        "Chờ Chủ tịch quyết định (lần 2)",
        "**quá hạn 2 ngày làm việc**",
    ]
    assert "Chủ tịch, lần 1: trả lại (Chủ tịch UBND huyện, 19/11/2021 10:00)" in results[4]
    assert rows["Thành lập Hội đồng thẩm định"][3] == "**xong muộn 1 ngày làm việc**"
    assert rows["Khảo sát sự hài lòng"][3] == "đúng hạn"
    assert "**Đang quá hạn 2 bước:** Tổng hợp, phê duyệt kết quả; Công bố kết quả." in text


def test_a_stage_that_ends_minutes_after_its_limit_is_late_without_a_working_day(
    campaign, records, decisions
):
    rows = {row[0]: row for row in table_rows(year_timeline(campaign, records, decisions, NOW))}
    assert rows["Tự đánh giá, chấm điểm"][3] == "**xong muộn dưới 1 ngày làm việc**"


def test_a_year_in_time_says_so(campaign):
    text = year_timeline(campaign, {}, (), at("2021-10-12 08:00"))
    assert "Không có bước nào quá hạn." in text
    assert "quá hạn 1" not in text
    assert table_rows(text)[2][2] == "Mở từ 11/10/2021"


STATES = {
    "18496": SubmissionState(
        status=SubmissionStatus.ACCEPTED,
        version=2,
        accepted_at=at("2021-11-08 09:00"),
        late=True,
    ),
    "18499": SubmissionState(status=SubmissionStatus.FINDINGS, open_findings=3),
}


def test_units_that_still_owe_a_form_come_first(campaign):
    text = submissions_board(campaign, Form.COMMUNE, STATES, {"18496": 12}, NOW)
    rows = table_rows(text)[2:]
    assert len(rows) == 21
    assert rows[0][:2] == ["Xã Điền Mỹ", "**Cần sửa 3 chỗ**"]
    assert rows[-1] == [
        "Thị trấn Hương Khê",
        "Đã nhận bản 2, nộp muộn",
        "08/11/2021 09:00",
        "12",
    ]
    assert rows[0][3] == ""
    assert "Đã nhận **1/21** đơn vị, trong đó 1 nộp muộn" in text


def test_a_province_board_is_cut_and_says_how_much_is_left(campaign):
    unit = campaign.units[0]
    many = campaign.model_copy(
        update={
            "units": tuple(unit.model_copy(update={"code": str(10000 + n)}) for n in range(3321))
        }
    )
    text = submissions_board(many, Form.COMMUNE, {}, {}, NOW)
    assert len(table_rows(text)) == 202
    assert "Còn 3121 đơn vị" in text


def test_findings_are_listed_by_unit_with_their_cells(campaign):
    finding = Finding(
        check="points_above_maximum",
        severity=Severity.BLOCKS,
        message="Điểm ở ô G12 lớn hơn điểm tối đa | đề nghị nhập <= 2,00.\nXem lại.",
        cells=(CellRef(sheet="Tự đánh giá", cell="G12"),),
    )
    text = findings_board(campaign, {"18496": [finding], "18499": [], "999": [finding]}, NOW)
    assert "**2** đơn vị" in text
    assert "### Thị trấn Hương Khê" in text
    assert "### 999" in text
    assert table_rows(text)[2][0] == "Tự đánh giá!G12"
    assert "&lt;= 2,00. Xem lại." in table_rows(text)[2][1]


def test_no_findings_is_said(campaign):
    assert "Không có đơn vị nào đang phải sửa" in findings_board(campaign, {}, NOW)


def test_the_ranking_shows_ties_the_tie_rule_and_the_illustrative_mark(campaign):
    results = sample_results.results()
    text = ranking_board(campaign, sample_results.criteria_set(), results, NOW)
    rows = table_rows(text)[2:]
    assert [row[0] for row in rows][17:19] == ["18\\*", "18\\*"]
    assert rows[-1][1] == "Xã Hương Đô (không nộp)"
    assert rows[0][8] == "**88,04**"
    assert "minh họa, thay bằng phụ lục của Quyết định" in text
    assert "cùng hạng" in text


def test_the_ranking_says_what_was_not_appraised(campaign):
    first, *others = sample_results.results()
    open_ = first.model_copy(update={"unappraised": ("1.1.1", "C.1")})
    text = ranking_board(campaign, sample_results.criteria_set(), (open_, *others), NOW)
    assert "(chưa thẩm định đủ)" in table_rows(text)[2][3]
    assert "(chưa thẩm định đủ)" not in table_rows(text)[3][3]
    assert f"- 2 tiêu chí (1.1.1, C.1) của {first.name}" in text
    clean = ranking_board(campaign, sample_results.criteria_set(), (first, *others), NOW)
    assert "hưa thẩm định" not in clean


def test_a_ranking_that_is_not_there_yet_is_said(campaign):
    text = ranking_board(campaign, sample_results.criteria_set(), (), NOW)
    assert "Chưa có kết quả tổng hợp" in text


def test_every_form_has_its_words():
    assert set(FORMS) == set(Form)
    assert len(set(FORMS.values())) == len(Form)


@pytest.mark.parametrize("names", [StageState, Body])
def test_states_and_bodies_are_told_apart(names):
    assert len({name.words for name in names}) == len(names)


def test_someone_outside_the_campaign_is_shown_by_id(campaign):
    assert person_words(campaign, "nguoi-la") == "nguoi-la"
    assert person_words(campaign, "chu-tich") == "Chủ tịch UBND huyện"
