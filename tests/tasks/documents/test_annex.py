from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from models.domain.campaign import Campaign
from models.domain.scoring.engine import score
from models.domain.scoring.results import UnitResult
from models.domain.units import Level
from tasks.documents import context
from tasks.documents.annex import results_workbook, score_card_workbook
from tasks.documents.score_card import ScoreCard
from tests.tasks.documents.sample import campaign_of, criteria, data_of, results_of, tree_of

DISTRICT = campaign_of(Level.DISTRICT)


def cards_of(results: tuple[UnitResult, ...]) -> list[ScoreCard]:
    return [
        ScoreCard(
            unit=result.unit,
            name=result.name,
            declared=tree_of(result.unit, "5.00") if result.submitted else None,
            final=tree_of(result.unit, "4.25"),
            notes={"1.1.2": "=cmd|' /C calc'!A0"},
        )
        for result in results
    ]


def made(campaign: Campaign = DISTRICT) -> bytes:
    results = results_of(campaign)
    return results_workbook(campaign, criteria(), results, cards_of(results))


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def rows_of(card: bytes) -> dict[str, tuple[object, ...]]:
    sheet = opened(card).worksheets[0]
    return {row[0] or "": row for row in sheet.iter_rows(min_row=6, values_only=True)}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(made())


def test_the_same_input_gives_the_same_bytes(campaign: Campaign):
    assert made(campaign) == made(campaign)


def test_the_workbook_has_ranking_areas_and_cards(book: Workbook):
    assert book.sheetnames == ["Xếp hạng", "Điểm theo lĩnh vực", "Phiếu điểm"]


def test_every_sheet_is_a4_landscape_with_a_repeated_header(book: Workbook):
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.oddHeader.center.text == "&P"


def test_every_sheet_is_marked_when_the_set_is_illustrative(book: Workbook):
    for sheet in book.worksheets:
        first = [cell.value for row in sheet.iter_rows(max_row=3) for cell in row]
        assert "(Bộ tiêu chí minh họa, thay bằng phụ lục của Quyết định)" in first


def test_a_real_set_is_not_marked():
    real = criteria().model_copy(update={"illustrative": False})
    results = results_of(DISTRICT)
    sheet = opened(results_workbook(DISTRICT, real, results, cards_of(results))).worksheets[0]
    assert "minh họa" not in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_the_ranking_notes_what_was_not_appraised():
    first, *others = results_of(DISTRICT)
    open_ = first.model_copy(update={"unappraised": ("1.1.1", "C.1")})
    content = results_workbook(DISTRICT, criteria(), (open_, *others), [])
    rows = list(opened(content)["Xếp hạng"].iter_rows(min_row=5, values_only=True))
    assert [rows[0][12], rows[1][12]] == ["Chưa thẩm định 2 tiêu chí", ""]


def test_the_ranking_lists_units_by_rank_with_exact_figures(book: Workbook):
    rows = list(book["Xếp hạng"].iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows[:21]] == list(range(1, 22))
    assert rows[0][:5] == (1, "18000", "Thị trấn Hương Khê", 21, 21)
    assert rows[1][7] == 0.5
    assert rows[3][12] == "Không gửi bảng tự đánh giá"
    assert rows[21][0].startswith("Xếp hạng theo tỷ lệ chính xác, trước khi")


def heads_of(results: tuple[UnitResult, ...]) -> list[str]:
    content = results_workbook(DISTRICT, criteria(), results, [])
    return [cell.value for cell in opened(content)["Xếp hạng"][4]]


def test_columns_in_which_no_unit_has_anything_are_left_out():
    sent = tuple(r.model_copy(update={"submitted": True}) for r in results_of(DISTRICT))
    banded = (sent[0].model_copy(update={"band": "Tốt"}), *sent[1:])

    assert not {"Xếp loại", "Ghi chú"} & set(heads_of(sent))
    assert "Xếp loại" in heads_of(banded)
    assert "Ghi chú" in heads_of(results_of(DISTRICT))


def test_no_area_is_cut_by_the_edge_of_a_page(book: Workbook):
    sheet = book["Điểm theo lĩnh vực"]
    breaks = [each.id for each in sheet.col_breaks.brk]

    assert breaks == [14]
    assert sheet.cell(4, breaks[0] + 1).value == "3. Cải cách tài chính công (10,00 điểm)"
    assert sheet.print_title_cols == "$A:$B"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_points_are_numbers_shown_with_a_decimal_comma(book: Workbook):
    cell = book["Xếp hạng"].cell(5, 11)
    assert cell.data_type == "n"
    assert cell.number_format == "[$-42A]#,##0.00"


