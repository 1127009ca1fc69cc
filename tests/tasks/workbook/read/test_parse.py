from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import ScoreColumn, Sheet, Workbook
from tasks.workbook.read.parse import SELF_COLUMNS, find_identity, parse_self_assessment
from tests.support.sent_workbooks import filled, parsed, sent
from tests.support.workbooks import RIGHT, SHEET, checks, context, returned


def edited(content, edit):
    book = load_workbook(BytesIO(content))
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_filled_workbook_is_accepted_with_its_answers():
    workbook = parsed(filled())

    assert assess(workbook, context()).findings == ()
    assert assess(workbook, context()) == assess(returned(), context())


def test_an_untouched_workbook_is_told_in_one_sentence():
    assert checks(assess(parsed(sent()), context()).findings) == ["nothing_filled"]


def test_comma_decimals_and_self_scores_are_read():
    content = filled(declared={"1.2.1": "91,17"}, self_score={"1.2.1": "2,74"})

    assert assess(parsed(content), context()).findings == ()


def test_a_finding_names_the_cell_in_which_the_official_typed():
    content = filled(declared={"1.1.2": "khoảng 95"})

    (finding,) = assess(parsed(content), context()).findings

    sheet = load_workbook(BytesIO(content))[SHEET]
    assert sheet[finding.cells[0].cell].value == "khoảng 95"
    assert finding.cells[0].sheet == SHEET


def test_evidence_and_explanation_are_tidied_text():
    content = filled(evidence={"1.1.1": " Số\u00a05 "}, explanation={"1.1.1": 7})

    row = next(row for row in parsed(content).rows if row.code == "1.1.1")
    assert (row.evidence, row.explanation) == ("Số 5", "7")


def shift(book):
    book[SHEET].insert_cols(1)
    book[SHEET].insert_rows(1, 3)


def rename(book):
    book[SHEET].title = "Sheet1"


@pytest.mark.parametrize("edit", [shift, rename])
def test_a_moved_or_renamed_table_is_still_found(edit):
    workbook = parsed(edited(filled(), edit))

    assert {row.code for row in workbook.rows if row.declared is not None} == set(RIGHT) - {
        "2.1.3"
    } | {"2.1.3"}


def test_a_lost_header_is_named_and_nothing_is_guessed():
    def lose(book):
        book[SHEET]["G5"] = "Điểm"

    workbook = parsed(edited(filled(), lose))

    assert workbook.missing_columns == (ScoreColumn.SELF_SCORE,)
    assert workbook.rows == ()


def test_a_workbook_without_the_table_lacks_every_column():
    assert (
        parse_self_assessment(Workbook((Sheet("Trang1", (("a", None), ())),))).missing_columns
        == SELF_COLUMNS
    )


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("campaign",),),
        (("campaign", "x"), ("form", "khác"), (None, "y")),
        (("campaign", True),),
    ],
)
def test_an_identity_that_makes_no_sense_is_none(rows):
    assert find_identity((Sheet("_cchc", rows),)) is None


def test_a_workbook_without_identity_has_none():
    assert find_identity((Sheet("Bìa", ()),)) is None


def test_numbers_in_the_identity_may_have_become_number_cells():
    facts = {
        "campaign": "huong-khe-2021",
        "form": "commune",
        "unit": Decimal(18496),
        "round": Decimal(1),
        "template": "bo-thu",
        "version": Decimal(1),
    }

    assert find_identity((Sheet("_cchc", tuple(facts.items())),)).unit == "18496"
