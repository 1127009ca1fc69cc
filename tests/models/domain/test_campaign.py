"""A campaign is whole or it is refused; its lookups keep the order of the configuration."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.domain.campaign import STAGE_OF, Campaign, Form, addressee
from models.domain.deadlines import Limit, LimitKind
from models.domain.stages import StageName
from models.domain.units import Position


def rebuilt(campaign, **changed):
    return Campaign.model_validate({**campaign.model_dump(), **changed})


def test_a_campaign_survives_a_trip_through_json(campaign):
    assert Campaign.model_validate_json(campaign.model_dump_json()) == campaign


def test_a_campaign_is_frozen(campaign):
    with pytest.raises(ValidationError, match="frozen"):
        campaign.title = "Khác"


def test_units_are_told_apart_by_kind(campaign):
    assert [unit.code for unit in campaign.communes] == ["18496", "18499"]
    assert [unit.code for unit in campaign.departments] == ["noi-vu"]


def test_unit_and_contact_are_found_by_key(campaign):
    assert campaign.unit("18499").name == "Xã Hai"
    assert campaign.contact("chu-tich").position is Position.CHAIRMAN
    assert campaign.find_contact("chu-tich") == campaign.contact("chu-tich")
    assert campaign.find_contact("ai-do") is None


@pytest.mark.parametrize("find", ["unit", "contact"])
def test_an_unknown_key_is_a_key_error(campaign, find):
    with pytest.raises(KeyError, match="khong-co"):
        getattr(campaign, find)("khong-co")


def test_people_are_found_by_position_and_by_unit(campaign):
    people = campaign.people(Position.DEPUTY_CHAIRMAN, Position.CHAIRMAN)

    assert [contact.id for contact in people] == ["chu-tich", "pho-chu-tich"]
    assert [c.id for c in campaign.contacts_of("18496")] == ["can-bo-1", "lanh-dao-1"]


def test_two_units_of_one_code_are_refused(campaign):
    with pytest.raises(ValidationError, match="bị trùng"):
        rebuilt(campaign, units=campaign.units + campaign.units[:1])


def test_two_contacts_of_one_id_are_refused(campaign):
    with pytest.raises(ValidationError, match="bị trùng"):
        rebuilt(campaign, contacts=campaign.contacts + campaign.contacts[:1])


def test_a_stage_without_dates_is_named(campaign):
    stages = {name: plan for name, plan in campaign.stages.items() if name is not StageName.SURVEY}

    with pytest.raises(ValidationError, match="thiếu bước: survey"):
        rebuilt(campaign, stages=stages)


def test_a_contact_of_an_unknown_unit_is_named(campaign):
    with pytest.raises(ValidationError, match="đơn vị không có: 18499"):
        rebuilt(campaign, units=(campaign.units[0], campaign.units[2]))


@pytest.mark.parametrize("position", [Position.CHAIRMAN, Position.COUNCIL_CHAIRMAN])
def test_a_campaign_without_someone_to_decide_is_refused(campaign, position):
    left = [contact for contact in campaign.contacts if contact.position is not position]

    with pytest.raises(ValidationError, match="thiếu Chủ tịch"):
        rebuilt(campaign, contacts=left)


@pytest.mark.parametrize("position", [Position.CHAIRMAN, Position.COUNCIL_CHAIRMAN])
def test_nobody_of_a_ranked_unit_decides(campaign, position):
    ranked = [
        c.model_copy(update={"unit": "18499"}) if c.position is position else c
        for c in campaign.contacts
    ]

    with pytest.raises(ValidationError, match="thuộc đơn vị được xếp hạng: Chức danh chu-tich"):
        rebuilt(campaign, contacts=ranked)


def test_communes_are_ranked_and_departments_are_not(campaign):
    assert [campaign.is_ranked(unit) for unit in ("18499", "noi-vu", None)] == [True, False, False]


def test_an_unknown_field_is_refused(campaign):
    with pytest.raises(ValidationError, match="extra_forbidden"):
        rebuilt(campaign, ghi_chu="thừa")


def test_every_form_has_words():
    assert Form.APPRAISAL.words == "phiếu thẩm định"
    assert Form.COMMUNE.words == Form.AUTHORITY.words == "bảng tự đánh giá, chấm điểm"


def test_communes_and_departments_owe_different_forms(campaign):
    assert campaign.owing(Form.COMMUNE) == campaign.communes
    assert campaign.owing(Form.AUTHORITY) == campaign.departments
    assert campaign.owing(Form.APPRAISAL) == campaign.departments


def test_every_form_is_owed_to_a_stage_by_its_returns_or_else_its_limit(campaign):
    assert set(STAGE_OF) == set(Form)
    for form, stage in STAGE_OF.items():
        plan = campaign.stages[stage]
        assert campaign.limit_of(form) == (plan.returns or plan.limit)


@pytest.mark.parametrize(
    ("opens", "returns", "locks", "begins"),
    [
        (date(2021, 11, 4), None, None, date(2021, 11, 4)),
        (date(2021, 11, 6), None, None, date(2021, 11, 8)),
        (date(2021, 11, 4), date(2021, 11, 5), None, date(2021, 11, 8)),
        (date(2021, 11, 4), date(2021, 11, 5), date(2021, 11, 9), date(2021, 11, 10)),
    ],
)
def test_a_stage_can_begin_once_its_day_has_come_and_no_returns_are_waited_for(
    campaign, opens, returns, locks, begins
):
    plans = dict(campaign.stages)
    for stage, update in {
        StageName.APPRAISAL: {"opens": opens},
        StageName.SELF_ASSESSMENT: {"returns": at_latest(returns), "locks": at_latest(locks)},
    }.items():
        plans[stage] = plans[stage].model_copy(update=update)

    changed = campaign.model_copy(update={"stages": plans})
    assert changed.can_begin(StageName.APPRAISAL) == begins


@pytest.mark.parametrize(
    ("returns", "explanations", "begins"),
    [
        (date(2021, 11, 8), date(2021, 11, 10), date(2021, 11, 11)),
        (date(2021, 11, 8), date(2021, 11, 12), date(2021, 11, 15)),
        (date(2021, 11, 8), date(2021, 11, 4), date(2021, 11, 9)),
        (None, date(2021, 11, 10), date(2021, 11, 11)),
    ],
)
def test_a_stage_can_begin_once_no_explanations_are_waited_for(
    campaign, returns, explanations, begins
):
    dates = {"returns": at_latest(returns), "explanations": at_latest(explanations)}
    plans = dict(campaign.stages)
    plans[StageName.APPRAISAL] = plans[StageName.APPRAISAL].model_copy(update=dates)
    changed = campaign.model_copy(update={"stages": plans})
    assert changed.can_begin(StageName.RESULTS) == begins


def at_latest(day):
    return day and Limit(kind=LimitKind.AT_LATEST, day=day)


def test_a_copy_with_other_units_knows_its_own_and_not_those_of_the_original(campaign):
    assert campaign.find_unit("18499") in campaign.communes
    smaller = campaign.model_copy(update={"units": campaign.units[:1], "contacts": ()})

    assert smaller.find_unit("18499") is None
    assert smaller.communes == campaign.units[:1]
    assert smaller.contacts_of("18496") == ()
    assert campaign.owes(campaign.unit("noi-vu"), Form.APPRAISAL)
    assert not campaign.owes(campaign.unit("noi-vu"), Form.COMMUNE)


@pytest.mark.parametrize(
    ("title", "unit", "shown"),
    [
        ("Công chức Văn phòng", "18499", "Công chức Văn phòng, Xã Hai"),
        ("Chủ tịch UBND xã Hai", "18499", "Chủ tịch UBND xã Hai"),
        ("Chủ tịch UBND huyện", None, "Chủ tịch UBND huyện"),
    ],
)
def test_a_person_is_addressed_by_title_and_unit_and_the_unit_is_said_once(
    campaign, title, unit, shown
):
    known = campaign.contact("can-bo-2").model_copy(update={"title": title, "unit": unit})
    assert addressee(known, campaign) == shown
