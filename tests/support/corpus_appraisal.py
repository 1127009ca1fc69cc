"""Score sheets of a department over one commune: as they go out, and spoilt in one way each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from openpyxl import Workbook

from deployments.rehearsal.fill import Typed, fill
from models.domain.campaign import Form
from models.domain.checks.context import CheckContext
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.appraisal_sheet import (
    AppraisalColumn,
    AppraisalLine,
    SelfEntry,
    appraisal_lines_of,
)
from models.domain.collection.workbook import APPRAISAL_SHEET, Identity
from models.domain.units import Unit, UnitKind
from tasks.workbook.appraisal.form import build_appraisal
from tests.support.corpus_form import answered, context, form
from tests.support.corpus_right import by_openpyxl
from tests.support.sent_workbooks import FACTS, parsed
from tests.support.workbooks import UNIT, identity
from tests.support.zips import unzipped, zipped

DEPARTMENT = "noi-vu"
_COMMUNE = Unit(code=UNIT, name="Thị trấn Hương Khê", kind=UnitKind.COMMUNE)
_APPRAISED, _REASON = AppraisalColumn.APPRAISED, AppraisalColumn.REASON


def appraisal_context() -> CheckContext:
    """What every score sheet of the corpus is checked against, besides its lines."""
    return CheckContext(expected=_who(), criteria_set=form())


@cache
def lines_sent() -> tuple[AppraisalLine, ...]:
    """What the department was sent: the commune whose return is ``answered()``."""
    points = assess(parsed(answered()), context()).points
    entries = {code: SelfEntry(points=points[code]) for code in points}
    return tuple(appraisal_lines_of(form(), DEPARTMENT, [_COMMUNE], {UNIT: entries}))


@cache
def sheet() -> bytes:
    """The score sheet as it goes out."""
    return build_appraisal(form(), lines_sent(), _who(), FACTS)


def _who() -> Identity:
    return identity(form=Form.APPRAISAL, unit=DEPARTMENT)


def _typed(code: str, points: Typed, reason: str = "") -> Callable[[], bytes]:
    """The sheet with other points for one sub-criterion."""
    row = f"{code}-{UNIT}"
    cells: dict[tuple[str, str, str], Typed] = {(APPRAISAL_SHEET, row, _APPRAISED.value): points}
    if reason:
        cells[APPRAISAL_SHEET, row, _REASON.value] = reason
    return lambda: zipped(unzipped(fill(sheet(), cells)))


def _saved(edit: Callable[[Workbook], object]) -> Callable[[], bytes]:
    return lambda: by_openpyxl(edit, sheet())


def _row_of(book: Workbook, key: str) -> int:
    cells = next(book[APPRAISAL_SHEET].iter_cols(1, 1))
    return next(cell.row for cell in cells if cell.value == key)


def _delete(book: Workbook) -> None:
    book[APPRAISAL_SHEET].delete_rows(_row_of(book, f"1.2.1-{UNIT}"))


def _copy(book: Workbook) -> None:
    last = book[APPRAISAL_SHEET].max_row + 1
    for column in range(1, 10):
        source = book[APPRAISAL_SHEET].cell(_row_of(book, f"1.2.1-{UNIT}"), column)
        book[APPRAISAL_SHEET].cell(last, column).value = source.value


def _add(book: Workbook) -> None:
    last = book[APPRAISAL_SHEET].max_row + 1
    for column, value in enumerate((f"1.9.9-{UNIT}", "Hương Khê", 1, "", 1, 1), start=1):
        book[APPRAISAL_SHEET].cell(last, column).value = value


RIGHT_SHEETS: dict[str, Callable[[], bytes]] = {
    "appraisal_agreed.xlsx": lambda: zipped(unzipped(sheet())),
    "appraisal_lowered.xlsx": _typed("1.1.1", "0,5", "Ban hành chậm so với quy định"),
    "appraisal_not_applicable.xlsx": _typed("1.2.1", "Không áp dụng", "Không phát sinh hồ sơ"),
}
WRONG_SHEETS: dict[str, Callable[[], bytes]] = {
    "missing_lines/deleted_row.xlsx": _saved(_delete),
    "doubled_lines/copied_row.xlsx": _saved(_copy),
    "unknown_lines/added_row.xlsx": _saved(_add),
    "missing_points/emptied.xlsx": _typed("1.1.1", None),
    "points_not_a_number/words.xlsx": _typed("1.1.1", "đạt", "Đã kiểm tra hồ sơ"),
    "points_not_a_number/must_apply.xlsx": _typed("1.1.1", "Không áp dụng", "Không phát sinh"),
    "points_out_of_range/above.xlsx": _typed("1.1.1", Decimal(3), "Làm tốt"),
    "points_out_of_range/too_fine.xlsx": _typed("1.1.1", Decimal("0.125"), "Làm chậm"),
    "missing_reason/lowered.xlsx": _typed("1.1.1", Decimal(0)),
}
