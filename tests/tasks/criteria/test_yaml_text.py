from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.loaders import load_criteria_set
from models.domain.criteria.criteria_set import CriteriaSet
from tasks.criteria.yaml_text import dump_yaml


@pytest.mark.parametrize(
    "code", ["phu-luc-ii-2021", "phu-luc-ii-2026", "phu-luc-iii-2021", "phu-luc-iii-2026"]
)
def test_a_set_loads_back_from_its_yaml(code: str, tmp_path: Path) -> None:
    criteria_set = load_criteria_set(code)
    assert loaded(criteria_set, tmp_path) == criteria_set


def test_what_the_shipped_sets_do_not_use_loads_back_too(tmp_path: Path) -> None:
    criteria_set = load_criteria_set("phu-luc-iii-2021").model_copy(
        update={"effective_to": date(2021, 12, 31), "title": "Bộ: “thử”, 10 # điểm"}
    )
    bonus = criteria_set.adjustments[0].model_copy(
        update={"excused": frozenset({"18499", "18496"})}
    )
    criteria_set = criteria_set.model_copy(
        update={"adjustments": (bonus, *criteria_set.adjustments[1:])}
    )
    assert loaded(criteria_set, tmp_path) == criteria_set


def test_vietnamese_is_written_as_letters_and_points_without_quotes() -> None:
    text = dump_yaml(load_criteria_set("phu-luc-iii-2021"))
    assert "title: Bộ tiêu chí xác định Chỉ số cải cách hành chính" in text
    assert "split: {scored: 70, survey: 30}" in text
    assert "max_points: 2.5\n" in text


def loaded(criteria_set: CriteriaSet, root: Path) -> CriteriaSet:
    (root / "criteria").mkdir()
    file = root / "criteria" / f"{criteria_set.code}.yaml"
    file.write_text(dump_yaml(criteria_set), encoding="utf-8")
    return load_criteria_set(criteria_set.code, root)
