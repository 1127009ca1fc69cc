"""Points off for lateness in the ranking, the score card and the report."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from models.domain.units import Level
from tasks.documents.annex import results_workbook, score_card_workbook
from tasks.documents.score_card import LATE, ScoreCard
from tests.tasks.documents.sample import campaign_of, criteria, results_of, tree_of

DISTRICT = campaign_of(Level.DISTRICT)
RULE = "Nộp muộn bị trừ 0,5 điểm mỗi ngày, tối đa 2 điểm."


def card(late):
    final = replace(tree_of("18496", "4.25"), late=Decimal(late))
    return ScoreCard(unit="18496", name="Xã A", declared=None, final=final, late_rule=RULE)


def rows(content, sheet):
    return list(load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True))


def test_the_ranking_has_the_column_only_when_somebody_loses_points():
    first, *others = results_of(DISTRICT)
    late = first.model_copy(update={"late_deduction": Decimal("0.5")})
    for results, shown in (((first, *others), False), ((late, *others), True)):
        content = results_workbook(DISTRICT, criteria(), results, [])
        heads = next(row for row in rows(content, "Xếp hạng") if "Điểm trừ" in row)
        assert ("Trừ nộp muộn" in heads) is shown
        if shown:
            place = heads.index("Trừ nộp muộn")
            table = [row for row in rows(content, "Xếp hạng") if row[2] == first.name]
            assert table[0][place] == 0.5


def test_the_score_card_names_what_was_taken_off_and_why():
    def lines(late):
        book = load_workbook(BytesIO(score_card_workbook(DISTRICT, criteria(), card(late))))
        return [row for sheet in book for row in sheet.iter_rows(values_only=True) if LATE in row]

    assert lines("0") == []
    (line,) = lines("1.5")
    assert (1.5 in line, RULE in line) == (True, True)