def test_areas_have_two_header_rows_and_four_figures_each(book: Workbook):
    sheet = book["Điểm theo lĩnh vực"]
    groups = [cell.value for cell in sheet[4] if cell.value]
    assert groups[:3] == [
        "TT",
        "Đơn vị",
        "Chỉ số chung (30,00 điểm)",
    ]
    assert groups[3] == "1. Công tác chỉ đạo, điều hành (10,00 điểm)"
    assert [cell.value for cell in sheet[5]][2:6] == [
        "Khảo sát",
        "Thẩm định",
        "Tổng điểm",
        "Chỉ số (%)",
    ]
    assert [cell.value for cell in sheet[6]][1:6] == [
        "Thị trấn Hương Khê",
        8.22,
        18.75,
        26.97,
        89.9,
    ]
    assert [cell.value for cell in sheet[6]][6:10] == [2.74, 6.25, 8.99, 89.9]


def test_a_card_shows_own_points_beside_the_final_ones_and_the_reason(book: Workbook):
    rows = {row[0]: row for row in book["Phiếu điểm"].iter_rows(max_row=12, values_only=True)}
    assert rows["1.1.2"][2:5] == (5, 5, 4.25)
    assert rows["1.1.3"][3:] == (None, 2.74, "Xác định qua khảo sát")


def test_a_sum_of_what_nobody_scores_himself_has_no_own_points():
    survey_only = criteria()
    part = survey_only.areas[0].criteria[0]
    parts = (
        part.model_copy(update={"items": part.items[:2]}),
        part.model_copy(update={"code": "1.2", "items": part.items[2:]}),
    )
    area = survey_only.areas[0].model_copy(update={"criteria": parts})
    split = survey_only.model_copy(update={"areas": (area, *survey_only.areas[1:])})
    own, final = score(split, "18000", {}, {}), score(split, "18000", {}, {"1.1.3": Decimal(90)})
    card = ScoreCard(unit="18000", name="Xã", declared=own, final=final)

    rows = rows_of(score_card_workbook(DISTRICT, split, card))

    assert [rows["1.1"][3], rows["1.2"][3], rows["1.2"][4]] == [0, None, 2.7]


def test_what_the_body_above_measures_is_in_no_sum_of_the_authoritys_card():
    tree = tree_of("noi-vu", satisfied="0")
    card = ScoreCard(unit="noi-vu", name="Huyện", declared=tree, final=tree, surveyed=False)
    kind = "authority_report"
    said = context.build(kind, DISTRICT, data_of(DISTRICT, kind, authority_score=tree))

    rows = rows_of(score_card_workbook(DISTRICT, criteria(), card))

    assert rows["1.1.3"][2:] == (None, None, None, "Chưa đo (tối đa 3,00 điểm)")
    assert rows[""][2:5] == (21, 19.5, 19.5)
    assert [said["own_maximum"], said["own_points"]] == ["21,00", "19,50"]
    assert rows[""][5] == "Chưa gồm phần khảo sát (9,00 điểm), cấp trên đo"


def test_text_is_never_a_formula(book: Workbook):
    cells = [c for s in book.worksheets for row in s.iter_rows() for c in row if c.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=") for cell in cells)


def test_the_card_of_the_authority_names_its_annex():
    card = cards_of(results_of(DISTRICT))[0].model_copy(update={"name": "UBND huyện Hương Khê"})
    sheet = opened(score_card_workbook(DISTRICT, criteria(), card)).worksheets[0]
    assert sheet.title == "Phụ lục III"
    assert sheet["A2"].value == "UBND huyện Hương Khê"
    assert sheet["A3"].value == "Phụ lục III kèm theo Quyết định số 3396/QĐ-UBND"


def test_an_item_that_does_not_apply_has_no_points():
    optional = criteria()
    item = optional.item("1.1.1").model_copy(update={"excused": frozenset({"18000"})})
    first = optional.areas[0]
    part = first.criteria[0].model_copy(update={"items": (item, *first.criteria[0].items[1:])})
    areas = (first.model_copy(update={"criteria": (part,)}), *optional.areas[1:])
    tree = score(optional.model_copy(update={"areas": areas}), "18000", {}, {})
    card = ScoreCard(unit="18000", name="Thị trấn Hương Khê", declared=None, final=tree)
    sheet = opened(score_card_workbook(DISTRICT, optional, card)).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["1.1.1"][2:] == (None, None, None, "Không áp dụng")


def test_a_unit_without_a_self_assessment_has_no_own_points():
    card = cards_of(results_of(DISTRICT))[3]
    sheet = opened(score_card_workbook(DISTRICT, criteria(), card)).worksheets[0]
    assert {row[3] for row in sheet.iter_rows(min_row=6, values_only=True)} == {None}
