"""An appraisal sheet is held against what it shows itself, whatever was done to that."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from deployments.preflight.adding import complete
from models.domain.collection.appraisal_sheet import AppraisalColumn
from models.domain.collection.workbook import APPRAISAL_SHEET
from tasks.workbook.opinion import form_opinion
from tests.support.corpus import CONFIG
from tests.support.corpus_appraisal import DEPARTMENT, sheet
from tests.support.corpus_config import forms_in
from tests.support.workbooks import UNIT, checks

COLUMN = tuple(AppraisalColumn).index(AppraisalColumn.SELF_SCORE) + 1


@pytest.fixture(scope="module")
def forms():
    return forms_in(CONFIG)


def said(forms, edit):
    book = load_workbook(BytesIO(sheet()))
    edit(book[APPRAISAL_SHEET])
    target = BytesIO()
    book.save(target)
    opinion = form_opinion(forms, target.getvalue(), "phieu.xlsx", DEPARTMENT)
    return complete(opinion, forms, date(2021, 11, 4))


def lines(page):
    return [row for row in page.iter_rows() if str(row[0].value).endswith(f"-{UNIT}")]


def put(page, column, value):
    for row in lines(page):
        row[column - 1].value = value


def test_points_are_named_by_the_line(forms):
    opinion, points = said(forms, lambda page: None)

    assert opinion.findings == ()
    assert points[f"1.1.1-{UNIT}"] == Decimal(1)
    assert len(points) == 10


@pytest.mark.parametrize("value", [None, "#REF!", "khoảng 1", -1, 0.125, 10**20])
def test_a_self_score_that_is_lost_asks_for_no_reason(forms, value):
    opinion, points = said(forms, lambda page: put(page, COLUMN, value))

    assert opinion.findings == ()
    assert points[f"1.1.1-{UNIT}"] == Decimal(1)


def test_a_sheet_without_the_column_of_self_scores_can_still_be_checked(forms):
    opinion, points = said(forms, lambda page: page.delete_cols(COLUMN))

    assert opinion.findings == ()
    assert len(points) == 10


def test_a_self_score_that_does_not_apply_may_be_left(forms):
    def edit(page):
        for row in lines(page):
            if row[0].value.startswith("1.2.1-"):
                row[COLUMN - 1].value = row[COLUMN].value = "Không áp dụng"

    opinion, points = said(forms, edit)

    assert opinion.findings == ()
    assert points[f"1.2.1-{UNIT}"] == 0


def test_a_sheet_without_lines_lacks_all_of_them(forms):
    opinion, points = said(forms, lambda page: page.delete_rows(7, 60))

    assert checks(opinion.findings) == ["missing_lines"]
    assert points == {}
