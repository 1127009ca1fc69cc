"""A criteria set as the annex table of a decision, rules in words; ``annex_import`` reads it."""

import io
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from itertools import pairwise
from math import ceil

import xlsxwriter

from models.domain.criteria.criteria_set import (
    Choice,
    Count,
    CriteriaSet,
    FreePoints,
    PercentReduction,
    Ratio,
    Satisfaction,
    ScoreSource,
    Steps,
    SubCriterion,
    YesNo,
)
from models.domain.vietnamese.numbers import format_number
from tasks.criteria.annex_table import AnnexColumn

_NOT_APPLICABLE = "Không phát sinh nhiệm vụ: không áp dụng"


_WIDTHS = (8, 44, 10, 18, 44, 44, 12)
_LETTERS_PER_WIDTH = 0.95
_LINE = 17.0
_FORMAT = {"font_name": "Times New Roman", "font_size": 13, "text_wrap": True, "valign": "top"}
_Cells = tuple[str | Decimal, ...]


def rule_text(item: SubCriterion) -> str:
    """One line per level of the rule, and a last line if the item may be "không áp dụng"."""
    lines = _lines(item)
    return ";\n".join([*lines, _NOT_APPLICABLE] if item.optional else lines) + "."


def declared_text(item: SubCriterion) -> str:
    """What the unit is asked to declare, for the column "Số liệu kê khai"."""
    match item.rule:
        case YesNo():
            return "Có/Không"
        case Steps(unit=unit):
            return f"Số liệu ({unit})"
        case Ratio():
            return "Tỷ lệ (%)"
        case Count(noun=noun):
            return f"Số lượng ({noun})"
        case Choice() | PercentReduction():
            return "Mức đạt được"
        case FreePoints():
            return "Số điểm"
        case Satisfaction():
            return "Không tự chấm"


def _lines(item: SubCriterion) -> list[str]:
    match item.rule:
        case YesNo():
            return ["Có: điểm tối đa", "Không: 0 điểm"]
        case Steps() as rule:
            return _steps(rule)
        case Ratio(floor=floor):
            below = [f"Dưới {format_number(floor)}%: 0 điểm"] if floor is not None else []
            return ["Tỷ lệ (%) x điểm tối đa / 100", *below]
        case Count() as rule:
            each = f"Mỗi {rule.noun}: {format_number(rule.unit_points)} điểm"
            return [each, "Tổng không quá điểm tối đa"]
        case Choice() as rule:
            levels = [f"{one.label}: {format_number(one.points)} điểm" for one in rule.options]
            return [f"Chọn một mức: {levels[0]}", *levels[1:]]
        case PercentReduction() as rule:
            return [f"{cut.label}: trừ {format_number(cut.percent)}% điểm" for cut in rule.cuts]
        case FreePoints(step=step):
            return [f"Chấm từ 0 đến điểm tối đa, bước {format_number(step)} điểm"]
        case Satisfaction():
            return ["Điều tra xã hội học: tỷ lệ hài lòng (%) x điểm tối đa / 100"]


def _steps(rule: Steps) -> list[str]:
    unit = "%" if rule.unit == "%" else f" {rule.unit}".rstrip()
    falling = sorted(rule.steps, key=lambda step: step.at_least, reverse=True)
    at = [f"{format_number(step.at_least)}{unit}" for step in falling]
    points = [f"{format_number(step.points)} điểm" for step in falling]
    between = [
        f"Từ {low} đến dưới {high}: {won}"
        for (high, low), won in zip(pairwise(at), points[1:], strict=True)
    ]
    below = [f"Dưới {at[-1]}: 0 điểm"] if falling[-1].at_least > 0 else []
    return [f"Từ {at[0]} trở lên: {points[0]}", *between, *below]


def export_annex(criteria_set: CriteriaSet) -> bytes:
    """The set as an XLSX table in the columns of ``Column``; equal sets give equal bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(criteria_set.effective_from, time(0))})
        _write(book, criteria_set)
    return target.getvalue()


def _write(book: xlsxwriter.Workbook, criteria_set: CriteriaSet) -> None:
    sheet = book.add_worksheet(criteria_set.annex[:31])
    plain = book.add_format(_FORMAT | {"border": 1})
    strong = book.add_format(_FORMAT | {"border": 1, "bold": True})
    title = book.add_format({**_FORMAT, "bold": True, "text_wrap": False})
    top = _title_lines(criteria_set)
    for row, line in enumerate(top):
        sheet.write_string(row, 0, line, title)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(len(top))
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(len(top), 2 * _LINE)
    sheet.write_row(len(top), 0, list(AnnexColumn), strong)
    for row, cells in enumerate(_rows(criteria_set), start=len(top) + 1):
        style = plain if cells[4] else strong
        sheet.set_row(row, _height(cells))
        for index, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                sheet.write_number(row, index, cell, style)
            else:
                sheet.write_string(row, index, cell, style)


def _height(cells: _Cells) -> float:
    """Points of height that show every line; office programs do not all fit rows by themselves."""
    lines = [
        sum(ceil(len(line) / (width * _LETTERS_PER_WIDTH)) for line in str(cell).split("\n"))
        for cell, width in zip(cells, _WIDTHS, strict=True)
    ]
    return _LINE * max(lines)


def _title_lines(criteria_set: CriteriaSet) -> list[str]:
    lines = [f"{criteria_set.annex}. {criteria_set.title}", f"(Kèm theo {criteria_set.decision})"]
    return [*lines, f"({criteria_set.mark_line})"] if criteria_set.mark else lines


def _rows(criteria_set: CriteriaSet) -> Iterator[_Cells]:
    for area in criteria_set.areas:
        yield (area.code, area.name, area.max_points, "", "", "", "")
        for criterion in area.criteria:
            yield (criterion.code, criterion.name, criterion.max_points, "", "", "", "")
            yield from map(_item, criterion.items)
    yield from _adjustments(
        criteria_set, "C", "Điểm thưởng", ScoreSource.BONUS, criteria_set.bonus_cap
    )
    yield from _adjustments(
        criteria_set, "T", "Điểm trừ", ScoreSource.DEDUCTION, criteria_set.deduction_cap
    )
    yield ("", "Tổng điểm", criteria_set.scale, "", "", "", "")


def _adjustments(
    criteria_set: CriteriaSet, code: str, name: str, source: ScoreSource, cap: Decimal
) -> Iterator[_Cells]:
    if cap:
        yield (code, f"{name} (tổng không quá điểm tối đa)", cap, "", "", "", "")
    yield from (_item(item) for item in criteria_set.adjustments if item.source is source)


def _item(item: SubCriterion) -> _Cells:
    rule = rule_text(item)
    return (item.code, item.name, item.max_points, declared_text(item), rule, item.evidence, "")
