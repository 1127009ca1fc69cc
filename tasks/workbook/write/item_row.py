"""One sub-criterion's row of the score sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from models.domain.collection.entries import (
    NO_SELF_SCORE,
    NOT_FOR_UNIT,
    SCORE_ONLY,
    labels_of,
    takes_number,
)
from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    FreePoints,
    PercentReduction,
    Ratio,
    ScoreSource,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.criteria.rules import NO, YES, rule_in_words
from models.domain.evidence.declared import COUNT_WORDS, NO_DOCUMENT
from models.domain.values import half_up
from tasks.rendering.excel import POINTS
from tasks.workbook.write import validation
from tasks.workbook.write.evidence_sheet import count_of
from tasks.workbook.write.facts import last_year_token
from tasks.workbook.write.hidden_sheets import LabelRanges
from tasks.workbook.write.styles import GREY, LOCKED_FILL, TYPED_TEXT, Styles, height_for
from tasks.workbook.write.table_head import SCORE_WIDTHS, ColumnLayout

_LONGEST_TEXT = 255


def self_score_formula(item: SubCriterion, cell: str) -> str | None:
    """An Excel formula over the declared ``cell``; None when the official types the points.

    The formula gives "" for whatever the rule does not take. None also for labels longer than the
    255 characters that Excel allows in a formula.
    """
    match item.rule:
        case YesNo():
            return _by_label(cell, ((YES, item.max_points), (NO, Decimal(0))))
        case Choice(options=options):
            return _by_label(cell, ((option.label, option.points) for option in options))
        case PercentReduction(cuts=cuts):
            top = item.max_points
            return _by_label(
                cell, ((cut.label, half_up(top * (100 - cut.percent) / 100)) for cut in cuts)
            )
        case Steps(unit=unit, steps=steps):
            points = "0"
            for step in steps:
                points = f"IF({cell}>={step.at_least},{step.points},{points})"
            return _of_number(cell, points, top="100" if unit == "%" else "")
        case Ratio(floor=floor):
            points = f"ROUND({cell}*{item.max_points}/100,2)"
            below = f"IF({cell}<{floor},0,{points})" if floor else points
            return _of_number(cell, below, top="100")
        case Count(unit_points=unit_points):
            points = f"ROUND(MIN({cell}*{unit_points},{item.max_points}),2)"
            return _of_number(cell, f'IF({cell}=INT({cell}),{points},"")')
        case _:
            return None


def _by_label(cell: str, points: Iterable[tuple[str, Decimal]]) -> str | None:
    formula = '""'
    for label, worth in reversed(tuple(points)):
        quoted = label.replace('"', '""')
        if len(quoted) > _LONGEST_TEXT:
            return None
        formula = f'IF({cell}="{quoted}",{worth},{formula})'
    return f"={formula}"


def _of_number(cell: str, points: str, top: str = "") -> str:
    within = f"{cell}>=0,{cell}<={top}" if top else f"{cell}>=0"
    return f'=IF(ISNUMBER({cell}),IF(AND({within}),{points},""),"")'


@dataclass(frozen=True)
class ItemWriter:
    """Writes rows of sub-criteria: printed text and formulas locked, answers open and validated."""

    sheet: Worksheet
    styles: Styles
    columns: ColumnLayout
    labels: LabelRanges
    excused: frozenset[str]

    def write(self, row: int, item: SubCriterion) -> None:
        """Write ``item`` into ``row`` (from 0)."""
        closed = self._closed(item)
        self._printed(row, item, {"bg_color": LOCKED_FILL} if closed else {})
        if closed:
            self._locked(row, closed)
            return
        self._declared(row, item)
        self._self_score(row, item)
        self._evidence(row, item)
        place = self.columns.place(ScoreColumn.EXPLANATION)
        self.sheet.write_blank(row, place, None, self.styles.answer(font_size=11, **TYPED_TEXT))

    def _closed(self, item: SubCriterion) -> str:
        """Why the unit does not score ``item``, as printed in its row; "" when it does."""
        if item.source is ScoreSource.SURVEY:
            return NO_SELF_SCORE
        return NOT_FOR_UNIT if item.code in self.excused else ""

    def _printed(self, row: int, item: SubCriterion, fmt: dict[str, object]) -> None:
        sheet, styles, place = self.sheet, self.styles, self.columns.place
        method = rule_in_words(item)
        sheet.set_row(row, _height(item, method))
        sheet.write_string(row, 0, item.code, styles.cell(align="center", **fmt))
        sheet.write_string(row, 1, item.name, styles.cell(**fmt))
        maximum = styles.points(**fmt)
        sheet.write_number(row, place(ScoreColumn.MAXIMUM), float(item.max_points), maximum)
        small = styles.cell(font_size=11, **fmt)
        sheet.write_string(row, place(ScoreColumn.METHOD), method, small)
        sheet.write_string(row, place(ScoreColumn.REQUIRED), item.evidence, small)
        if ScoreColumn.LAST_YEAR in self.columns.names:
            grey = styles.cell(align="center", font_color=GREY, **fmt)
            sheet.write_string(row, place(ScoreColumn.LAST_YEAR), last_year_token(item.code), grey)

    def _locked(self, row: int, words: str) -> None:
        grey = self.styles.cell(bg_color=LOCKED_FILL, font_color=GREY, italic=True, align="center")
        for column in (ScoreColumn.DECLARED, ScoreColumn.EVIDENCE, ScoreColumn.EXPLANATION):
            self.sheet.write_blank(row, self.columns.place(column), None, grey)
        self.sheet.write_string(row, self.columns.place(ScoreColumn.SELF_SCORE), words, grey)

    def _declared(self, row: int, item: SubCriterion) -> None:
        column = self.columns.place(ScoreColumn.DECLARED)
        if isinstance(item.rule, FreePoints) and not item.optional:
            grey = self.styles.cell(font_color=GREY, font_size=10, italic=True, align="center")
            self.sheet.write_string(row, column, SCORE_ONLY, grey)
            return
        self.sheet.write_blank(row, column, None, self.styles.answer(align="center"))
        options = (
            validation.figure_of(item, xl_rowcol_to_cell(row, column))
            if takes_number(item)
            else validation.pick_one(self.labels.range_of(labels_of(item)))
        )
        self.sheet.data_validation(row, column, row, column, options)

    def _self_score(self, row: int, item: SubCriterion) -> None:
        """A locked formula, or an open cell where only a person can say the points."""
        column = self.columns.place(ScoreColumn.SELF_SCORE)
        declared = xl_rowcol_to_cell(row, self.columns.place(ScoreColumn.DECLARED))
        fmt = {"align": "center", "num_format": POINTS, "bold": True}
        formula = self_score_formula(item, declared)
        if formula is not None:
            self.sheet.write_formula(row, column, formula, self.styles.cell(**fmt), "")
            return
        self.sheet.write_blank(row, column, None, self.styles.answer(**fmt))
        options = validation.points_up_to(item.max_points)
        self.sheet.data_validation(row, column, row, column, options)

    def _evidence(self, row: int, item: SubCriterion) -> None:
        """How many documents are listed; where one is due, that there is none."""
        cell = self.columns.cell
        count, nothing = count_of(cell(row, ScoreColumn.CODE)), '""'
        if item.evidence:
            score, why = cell(row, ScoreColumn.SELF_SCORE), cell(row, ScoreColumn.EXPLANATION)
            nothing = f'IF(AND(N({score})>0,LEN({why})=0),"{NO_DOCUMENT}","")'
        formula = f'=IF({count}>0,{count}&" {COUNT_WORDS}",{nothing})'
        style = self.styles.cell(align="center", font_size=11)
        self.sheet.write_formula(row, self.columns.place(ScoreColumn.EVIDENCE), formula, style, "")


def _height(item: SubCriterion, method: str) -> float:
    texts = (
        (item.name, SCORE_WIDTHS[ScoreColumn.NAME]),
        (method, SCORE_WIDTHS[ScoreColumn.METHOD] * 1.1),
        (item.evidence, SCORE_WIDTHS[ScoreColumn.REQUIRED] * 1.1),
    )
    return height_for(texts, least=2)
