from datetime import date

import pytest

from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS
from models.domain.units import Level
from tasks.documents import facts
from tests.tasks.documents.sample import campaign_of, criteria, results_of

DISTRICT = campaign_of(Level.DISTRICT)


def test_every_table_that_a_document_asks_for_is_known():
    assert {name for spec in DOCUMENTS.values() for name in spec.rows} == set(facts.TABLES)


def test_every_commune_is_visited_once_in_order(campaign: Campaign):
    assert [row[2] for row in facts.visit_rows(campaign)] == [u.name for u in campaign.communes]


def test_visits_are_on_working_days_until_sheets_are_due():
    days = [row[0] for row in facts.visit_rows(DISTRICT)]
    assert days[0] == "Thứ Tư, 10/11/2021"
    assert days[-1] == "Thứ Sáu, 19/11/2021"
    assert not [day for day in days if day.startswith(("Thứ Bảy", "Chủ nhật"))]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        (date(2021, 11, 10), "Thứ Sáu, 12/11/2021"),
        (date(2021, 11, 11), "Thứ Hai, 15/11/2021"),
        (date(2021, 11, 14), "Thứ Ba, 16/11/2021"),
        (date(2021, 11, 18), "Thứ Sáu, 19/11/2021"),
    ],
)
def test_visits_begin_two_working_days_after_they_are_told_while_time_is_left(told, first):
    assert facts.visit_rows(DISTRICT, told)[0][0] == first


def test_with_one_day_left_teams_go_out_at_once():
    visits = facts.visit_rows(DISTRICT, date(2021, 11, 19))
    assert {row[:2] for row in visits} == {
        ("Thứ Sáu, 19/11/2021", "Sáng"),
        ("Thứ Sáu, 19/11/2021", "Chiều"),
    }


def test_the_estimate_counts_communes_and_council_members():
    quantities = {row[0]: row[2] for row in facts.estimate_rows(DISTRICT)}
    assert quantities["Chi họp Hội đồng thẩm định"] == "6"
    assert quantities["Chi nhập, làm sạch, tổng hợp phiếu khảo sát"] == "21"


def test_council_members_get_the_areas_of_their_department():
    members = facts.council_members(DISTRICT, criteria())
    assert members[0].role == "Chủ tịch Hội đồng"
    areas = {member.title: member.areas for member in members}
    assert areas["Lãnh đạo Phòng Tư pháp"] == "Cải cách thể chế"
    assert areas["Lãnh đạo Phòng Văn hóa - Thông tin"] == "Chỉ đạo chung"


def test_the_first_places_are_proposed_for_praise():
    proposed = facts.commendation_rows(DISTRICT, results_of(DISTRICT))
    assert [row[0] for row in proposed] == [
        "Tập thể cán bộ, công chức UBND thị trấn Hương Khê",
        "Tập thể cán bộ, công chức UBND xã Điền Mỹ",
        "Tập thể cán bộ, công chức UBND xã Hà Linh",
    ]
    assert proposed[0][1:] == (
        "Chỉ số CCHC đạt 97,40%, xếp hạng 1",
        "Giấy khen của Chủ tịch UBND huyện",
    )


def test_a_province_gives_its_own_form_of_praise():
    province = campaign_of(Level.PROVINCE)
    proposed = facts.commendation_rows(province, results_of(province), places=1)
    assert [row[2] for row in proposed] == ["Bằng khen của Chủ tịch UBND tỉnh"]
