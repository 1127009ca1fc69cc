"""Workbooks that go with the documents: results of the communes, score cards."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource
from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from models.domain.scoring.results import UnitResult
from models.domain.scoring.score_tree import AreaScore, ScoreTree, percent_of
from models.domain.vietnamese.numbers import format_points
from tasks.documents.score_card import CARD_HEADS, CARD_WIDTHS, ScoreCard, card_rows
from tasks.documents.wording import commune_nouns, decision_short
from tasks.rendering.excel import Book, Cell

RANK_HEADS = (
    *("Xếp hạng", "Mã đơn vị", "Đơn vị", "Điểm tự đánh giá", "Điểm thẩm định", "Điểm khảo sát"),
    *("Điểm thưởng", "Điểm trừ", "Trừ nộp muộn", "Tổng điểm", "Điểm tối đa", "Chỉ số (%)"),
    *("Xếp loại", "Khoảng hạng (95%)", "Ghi chú"),
)
RANK_WIDTHS = (7, 9, 24, 9, 9, 9, 9, 9, 9, 9, 9, 9, 11, 12, 24)
AREA_PARTS = ("Khảo sát", "Thẩm định", "Tổng điểm", "Chỉ số (%)")
MAY_BE_EMPTY = ("Trừ nộp muộn", "Xếp loại", "Ghi chú")
"""Columns of the ranking that are left out when no unit has anything in them."""
AREA_WIDTH = 8
AREAS_A_PAGE = 3
"""Whole areas side by side on a printed page; all nine on one would be type of 4 points."""


def results_workbook(
    campaign: Campaign,
    criteria_set: CriteriaSet,
    results: Sequence[UnitResult],
    cards: Sequence[ScoreCard],
) -> bytes:
    """Ranking, points by area and score cards of all communes, as one xlsx."""
    book = Book()
    ranked = sorted(results, key=lambda result: (result.rank, result.unit))
    by_unit = {card.unit: card for card in cards}
    ordered = [by_unit[result.unit] for result in ranked if result.unit in by_unit]
    subject = f"UBND các {commune_nouns(campaign)}, {campaign.authority.name}"
    lines = [f"CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {campaign.year}", subject, *_mark(criteria_set)]
    _ranking_sheet(book, ["XẾP HẠNG " + lines[0], *lines[1:]], ranked, campaign)
    _areas_sheet(book, ["ĐIỂM THEO LĨNH VỰC, " + lines[0], *lines[1:]], criteria_set, ordered)
    _cards_sheet(book, "Phiếu điểm", ["PHIẾU ĐIỂM, " + lines[0], *lines[1:]], ordered)
    return book.close()


def score_card_workbook(campaign: Campaign, criteria_set: CriteriaSet, card: ScoreCard) -> bytes:
    """The score card of one unit or of the authority itself (Phụ lục II), as xlsx."""
    book = Book()
    title = f"BẢNG CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {campaign.year}"
    annex = f"{criteria_set.annex} kèm theo {decision_short(criteria_set.decision)}"
    lines = [title, card.name, annex, *_mark(criteria_set)]
    _cards_sheet(book, criteria_set.annex[:31], lines, [card])
    return book.close()


def _mark(criteria_set: CriteriaSet) -> list[str]:
    return [f"(Bộ tiêu chí {criteria_set.mark})"] if criteria_set.mark else []


def _ranking_sheet(
    book: Book, titles: list[str], ranked: Sequence[UnitResult], campaign: Campaign
) -> None:
    table = [_rank_cells(result) for result in ranked]
    kept = [
        place
        for place, head in enumerate(RANK_HEADS)
        if head not in MAY_BE_EMPTY or any(cells[place] for cells in table)
    ]
    sheet = book.sheet("Xếp hạng", [RANK_WIDTHS[place] for place in kept])
    first = book.titles(sheet, 0, len(kept) - 1, titles)
    book.heads(sheet, first, [RANK_HEADS[place] for place in kept])
    for row, cells in enumerate(table, first + 1):
        book.row(sheet, row, [cells[place] for place in kept])
    words = f"{EXACT_ORDER} {describe_tie_rule(campaign.ranking)}"
    book.remark(sheet, first + 1 + len(table), len(kept) - 1, words)


def _rank_cells(result: UnitResult) -> tuple[Cell, ...]:
    notes = [
        *(["Không gửi bảng tự đánh giá"] if not result.submitted else []),
        *(["Đồng hạng"] if result.tied else []),
        *([f"Chưa thẩm định {len(result.unappraised)} tiêu chí"] if result.unappraised else []),
    ]
    return (
        *(result.rank, result.unit, result.name, result.self_points, result.appraised_points),
        *(result.survey_points, result.bonus, result.deduction, result.late_deduction),
        *(result.total, result.maximum, result.index_percent, result.band or ""),
        f"{result.rank_low} - {result.rank_high}",
        "; ".join(notes),
    )


def _areas_sheet(
    book: Book, titles: list[str], criteria_set: CriteriaSet, cards: Sequence[ScoreCard]
) -> None:
    groups = [f"Chỉ số chung ({format_points(criteria_set.scale)} điểm)"]
    groups += [
        f"{a.code}. {a.name} ({format_points(a.max_points)} điểm)" for a in criteria_set.areas
    ]
    figures, page = len(groups) * len(AREA_PARTS), AREAS_A_PAGE * len(AREA_PARTS)
    sheet = book.sheet("Điểm theo lĩnh vực", (5, 24, *(AREA_WIDTH,) * figures))
    sheet.set_print_scale(78)
    sheet.set_v_pagebreaks(range(2 + page, 2 + figures, page))
    sheet.repeat_columns(0, 1)
    first = book.titles(sheet, 2, 1 + min(page, figures), titles)
    _area_heads(book, sheet, first, groups)
    for row, card in enumerate(cards, first + 2):
        cells = [cell for area in card.final.areas for cell in _area_cells(area)]
        place = row - first - 1
        book.row(sheet, row, (place, card.name, *_total_cells(card.final), *cells))


def _area_heads(book: Book, sheet: Worksheet, row: int, groups: Sequence[str]) -> None:
    book.heads(sheet, row + 1, ("", "", *AREA_PARTS * len(groups)))
    head = book.formats["head"]
    for column, name in enumerate(("TT", "Đơn vị")):
        sheet.merge_range(row, column, row + 1, column, name, head)
    for place, group in enumerate(groups):
        left = 2 + place * len(AREA_PARTS)
        sheet.merge_range(row, left, row, left + len(AREA_PARTS) - 1, "", head)
        sheet.write_string(row, left, group, head)
    sheet.set_row(row, book.height(groups, [AREA_WIDTH * len(AREA_PARTS)] * len(groups)))
    sheet.repeat_rows(row, row + 1)
    sheet.freeze_panes(row + 2, 2)


def _total_cells(tree: ScoreTree) -> tuple[Decimal, ...]:
    appraised = tree.points_from(ScoreSource.SELF, ScoreSource.BONUS, ScoreSource.DEDUCTION)
    return (tree.points_from(ScoreSource.SURVEY), appraised, tree.points, tree.index_percent)


def _area_cells(area: AreaScore) -> tuple[Decimal, ...]:
    leaves = [leaf for criterion in area.criteria for leaf in criterion.items]
    survey = sum((leaf.points for leaf in leaves if leaf.source is ScoreSource.SURVEY), Decimal(0))
    return (survey, area.points - survey, area.points, percent_of(area.index))


def _cards_sheet(book: Book, name: str, titles: list[str], cards: Sequence[ScoreCard]) -> None:
    sheet = book.sheet(name, CARD_WIDTHS)
    row = book.titles(sheet, 0, len(CARD_HEADS) - 1, titles)
    book.heads(sheet, row, CARD_HEADS)
    breaks = []
    for card in cards:
        for cells, strong in card_rows(card):
            row += 1
            book.row(sheet, row, cells, strong)
        breaks.append(row + 1)
    sheet.set_h_pagebreaks(breaks[:-1])
