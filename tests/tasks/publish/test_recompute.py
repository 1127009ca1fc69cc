from dataclasses import replace
from decimal import Decimal

import pytest

from models.domain.scoring.ranking import RankingPolicy, TieRule
from tasks.publish.open_data import results_csv
from tasks.publish.recompute import main, problems
from tests.support import sample_results


def test_published_results_add_up_and_rank_as_said(publication):
    assert problems(results_csv(publication)) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"total": "90.00"}, "tong_diem ghi 90.00"),
        ({"index_percent": "88.05"}, "chi_so ghi 88.05"),
        ({"survey_points": "25.39"}, "cộng các lĩnh vực"),
        ({"rank": 2}, "hạng ghi 2, tính lại 1"),
    ],
)
def test_a_changed_figure_is_found(publication, change: dict, says: str):
    first = publication.results[0]
    forged = type(first).model_validate(first.model_dump() | change)
    content = results_csv(replace(publication, results=(forged, *publication.results[1:])))
    assert any(says in line for line in problems(content))


def test_the_dense_rule_takes_the_next_number_after_a_tie(publication):
    dense = tuple(
        row.model_copy(update={"rank": row.rank - 1}) if row.rank > 18 else row
        for row in publication.results
    )
    content = results_csv(replace(publication, results=dense))
    assert problems(content, TieRule.DENSE) == []
    assert len(problems(content, TieRule.STANDARD)) == 2


def test_with_a_tie_break_equal_units_may_take_any_of_their_places(publication):
    broken = tuple(
        row.model_copy(update={"rank": place}) for place, row in enumerate(publication.results, 1)
    )
    content = results_csv(
        replace(
            publication,
            campaign=sample_results.campaign(
                RankingPolicy(tie=TieRule.TIE_BREAK, tie_break_areas=("1",))
            ),
            results=broken,
        )
    )
    assert problems(content, TieRule.TIE_BREAK) == []


def test_a_unit_to_which_nothing_applies_has_index_zero(publication):
    empty = publication.results[-1].model_copy(
        update=dict.fromkeys(
            ("appraised_points", "survey_points", "bonus", "total", "maximum", "index_percent"),
            publication.results[0].deduction * 0,
        )
        | {"area_points": {}}
    )
    content = results_csv(replace(publication, results=(*publication.results[:-1], empty)))
    assert problems(content) == []


def test_half_a_hundredth_of_the_index_is_rounded_up(publication):
    last, none = publication.results[-1], publication.results[0].deduction * 0
    points = Decimal("0.02")
    half = last.model_copy(
        update=dict.fromkeys(("survey_points", "bonus", "deduction"), none)
        | dict.fromkeys(("appraised_points", "total"), points)
        | {"maximum": Decimal(80), "index_percent": Decimal("0.03")}
        | {"area_points": {min(last.area_points): points}}
    )
    content = results_csv(replace(publication, results=(*publication.results[:-1], half)))
    assert problems(content) == []


def test_the_command_says_the_outcome_and_sets_the_exit_status(publication, tmp_path, capsys):
    path = tmp_path / "results.csv"
    path.write_bytes(results_csv(publication))
    assert main([str(path), "standard"]) == 0
    assert "đều khớp" in capsys.readouterr().out
    assert main([str(path), "dense"]) == 1


def test_the_command_without_a_file_says_how_it_is_used(capsys):
    assert main([]) == 2
    assert "results.csv" in capsys.readouterr().out
