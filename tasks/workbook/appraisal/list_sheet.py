"""The sheet "Thẩm định": a block for each sub-criterion, in it a line for each commune."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from models.domain.collection.appraisal_sheet import AppraisalColumn, AppraisalLine
from models.domain.collection.workbook import APPRAISAL_SHEET
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from models.domain.criteria.rules import NOT_APPLICABLE, rule_in_words
from models.domain.vietnamese.numbers import format_number
from tasks.rendering.excel import POINTS
from tasks.workbook.write.facts import CoverFacts
from tasks.workbook.write.styles import AREA_FILL, GREY, INK, Styles, height_for
from tasks.workbook.write.table_head import mark_line, write_head
from tasks.workbook.write.validation import appraised_points

_COLUMNS = tuple(AppraisalColumn)
_WIDTHS = dict(zip(_COLUMNS, (15, 22, 8, 24, 9, 10, 28, 28, 24), strict=True))
_PLACE = {column: place for place, column in enumerate(_COLUMNS)}
_LAST = len(_COLUMNS) - 1
_WHOLE = sum(_WIDTHS.values()) * 0.9
"""Room of a line that is merged over all columns; bold letters are wider."""
_HOW_TO = (
    "Ô “Điểm thẩm định” đã có sẵn điểm đơn vị tự chấm: đồng ý thì để nguyên. Sửa điểm thì ghi "
    "lý do ở cột bên cạnh; ô lý do còn thiếu có nền đỏ. Bấm mũi tên ở cột "
    "“Đơn vị” để lọc một đơn vị."
)
_KINDS = {ScoreSource.BONUS: "Điểm thưởng. ", ScoreSource.DEDUCTION: "Điểm trừ. "}


class AppraisalList:
    """Writes the list from the top down."""

    def __init__(self, workbook: Workbook, styles: Styles) -> None:
        self._sheet = workbook.add_worksheet(APPRAISAL_SHEET)
        self._styles = styles
        self._row = 0
        self._header = 0

    @property
    def last_row(self) -> int:
        """The last row written, from 0."""
        return self._row - 1

    def head(self, criteria_set: CriteriaSet, facts: CoverFacts) -> None:
        """Write the headings, how to fill in the sheet, and the header row."""
        styles, centred = self._styles, {"align": "center"}
        title = styles.text(bold=True, font_size=14, font_color=INK, **centred)
        how_to = f"{_HOW_TO} {facts.send_to} {facts.contact}"
        lines = [
            ("PHIẾU THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CỦA CÁC ĐƠN VỊ", title, 24),
            (f"{facts.title}. {criteria_set.annex}", styles.text(**centred), 20),
            (
                f"Cơ quan thẩm định: {facts.unit_name}. Thời hạn gửi: {facts.limit}.",
                styles.text(bold=True, **centred),
                20,
            ),
            (how_to, styles.text(font_color=GREY), height_for([(how_to, _WHOLE)])),
            *mark_line(criteria_set, styles),
        ]
        self._header = write_head(self._sheet, styles, lines, _WIDTHS, 36)
        self._row = self._header + 1

    def block(self, item: SubCriterion, lines: Sequence[AppraisalLine]) -> None:
        """Write the heading of ``item`` and a line for each commune."""
        words = (
            f"{item.code}. {item.name} (tối đa {format_number(item.max_points)} điểm). "
            f"{_KINDS.get(item.source, '')}{rule_in_words(item)}"
        )
        style = self._styles.cell(bold=True, bg_color=AREA_FILL)
        self._sheet.set_row(self._row, height_for([(words, _WHOLE)]))
        self._sheet.merge_range(self._row, 0, self._row, _LAST, words, style)
        first = self._row + 1
        for row, line in enumerate(lines, start=first):
            self._line(row, line)
        self._row = first + len(lines)
        column = _PLACE[AppraisalColumn.APPRAISED]
        options = appraised_points(item, xl_rowcol_to_cell(first, column))
        self._sheet.data_validation(first, column, self.last_row, column, options)

    def close(self) -> None:
        """Set filter, alarm for missing reasons, and protection."""
        sheet, first = self._sheet, self._header + 1
        sheet.autofilter(self._header, 0, max(self.last_row, self._header), _LAST)
        reason = _PLACE[AppraisalColumn.REASON]
        test = f"=AND(LEN($A{first + 1})>0,$E{first + 1}<>$F{first + 1},LEN($G{first + 1})=0)"
        alarm = {"type": "formula", "criteria": test, "format": self._styles.alarm()}
        sheet.conditional_format(first, reason, max(self.last_row, first), reason, alarm)
        sheet.protect("", {"autofilter": True, "format_rows": True, "format_columns": True})

    def _line(self, row: int, line: AppraisalLine) -> None:
        sheet, styles, entry = self._sheet, self._styles, line.entry
        text = styles.cell(font_size=11)
        sheet.write_string(row, 0, line.key, text)
        sheet.write_string(row, 1, line.unit.name, styles.cell())
        sheet.write_number(row, 2, float(line.item.max_points), styles.points())
        self._points(row, AppraisalColumn.SELF_SCORE, line.points, answer=False)
        self._points(row, AppraisalColumn.APPRAISED, line.points, answer=True)
        sheet.write_blank(row, _PLACE[AppraisalColumn.REASON], None, styles.answer(font_size=11))
        shown = (
            (AppraisalColumn.DECLARED, entry.declared if entry else ""),
            (AppraisalColumn.EVIDENCE, entry.evidence if entry else ""),
            (AppraisalColumn.EXPLANATION, entry.explanation if entry else ""),
        )
        for column, words in shown:
            sheet.write_string(row, _PLACE[column], words, text)
        named = (AppraisalColumn.UNIT, line.unit.name)
        texts = [(words, _WIDTHS[column]) for column, words in (named, *shown)]
        sheet.set_row(row, height_for(texts))

    def _points(
        self, row: int, column: AppraisalColumn, points: Decimal | None, *, answer: bool
    ) -> None:
        fmt = {"num_format": POINTS, "align": "center"}
        style = self._styles.answer(bold=True, **fmt) if answer else self._styles.cell(**fmt)
        if points is None:
            self._sheet.write_string(row, _PLACE[column], NOT_APPLICABLE, style)
        else:
            self._sheet.write_number(row, _PLACE[column], float(points), style)
