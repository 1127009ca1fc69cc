"""Workbooks of a shipped campaign, as units would send them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.loaders import load_campaign, load_criteria_set
from deployments.cli.app import app
from deployments.rehearsal.fill import fill
from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.collection.entries import labels_of
from models.domain.collection.workbook import SCORE_SHEET, ScoreColumn
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import self_scored
from tasks.workbook.write.blank import personalise_all
from tests.support.sent_workbooks import FACTS

CAMPAIGN, UNIT, NEIGHBOUR = "huong-khe-2021", "18496", "18508"


@pytest.fixture(scope="session")
def forms() -> Forms:
    campaign = load_campaign(CAMPAIGN)
    sets = {form: load_criteria_set(code) for form, code in campaign.criteria.items()}
    return Forms(campaign, sets)


@pytest.fixture(scope="session")
def blank(forms: Forms) -> bytes:
    unit = forms.campaign.unit(UNIT)
    who = forms.identity_for(Form.COMMUNE, unit)
    return next(content for _, content in personalise_all(forms.sets[Form.COMMUNE], [(who, FACTS)]))


@pytest.fixture(scope="session")
def answers(forms: Forms) -> dict[tuple[str, str, str], str]:
    """The first label of each list, and nothing for what takes a number: always a right answer."""
    return _right_answers(forms.sets[Form.COMMUNE])


def _right_answers(criteria_set: CriteriaSet) -> dict[tuple[str, str, str], str]:
    cells = {}
    for item in self_scored(criteria_set, UNIT):
        labels = labels_of(item)
        cells[SCORE_SHEET, item.code, ScoreColumn.DECLARED.value] = labels[0] if labels else "0"
        cells[SCORE_SHEET, item.code, ScoreColumn.EXPLANATION.value] = "Hồ sơ lưu tại Văn phòng"
    return cells


@pytest.fixture
def right(tmp_path: Path, blank: bytes, answers: dict[tuple[str, str, str], str]) -> Path:
    path = tmp_path / "đúng.xlsx"
    path.write_bytes(fill(blank, answers))
    return path


@pytest.fixture
def wrong(tmp_path: Path, blank: bytes, answers: dict[tuple[str, str, str], str]) -> Path:
    first = next(key for key in answers if key[2] == ScoreColumn.DECLARED)
    path = tmp_path / "sai.xlsx"
    path.write_bytes(fill(blank, answers | {first: "chắc là có"}))
    return path


@pytest.fixture
def run():
    """Run ``cchc workbook check`` with these arguments."""
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, ["workbook", "check", *map(str, arguments)])
