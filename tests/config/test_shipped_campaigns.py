from __future__ import annotations

import shutil
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest

import config
from config.loaders import campaign_ids, load_campaign
from models.domain.campaign import Campaign, Form
from models.domain.deadlines import LimitKind
from models.domain.errors import ConfigurationError
from models.domain.stages import STAGES, StageName
from models.domain.units import Level, Position

SHIPPED = Path(config.__file__).parent / "campaigns" / "huong-khe-2021"
BEFORE, AT_LATEST = LimitKind.BEFORE, LimitKind.AT_LATEST
PLAN_LIMITS = {
    StageName.PLAN: (BEFORE, date(2021, 10, 20)),
    StageName.COUNCIL: (BEFORE, date(2021, 10, 25)),
    StageName.SELF_ASSESSMENT: (AT_LATEST, date(2021, 11, 5)),
    StageName.APPRAISAL: (BEFORE, date(2021, 11, 22)),
    StageName.SURVEY: (BEFORE, date(2021, 11, 22)),
    StageName.RESULTS: (BEFORE, date(2021, 11, 22)),
    StageName.PUBLICATION: (BEFORE, date(2021, 11, 22)),
    StageName.PROVINCIAL_REPORT: (AT_LATEST, date(2021, 11, 25)),
}


@pytest.fixture(scope="module")
def district() -> Campaign:
    return load_campaign("huong-khe-2021")


@pytest.fixture(scope="module")
def province() -> Campaign:
    return load_campaign("ha-tinh-2026")


@pytest.fixture(params=["huong-khe-2021", "ha-tinh-2026"])
def campaign(request: pytest.FixtureRequest) -> Campaign:
    return load_campaign(request.param)


def test_both_campaigns_ship() -> None:
    assert campaign_ids() == ("ha-tinh-2026", "huong-khe-2021")


@pytest.mark.parametrize("stage", PLAN_LIMITS)
def test_limits_are_those_of_the_plan(district: Campaign, stage: StageName) -> None:
    limit = district.stages[stage].limit
    assert (limit.kind, limit.day) == PLAN_LIMITS[stage]
    assert limit.hour is None


def test_the_district_has_its_21_communes_by_official_code(district: Campaign) -> None:
    codes = [unit.code for unit in district.communes]
    assert len(codes) == 21
    assert codes[0] == "18496"
    assert district.unit("18496").name == "Thị trấn Hương Khê"
    assert all(len(code) == 5 and code.isdecimal() for code in codes)


def test_the_province_has_69_communes_and_the_ministry_above(province: Campaign) -> None:
    assert len(province.communes) == 69
    assert province.authority.level is Level.PROVINCE
    assert province.authority.superior == "Bộ Nội vụ"


def test_departments_have_the_same_codes_in_both(district: Campaign, province: Campaign) -> None:
    codes = [unit.code for unit in district.departments]
    assert codes == [unit.code for unit in province.departments]
    assert codes == ["noi-vu", "van-phong", "van-hoa", "tai-chinh", "tu-phap"]


def test_the_note_says_that_the_district_is_not_confirmed(district: Campaign) -> None:
    assert "chưa có nguồn xác nhận" in district.note


def test_recipients_are_those_of_the_plan_without_its_typing_slip(district: Campaign) -> None:
    assert "Cổng thông tin điện tử huyện" in district.recipients
    assert len(district.recipients) == 7


def test_every_unit_has_an_officer_and_a_head(campaign: Campaign) -> None:
    for unit in campaign.units:
        positions = {contact.position for contact in campaign.contacts_of(unit.code)}
        assert {Position.OFFICER, Position.HEAD} <= positions


def test_the_council_has_a_member_for_every_department(campaign: Campaign) -> None:
    members = campaign.people(Position.COUNCIL_MEMBER)
    assert [member.unit for member in members] == [unit.code for unit in campaign.departments]


def test_addresses_are_of_a_reserved_domain(campaign: Campaign) -> None:
    addresses = [contact.email for contact in campaign.contacts]
    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_texts_are_nfc_and_trimmed(campaign: Campaign) -> None:
    texts = [unit.name for unit in campaign.units] + [one.title for one in campaign.contacts]
    assert all(text == " ".join(unicodedata.normalize("NFC", text).split()) for text in texts)


def test_a_stage_opens_no_earlier_than_the_stages_it_needs(campaign: Campaign) -> None:
    for name, spec in STAGES.items():
        for before in spec.after:
            assert campaign.stages[before].opens <= campaign.stages[name].opens


def test_stages_open_on_working_days(campaign: Campaign) -> None:
    opens = {plan.opens for plan in campaign.stages.values()}
    assert all(campaign.calendar.is_working(day) for day in opens)


def test_every_form_has_a_set(campaign: Campaign) -> None:
    assert set(campaign.criteria) == set(Form)


def test_only_the_province_names_an_hour(district: Campaign, province: Campaign) -> None:
    returns = province.stages[StageName.SELF_ASSESSMENT].returns
    assert returns is not None
    assert returns.hour == time(17)
    assert all(plan.limit.hour is None for plan in district.stages.values())


def test_contacts_may_have_telephones_and_further_ways(tmp_path):
    folder = tmp_path / "campaigns" / "huong-khe-2021"
    shutil.copytree(SHIPPED, folder)
    file = folder / "contacts.csv"
    header, first, *rest = file.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},phone,way:telegram", f"{first},0912 345 678,77", *(f"{r},," for r in rest)]
    file.write_text("\n".join(lines), encoding="utf-8")
    chairman, other, *_ = load_campaign("huong-khe-2021", tmp_path).contacts
    assert (chairman.phone, chairman.ways) == ("84912345678", {"telegram": "77"})
    assert (other.phone, other.ways) == (None, {})


@pytest.mark.parametrize("column", ["dien-thoai", "Phone", "way"])
def test_a_column_that_nobody_knows_is_refused(tmp_path, column):
    folder = tmp_path / "campaigns" / "huong-khe-2021"
    shutil.copytree(SHIPPED, folder)
    file = folder / "contacts.csv"
    header, *rest = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([f"{header},{column}", *(f"{r}," for r in rest)]), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=column):
        load_campaign("huong-khe-2021", tmp_path)
