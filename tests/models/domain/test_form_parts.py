from models.domain.criteria import FreePoints, Satisfaction, Source
from models.domain.form_parts import appraised_by, excused_codes, part_of, self_scored
from tests.support.criteria_sets import every_rule_set, leaf, set_of


def two_bodies():
    whole = set_of(leaf("1.1.1"), leaf("2.1.1"), leaf("2.1.2", Satisfaction(), "5"))
    second = whole.areas[1].model_copy(update={"body": "tu-phap"})
    bonus = leaf("C.1", FreePoints(step="0.5"), "2", Source.BONUS)
    adjustments = (bonus.model_copy(update={"body": "tu-phap"}), bonus)
    return whole.model_copy(update={"areas": (whole.areas[0], second), "adjustments": adjustments})


def test_a_department_gets_only_the_areas_it_is_in_charge_of():
    assert [area.code for area in part_of(two_bodies(), "tu-phap").areas] == ["2"]


def test_a_department_without_areas_gets_nothing():
    assert part_of(two_bodies(), "van-hoa") is None


def test_a_department_appraises_its_areas_and_adjustments_but_not_the_survey():
    codes = [item.code for item in appraised_by(two_bodies(), "tu-phap")]

    assert codes == ["2.1.1", "C.1"]


def test_an_excused_unit_does_not_score_the_item():
    criteria_set = every_rule_set()

    assert excused_codes(criteria_set, "18500") == {"2.1.2"}
    assert "2.1.2" not in [item.code for item in self_scored(criteria_set, "18500")]
    assert "2.1.2" in [item.code for item in self_scored(criteria_set, "18496")]
