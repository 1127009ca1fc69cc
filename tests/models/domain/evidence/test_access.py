import pytest

from models.domain.evidence.access import may_see
from models.domain.units import Position, Unit, UnitKind
from tests.models.domain.conftest import person
from tests.support.criteria_sets import every_rule_set

SET = every_rule_set()
COMMUNE, OTHER = "18496", "18499"


@pytest.fixture
def everybody(campaign):
    """The campaign with an operator, two departments and council members of all sorts."""
    added = (
        person("van-hanh", Position.OPERATOR),
        person("can-bo-nv", Position.OFFICER, "noi-vu"),
        person("can-bo-tp", Position.OFFICER, "tu-phap"),
        person("thanh-vien-2", Position.COUNCIL_MEMBER),
        person("thanh-vien-xa", Position.COUNCIL_MEMBER, OTHER),
        person("noi-nhan", Position.RECIPIENT),
    )
    office = Unit(code="tu-phap", name="Phòng Tư pháp", kind=UnitKind.DEPARTMENT)
    return campaign.model_copy(
        update={
            "units": (*campaign.units, office),
            "contacts": (*campaign.contacts, *added),
        }
    )


@pytest.fixture
def sees(everybody):
    def ask(contact, unit=COMMUNE, criteria=("1.1.1",)):
        return may_see(everybody.contact(contact), unit, everybody, SET, criteria)

    return ask


def test_the_units_own_people_see_all_of_it(sees):
    assert sees("can-bo-1")
    assert sees("lanh-dao-1", criteria=())


def test_people_of_another_commune_see_nothing(sees):
    assert not sees("can-bo-2")
    assert not sees("lanh-dao-2")


def test_operators_see_all_of_it(sees):
    assert sees("van-hanh", criteria=())


@pytest.mark.parametrize("member", ["chu-tich-hd", "thanh-vien-1", "thanh-vien-2"])
def test_council_members_see_all_of_it(sees, member):
    assert sees(member, criteria=())


def test_a_council_member_of_another_commune_sees_no_rival(sees):
    assert not sees("thanh-vien-xa")
    assert sees("thanh-vien-xa", OTHER)


def test_a_department_sees_what_belongs_to_the_criteria_that_it_appraises(sees):
    assert sees("can-bo-nv")
    assert sees("can-bo-nv", criteria=("1.1",))
    assert sees("can-bo-nv", criteria=("C.1",))


def test_a_department_sees_nothing_of_other_criteria_nor_of_none(sees):
    assert not sees("can-bo-nv", criteria=())
    assert not sees("can-bo-nv", criteria=("2.2.1",))
    assert not sees("can-bo-tp")


def test_departments_do_not_see_each_others_own_evidence(sees):
    assert not sees("can-bo-nv", "tu-phap")
    assert sees("can-bo-tp", "tu-phap")


def test_others_of_the_authority_see_nothing(sees):
    assert not sees("noi-nhan")
    assert not sees("chu-tich")


def test_somebody_who_is_not_of_the_campaign_sees_nothing(everybody):
    stranger = person("nguoi-la", Position.OPERATOR)
    forged = everybody.contact("can-bo-2").model_copy(update={"unit": COMMUNE})

    assert not may_see(stranger, COMMUNE, everybody, SET)
    assert not may_see(forged, COMMUNE, everybody, SET)
