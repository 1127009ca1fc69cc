"""One sub-criterion's row of the score sheet."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from models.domain.criteria import FreePoints, Source, SubCriterion
from models.domain.entries import (
    NO_SELF_SCORE,
    NOT_FOR_UNIT,
    SCORE_ONLY,
    labels_of,
    takes_number,
)
from models.domain.rule_words import rule_in_words
from models.domain.workbook import Column
from tasks.number_format import POINTS
from tasks.workbook import validation
from tasks.workbook.labels_sheet import LabelRanges
from tasks.workbook.row_height import height_for
from tasks.workbook.self_score_formula import self_score_formula
from tasks.workbook.styles import GREY, LOCKED_FILL, Styles

WIDTHS = dict(zip(Column, (6, 34, 8, 14, 28, 25, 10, 22, 18), strict=True))
"""Widths of the columns; the whole table prints on A4 landscape."""
_PLACE = {column: place for place, column in enumerate(Column)}


class ItemWriter:
    """Writes rows of sub-criteria: printed text locked, answers unlocked and validated."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, labels: LabelRanges, excused: frozenset[str]
    ) -> None:
        self._sheet = sheet
        self._styles = styles
        self._labels = labels
        self._excused = excused

    def write(self, row: int, item: SubCriterion) -> None:
        """Write ``item`` into ``row`` (from 0)."""
        closed = self._closed(item)
        self._printed(row, item, {"bg_color": LOCKED_FILL} if closed else {})
        if closed:
            self._locked(row, closed)
        else:
            self._declared(row, item)
            self._self_score(row, item)
            for column in (Column.EVIDENCE, Column.EXPLANATION):
                self._sheet.write_blank(row, _PLACE[column], None, self._styles.answer())

    def _closed(self, item: SubCriterion) -> str:
        """Why the unit does not score ``item``, as printed in its row; "" when it does."""
        if item.source is Source.SURVEY:
            return NO_SELF_SCORE
        return NOT_FOR_UNIT if item.code in self._excused else ""

    def _printed(self, row: int, item: SubCriterion, look: dict[str, object]) -> None:
        sheet, styles = self._sheet, self._styles
        method = rule_in_words(item)
        sheet.set_row(row, _height(item, method))
        sheet.write_string(row, 0, item.code, styles.cell(align="center", **look))
        sheet.write_string(row, 1, item.name, styles.cell(**look))
        maximum = styles.points(**look)
        sheet.write_number(row, _PLACE[Column.MAXIMUM], float(item.max_points), maximum)
        small = styles.cell(font_size=11, **look)
        sheet.write_string(row, _PLACE[Column.METHOD], method, small)
        sheet.write_string(row, _PLACE[Column.REQUIRED], item.evidence, small)

    def _locked(self, row: int, words: str) -> None:
        grey = self._styles.cell(bg_color=LOCKED_FILL, font_color=GREY, italic=True, align="center")
        for column in (Column.DECLARED, Column.EVIDENCE, Column.EXPLANATION):
            self._sheet.write_blank(row, _PLACE[column], None, grey)
        self._sheet.write_string(row, _PLACE[Column.SELF_SCORE], words, grey)

    def _declared(self, row: int, item: SubCriterion) -> None:
        column = _PLACE[Column.DECLARED]
        if isinstance(item.rule, FreePoints) and not item.optional:
            grey = self._styles.cell(font_color=GREY, font_size=10, italic=True, align="center")
            self._sheet.write_string(row, column, SCORE_ONLY, grey)
            return
        self._sheet.write_blank(row, column, None, self._styles.answer(align="center"))
        options = (
            validation.figure_of(item, xl_rowcol_to_cell(row, column))
            if takes_number(item)
            else validation.pick_one(self._labels.range_of(labels_of(item)))
        )
        self._sheet.data_validation(row, column, row, column, options)

    def _self_score(self, row: int, item: SubCriterion) -> None:
        column = _PLACE[Column.SELF_SCORE]
        look = self._styles.answer(align="center", num_format=POINTS, bold=True)
        formula = self_score_formula(item, xl_rowcol_to_cell(row, _PLACE[Column.DECLARED]))
        if formula is None:
            self._sheet.write_blank(row, column, None, look)
        else:
            self._sheet.write_formula(row, column, formula, look, "")
        options = validation.points_up_to(item.max_points)
        self._sheet.data_validation(row, column, row, column, options)


def _height(item: SubCriterion, method: str) -> float:
    texts = (
        (item.name, WIDTHS[Column.NAME]),
        (method, WIDTHS[Column.METHOD] * 1.1),
        (item.evidence, WIDTHS[Column.REQUIRED] * 1.1),
    )
    return height_for(texts, least=2)
