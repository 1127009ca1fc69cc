"""What Excel itself refuses in an answer cell, with the words it shows (at most 255 letters)."""

from decimal import Decimal
from textwrap import shorten
from typing import Any

from models.domain.checks.self_assessment.off_step import step_of
from models.domain.checks.self_assessment.over_maximum import ceiling
from models.domain.criteria.criteria_set import Count, Ratio, Steps, SubCriterion
from models.domain.criteria.rules import NOT_APPLICABLE
from models.domain.vietnamese.numbers import format_number

Options = dict[str, Any]
_NO_CEILING = Decimal(10**9)
_LONGEST_PROMPT = 255


def pick_one(source: str) -> Options:
    """A drop-down list; ``source`` is the range that holds the labels."""
    return {
        "validate": "list",
        "source": source,
        "input_title": "Số liệu kê khai",
        "input_message": "Chọn một mức trong danh sách.",
        "error_title": "Chưa đúng danh sách",
        "error_message": "Đề nghị chọn một mức trong danh sách, không gõ nội dung khác.",
    }


def figure_of(item: SubCriterion, cell: str) -> Options:
    """The number that the rule of ``item`` takes in ``cell``."""
    top = ceiling(item)
    span = f"từ 0 đến {format_number(top)}" if top is not None else "từ 0 trở lên"
    whole = "số nguyên " if step_of(item) == 1 else "số "
    message = f"Ghi {whole}{span}{_unit(item)}."
    if item.optional:
        message += f" Không phát sinh thì gõ: {NOT_APPLICABLE}."
    return {
        **_number(item, cell, _NO_CEILING if top is None else top),
        "input_title": "Số liệu kê khai",
        "input_message": message,
        "error_title": "Số chưa đúng",
        "error_message": f"Đề nghị: {message[0].lower()}{message[1:]} Không gõ chữ, dấu %.",
    }


def listed_code(source: str) -> Options:
    """One of the codes in the range ``source``; several can be kept after a warning."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Mã không có trong danh sách",
        "error_message": "Đề nghị chọn mã trong danh sách. Tài liệu dùng cho nhiều tiêu chí thì "
        "ghi các mã cách nhau bằng dấu phẩy, ví dụ: 1.1.1, 1.2.1.",
    }


def document_for(item: SubCriterion) -> Options:
    """Any text; what ``item`` asks for is shown beside the cell."""
    return {
        "validate": "any",
        "input_title": f"Tài liệu của tiêu chí {item.code}",
        "input_message": shorten(item.evidence, _LONGEST_PROMPT, placeholder="…"),
    }


def day_in(cell: str, year: int) -> Options:
    """A day typed as text, day first, most likely of ``year``; a day cell is taken too.

    Anything else can be kept after a warning: a reader finds more ways of writing a day than fit
    into a formula.
    """
    example = f"ngày/tháng/năm, ví dụ 15/01/{year}"
    month = f'MID({cell},FIND("/",{cell})+1,FIND("/",{cell},4)-FIND("/",{cell})-1)'
    test = f'AND(LEFT({cell},FIND("/",{cell})-1)*1<=31,{month}*1<=12,RIGHT({cell},4)*1>1990)'
    return {
        "validate": "custom",
        "value": f"=IFERROR({test},ISNUMBER({cell}))",
        "error_type": "warning",
        "input_title": "Ngày ban hành",
        "input_message": f"Ghi {example}.",
        "error_title": "Ngày chưa đúng",
        "error_message": f"Đề nghị ghi {example}.",
    }


def points_up_to(maximum: Decimal) -> Options:
    """Points from 0 to ``maximum``."""
    top = format_number(maximum)
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(maximum),
        "error_title": "Điểm chưa đúng",
        "error_message": f"Đề nghị ghi điểm từ 0 đến {top}, không vượt điểm tối đa.",
    }


def appraised_points(item: SubCriterion, cell: str) -> Options:
    """Points that an appraiser may give for ``item``; "Không áp dụng" too where it is optional."""
    options = points_up_to(item.max_points)
    return {**options, **_number_or_none(cell, item.max_points)} if item.optional else options


def _number(item: SubCriterion, cell: str, top: Decimal) -> Options:
    if item.optional:
        return _number_or_none(cell, top)
    kind = "integer" if step_of(item) == 1 else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": 0, "maximum": float(top)}


def _number_or_none(cell: str, top: Decimal) -> Options:
    test = f'OR({cell}="{NOT_APPLICABLE}",AND(ISNUMBER({cell}),{cell}>=0,{cell}<={top}))'
    return {"validate": "custom", "value": f"={test}"}


def _unit(item: SubCriterion) -> str:
    match item.rule:
        case Ratio() | Steps(unit="%"):
            return " (phần trăm, ví dụ 95,5; không gõ dấu %)"
        case Steps(unit=unit):
            return f" ({unit})" if unit else ""
        case Count(noun=noun):
            return f" ({noun})"
        case _:
            return ""
