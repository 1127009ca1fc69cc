from models.domain.criteria.criteria_set import FreePoints, Satisfaction, ScoreSource
from models.domain.criteria.parts import appraised_by, excused_codes, part_of, self_scored
from tests.support.criteria_sets import every_rule_set, leaf, set_of


def two_bodies():
    whole = set_of(leaf("1.1.1"), leaf("2.1.1"), leaf("2.1.2", Satisfaction(), "5"))
    second = whole.areas[1].model_copy(update={"body": "tu-phap"})
    bonus = leaf("C.1", FreePoints(step="0.5"), "2", ScoreSource.BONUS)
    adjustments = (bonus.model_copy(update={"body": "tu-phap"}), bonus)
    return whole.model_copy(update={"areas": (whole.areas[0], second), "adjustments": adjustments})


def test_a_department_gets_only_the_areas_it_is_in_charge_of():
    assert [area.code for area in part_of(two_bodies(), "tu-phap").areas] == ["2"]


def test_what_was_looked_up_in_the_whole_is_looked_up_anew_in_the_part():
    whole = two_bodies()
    assert {"1.1.1", "2.1.1"} <= whole.items_by_code.keys() & whole.codes

    part = part_of(whole, "tu-phap")
    assert list(part.items_by_code) == ["2.1.1", "2.1.2"]
    assert "1.1.1" not in part.codes


def test_a_department_without_areas_gets_nothing():
    assert part_of(two_bodies(), "van-hoa") is None


def test_a_department_appraises_its_areas_and_adjustments_but_not_the_survey():
    codes = [item.code for item in appraised_by(two_bodies(), "tu-phap")]

    assert codes == ["2.1.1", "C.1"]


def with_bodies(criteria_set, criterion=None, **bodies):
    """The set with the body of criterion 1.1 and of sub-criteria such as ``i111`` set."""
    area = criteria_set.areas[0]
    first = area.criteria[0]
    items = [
        item.model_copy(update={"body": bodies.get(f"i{item.code.replace('.', '')}")})
        for item in first.items
    ]
    first = first.model_copy(update={"items": tuple(items), "body": criterion})
    area = area.model_copy(update={"criteria": (first, *area.criteria[1:])})
    return criteria_set.model_copy(update={"areas": (area, *criteria_set.areas[1:])})


def test_the_body_of_the_item_goes_before_the_criterions_and_that_before_the_areas():
    whole = set_of(leaf("1.1.1"), leaf("1.1.2"), leaf("1.2.1"))
    shared = with_bodies(whole, criterion="van-hoa", i112="tu-phap")

    told = {
        body: [item.code for item in appraised_by(shared, body)]
        for body in ("noi-vu", "van-hoa", "tu-phap")
    }

    assert told == {"noi-vu": ["1.2.1"], "van-hoa": ["1.1.1"], "tu-phap": ["1.1.2"]}


def test_the_part_of_a_shared_criterion_has_its_own_maximum():
    shared = with_bodies(set_of(leaf("1.1.1"), leaf("1.1.2", maximum="3")), i112="tu-phap")

    own = part_of(shared, "tu-phap")

    assert [item.code for _, _, item in own.leaves()] == ["1.1.2"]
    assert (own.areas[0].max_points, own.areas[0].criteria[0].max_points) == (3, 3)


def test_an_excused_unit_does_not_score_the_item():
    criteria_set = every_rule_set()

    assert excused_codes(criteria_set, "18500") == {"2.1.2"}
    assert "2.1.2" not in [item.code for item in self_scored(criteria_set, "18500")]
    assert "2.1.2" in [item.code for item in self_scored(criteria_set, "18496")]
