"""What each unit is sent, without a database."""

from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from config.loaders import load_campaign, load_criteria_set
from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.collection.workbook import ScoreColumn
from tasks.workbook.send import made_for
from tests.support.workbooks import SHEET

UNIT = "18496"


@pytest.fixture(scope="module")
def campaign():
    return load_campaign("huong-khe-2021")


@pytest.fixture(scope="module")
def sets(campaign):
    return {form: load_criteria_set(code) for form, code in campaign.criteria.items()}


@pytest.fixture
def sent(campaign, sets):
    def make(form, unit, **changes):
        changed = campaign.model_copy(update=changes)
        workspace = SimpleNamespace(campaign=changed, forms=Forms(changed, sets))
        ((_, content),) = made_for(workspace, form, [changed.unit(unit)])
        return load_workbook(BytesIO(content))

    return make


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def test_the_cover_says_what_the_limit_means_whom_to_ask_and_both_ways_to_send(sent):
    cover = texts(sent(Form.COMMUNE, UNIT)["Bìa"])

    assert {"Thị trấn Hương Khê", UNIT, "1"} <= set(cover)
    assert "chậm nhất vào ngày 05/11/2021 (tính cả ngày 05/11/2021)" in cover
    assert any("Trả lời thư đã nhận" in text and "tải tệp lên" in text for text in cover)
    assert any(text.startswith("Phòng Nội vụ, ") for text in cover)


def test_last_years_points_are_shown_to_those_who_owe_the_form_only(sent):
    known = {UNIT: {"1.1.1": Decimal("0.25")}}

    commune = sent(Form.COMMUNE, UNIT, last_year=known)[SHEET]
    other = sent(Form.COMMUNE, "18499", last_year=known)[SHEET]
    department = sent(Form.AUTHORITY, "noi-vu", last_year=known)[SHEET]

    assert ScoreColumn.LAST_YEAR in texts(commune)
    assert "0,25" in texts(commune)
    assert ScoreColumn.LAST_YEAR in texts(other)
    assert "0,25" not in texts(other)
    assert ScoreColumn.LAST_YEAR not in texts(department)
