"""Points off for lateness are published as a deduction of their own, and can be recomputed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from models.domain.scoring.late_penalty import LatePenalty
from tasks.publish.open_data import results_csv
from tasks.publish.page import results_page
from tasks.publish.publication import Publication
from tasks.publish.recompute import problems
from tasks.publish.release import publication_files

PENALTY = LatePenalty(points_per_day=Decimal("0.5"), at_most=Decimal(2))
OFF = Decimal("0.5")


@pytest.fixture
def penalised(publication) -> Publication:
    """The last unit of the ranking came a day late, which costs it half a point."""
    last = publication.results[-1]
    total = last.total - OFF
    index = (total * 100 / last.maximum).quantize(Decimal("0.01"))
    late = last.model_copy(update={"late_deduction": OFF, "total": total, "index_percent": index})
    campaign = publication.campaign.model_copy(update={"late_penalty": PENALTY})
    return replace(publication, campaign=campaign, results=(*publication.results[:-1], late))


def test_the_data_have_a_column_of_its_own_and_add_up(penalised):
    content = results_csv(penalised)
    assert "diem_tru_nop_muon" in content.decode("utf-8-sig").splitlines()[0]
    assert problems(content) == []


def test_a_forged_deduction_is_found(penalised):
    forged = penalised.results[-1].model_copy(update={"late_deduction": Decimal("1.00")})
    content = results_csv(replace(penalised, results=(*penalised.results[:-1], forged)))
    assert any("tong_diem ghi" in line for line in problems(content))


def test_the_page_and_the_readme_say_the_rule(penalised):
    html = results_page(penalised, ()).decode()
    assert "− trừ nộp muộn" in html
    assert html.count('data-label="Trừ nộp muộn"') == len(penalised.results)
    readme = publication_files(penalised)["README.md"].decode()
    for text in (html, readme):
        assert PENALTY.in_words() in text


def test_without_a_penalty_nothing_speaks_of_lateness(publication):
    files = publication_files(publication)
    for name, content in files.items():
        if name.endswith((".html", ".csv", ".json", ".md")):
            assert "muộn" not in content.decode("utf-8-sig")
            assert "nop_muon" not in content.decode("utf-8-sig")
