import io

import openpyxl

from models.domain.criteria.criteria_set import Satisfaction, ScoreSource, SubCriterion
from models.domain.scoring.survey import SurveyPolicy
from models.domain.units import Unit, UnitKind
from tasks.survey.blank import blank_workbook
from tasks.survey.merge import merge
from tasks.survey.source import SurveySource

ITEMS = tuple(
    SubCriterion(
        code=code,
        name="Mức độ hài lòng",
        max_points=5,
        source=ScoreSource.SURVEY,
        rule=Satisfaction(),
    )
    for code in ("3.4.1", "3.4.2")
)
UNITS = (Unit(code="18496", name="Thị trấn Hương Khê", kind=UnitKind.COMMUNE),)
CODES = tuple(item.code for item in ITEMS)


def test_the_empty_template_can_be_loaded_and_holds_no_form():
    sources = [SurveySource("mau.xlsx", blank_workbook(ITEMS, UNITS, SurveyPolicy()))]
    batches = merge(sources, CODES, ["18496"], SurveyPolicy()).batches
    assert [(batch.rows_read, batch.rows_kept) for batch in batches] == [(0, 0)]


def test_a_form_typed_into_the_template_is_counted():
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(ITEMS, UNITS, SurveyPolicy())))
    book["Phieu"].append(["P1", "18496", "giay", "A", "C"])
    filled = io.BytesIO()
    book.save(filled)
    result = merge([SurveySource("nhap.xlsx", filled.getvalue())], CODES, ["18496"], SurveyPolicy())
    assert result.counts["18496"]["3.4.2"]["C"] == 1


def test_the_list_of_units_to_pick_from_points_at_the_units():
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(ITEMS, UNITS, SurveyPolicy())))
    first, second = book["Phieu"].data_validations.dataValidation
    row = first.formula1.split("$")[-1]
    assert book["Huong dan"][f"A{row}"].value == "18496"
    assert second.formula1 == '"A,B,C,D"'


def test_the_same_template_has_the_same_bytes():
    made = {blank_workbook(ITEMS, UNITS, SurveyPolicy()) for _ in range(2)}
    assert len(made) == 1
