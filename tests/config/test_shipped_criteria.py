from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from config.loaders import criteria_set_codes, load_criteria_set
from models.domain.criteria.criteria_set import CriteriaSet, Rule, ScoreSource
from models.domain.criteria.parts import appraised_by
from models.domain.units import UnitKind

ALL = ("phu-luc-ii-2021", "phu-luc-ii-2026", "phu-luc-iii-2021", "phu-luc-iii-2026")
AUTHORITY, COMMUNE = ALL[:2], ALL[2:]
BODIES = {"noi-vu", "van-phong", "van-hoa", "tai-chinh", "tu-phap"}
RULE_KINDS = {kind.model_fields["kind"].default for kind in get_args(get_args(Rule)[0])}


def totals(criteria_set: CriteriaSet) -> tuple[int, int, int, int]:
    points = Counter[ScoreSource]()
    for _, _, item in criteria_set.leaves():
        points[item.source] += item.max_points
    criteria = sum(len(area.criteria) for area in criteria_set.areas)
    return (
        len(criteria_set.areas),
        criteria,
        int(points[ScoreSource.SELF]),
        int(points[ScoreSource.SURVEY]),
    )


def test_four_sets_ship() -> None:
    assert criteria_set_codes() == ALL


@pytest.mark.parametrize("code", AUTHORITY)
def test_the_authority_set_has_the_totals_of_2019(code: str) -> None:
    criteria_set = load_criteria_set(code)
    assert totals(criteria_set) == (9, 44, 80, 20)
    assert criteria_set.level is UnitKind.DEPARTMENT


@pytest.mark.parametrize("code", COMMUNE)
def test_the_commune_set_has_the_totals_of_2019(code: str) -> None:
    criteria_set = load_criteria_set(code)
    assert totals(criteria_set) == (9, 34, 70, 30)
    assert criteria_set.level is UnitKind.COMMUNE


@pytest.mark.parametrize("code", ALL)
def test_every_rule_kind_is_used(code: str) -> None:
    assert {item.rule.kind for _, _, item in load_criteria_set(code).leaves()} == RULE_KINDS


@pytest.mark.parametrize("code", ALL)
def test_sets_are_marked_illustrative_and_in_force_in_their_year(code: str) -> None:
    criteria_set = load_criteria_set(code)
    assert criteria_set.illustrative
    assert criteria_set.effective_from.year == criteria_set.year


@pytest.mark.parametrize("code", ALL)
def test_every_area_has_a_survey_item_and_a_known_body(code: str) -> None:
    areas = load_criteria_set(code).areas
    surveyed = {
        a.code for a, _, i in load_criteria_set(code).leaves() if i.source is ScoreSource.SURVEY
    }
    assert surveyed == {area.code for area in areas}
    assert {area.body for area in areas} == BODIES


@pytest.mark.parametrize("code", ALL)
def test_every_scored_item_asks_for_evidence(code: str) -> None:
    assert all(item.evidence for _, _, item in load_criteria_set(code).leaves())


@pytest.mark.parametrize("code", ALL)
def test_everything_appraised_is_in_the_sheet_of_one_department(code: str) -> None:
    criteria_set = load_criteria_set(code)
    leaves = [item for _, _, item in criteria_set.leaves() if item.source is ScoreSource.SELF]
    sheets = [item.code for body in sorted(BODIES) for item in appraised_by(criteria_set, body)]
    expected = [item.code for item in (*leaves, *criteria_set.adjustments)]
    assert sorted(sheets) == sorted(expected)
    assert len(expected) == len(set(expected))


@pytest.mark.parametrize("code", COMMUNE)
def test_the_caps_of_the_commune_set_can_bind(code: str) -> None:
    criteria_set = load_criteria_set(code)
    most = Counter[ScoreSource]()
    for item in criteria_set.adjustments:
        most[item.source] += item.max_points
    assert most[ScoreSource.BONUS] > criteria_set.bonus_cap
    assert most[ScoreSource.DEDUCTION] > criteria_set.deduction_cap


@pytest.mark.parametrize("code", ALL)
def test_bonus_and_deduction_are_capped(code: str) -> None:
    criteria_set = load_criteria_set(code)
    assert {item.source for item in criteria_set.adjustments} == {
        ScoreSource.BONUS,
        ScoreSource.DEDUCTION,
    }
    assert criteria_set.bonus_cap == 2
    assert criteria_set.deduction_cap == 3


def test_the_2021_sets_cite_the_decision_of_the_plan() -> None:
    for code in ("phu-luc-ii-2021", "phu-luc-iii-2021"):
        assert "3396/QĐ-UBND ngày 11/10/2021" in load_criteria_set(code).decision


@pytest.mark.parametrize("pair", [AUTHORITY, COMMUNE])
def test_the_2026_sets_keep_the_tree_and_rename_area_7(pair: tuple[str, str]) -> None:
    old, new = (load_criteria_set(code) for code in pair)
    assert new.areas[6].name == "Xây dựng chính quyền điện tử, chính quyền số"
    assert [item for _, _, item in new.leaves()] == [item for _, _, item in old.leaves()]
    assert "minh họa" in new.decision
    assert "3396" not in new.decision


@pytest.mark.parametrize("code", ALL)
def test_names_fit_any_authority_and_year(code: str) -> None:
    criteria_set = load_criteria_set(code)
    words = " ".join(f"{item.name} {item.evidence}" for _, _, item in criteria_set.leaves())
    assert "huyện" not in words
    assert "2021" not in words
