"""The criteria sets that ship with the program make workbooks that Excel and the checks take."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from config.loaders import criteria_set_codes, load_criteria_set
from models.domain.checks.context import CheckContext
from models.domain.checks.self_assessment.review import assess
from models.domain.criteria.parts import part_of, self_scored
from tests.support.sent_workbooks import parsed, sent
from tests.support.workbooks import SHEET, UNIT, checks, identity


@pytest.fixture(params=criteria_set_codes())
def criteria_set(request):
    return load_criteria_set(request.param)


def test_an_untouched_workbook_is_told_with_the_number_of_its_answers(criteria_set):
    who = identity(template=criteria_set.code, version=criteria_set.version)
    context = CheckContext(expected=who, criteria_set=criteria_set)

    found = assess(parsed(sent(criteria_set, who=who)), context).findings

    assert checks(found) == ["nothing_filled"]
    assert f"cả {len(self_scored(criteria_set, UNIT))} tiêu chí" in found[0].message


def test_every_answer_is_validated_with_words_that_excel_shows(criteria_set):
    book = load_workbook(BytesIO(sent(criteria_set)))
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]

    assert all(rule.error for rule in book[SHEET].data_validations.dataValidation)
    assert all(len(rule.error or "") <= 225 and len(rule.prompt or "") <= 255 for rule in rules)
    assert all(len(rule.errorTitle or "") <= 32 for rule in rules)
    assert all(len(rule.promptTitle or "") <= 32 for rule in rules)


def test_nothing_is_longer_than_excel_takes(criteria_set):
    book = load_workbook(BytesIO(sent(criteria_set)))
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]

    assert all(len(title) <= 31 for title in book.sheetnames)
    assert all(len(rule.formula1 or "") <= 255 for rule in rules)
    assert all(len(text) <= 8192 for text in texts if text.startswith("="))


def test_each_department_gets_its_own_areas_and_together_they_are_the_set(criteria_set):
    bodies = {area.body for area in criteria_set.areas}

    parts = [part_of(criteria_set, body) for body in sorted(bodies)]

    codes = [area.code for part in parts for area in part.areas]
    assert sorted(codes) == sorted(area.code for area in criteria_set.areas)
    for part in parts:
        rows = {row.code for row in parsed(sent(part)).rows}
        assert rows == {leaf.code for _, _, leaf in part.leaves()}
