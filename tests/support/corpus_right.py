"""Workbooks that must be accepted, each with one peculiarity of people or programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import numbers

from models.domain.collection.workbook import ScoreColumn
from tests.support.corpus_form import answered
from tests.support.workbooks import COLUMNS, SHEET
from tests.support.zips import edited, unzipped, zipped

_DECLARED, _EVIDENCE = (
    COLUMNS[column] + 1 for column in (ScoreColumn.DECLARED, ScoreColumn.EVIDENCE)
)
_LONG_AGO = datetime(2021, 10, 1)  # noqa: DTZ001 - as the format has it


def by_openpyxl(edit: Callable[[Workbook], object], content: bytes | None = None) -> bytes:
    """The filled workbook opened, edited and saved by another program: formulas lose results."""
    book = load_workbook(BytesIO(content or answered()))
    edit(book)
    book.properties.modified = book.properties.created = _LONG_AGO
    target = BytesIO()
    book.save(target)
    return edited(target.getvalue(), _without_time)


def row_of(book: Workbook, code: str) -> int:
    """The number of the row of a sub-criterion."""
    cells = next(book[SHEET].iter_cols(1, 1))
    return next(cell.row for cell in cells if cell.value == code)


def put(book: Workbook, code: str, column: ScoreColumn, value: object) -> None:
    """Type a value into the row of a sub-criterion."""
    book[SHEET].cell(row_of(book, code), COLUMNS[column] + 1).value = value


def _without_time(name: str, data: bytes) -> bytes:
    if name != "docProps/core.xml":
        return data
    return re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2021-10-01T00:00:00Z", data)


def _inserted_rows(book: Workbook) -> None:
    book[SHEET].insert_rows(1, 3)
    book[SHEET].insert_rows(row_of(book, "1.2.1"), 2)


def _deleted_rows(book: Workbook) -> None:
    book[SHEET].delete_rows(row_of(book, "1.1"))
    book[SHEET].delete_rows(1, 2)


def _moved(book: Workbook) -> None:
    book.move_sheet(SHEET, -2)
    book.create_sheet("Ghi chú", 0)["A1"] = "Đã trao đổi qua điện thoại"


def _renamed(book: Workbook) -> None:
    book[SHEET].title = "Sheet1"
    book["_cchc"].title = "Sheet99"


def _merged(book: Workbook) -> None:
    """Evidence and explanation of a row merged, and the evidence of two rows."""
    row = row_of(book, "1.1.1")
    book[SHEET].merge_cells(start_row=row, end_row=row, start_column=_EVIDENCE, end_column=9)
    row = row_of(book, "1.2.1")
    book[SHEET].merge_cells(
        start_row=row, end_row=row + 1, start_column=_EVIDENCE, end_column=_EVIDENCE
    )


def _hidden(book: Workbook) -> None:
    for code in ("1.1.1", "2.1.1"):
        book[SHEET].row_dimensions[row_of(book, code)].hidden = True
    book[SHEET].column_dimensions["E"].hidden = True


def _columns_moved(book: Workbook) -> None:
    book[SHEET].insert_cols(1)
    book[SHEET].insert_cols(6, 2)


def _percent(book: Workbook) -> None:
    cell = book[SHEET].cell(row_of(book, "1.1.2"), _DECLARED)
    cell.value, cell.number_format = 0.95, numbers.FORMAT_PERCENTAGE_00


def _dates(book: Workbook) -> None:
    put(book, "1.1.1", ScoreColumn.EVIDENCE, date(2021, 5, 10))
    put(book, "1.1.2", ScoreColumn.EVIDENCE, "10/5/2021")


def _formula(book: Workbook) -> None:
    put(book, "2.1.3", ScoreColumn.SELF_SCORE, 1.25)
    put(book, "1.1.1", ScoreColumn.EXPLANATION, '=IF(1=1,"","x")')


def _nfd(name: str, data: bytes) -> bytes:
    return unicodedata.normalize("NFD", data.decode()).encode() if name.endswith(".xml") else data


def _prefixed(name: str, data: bytes) -> bytes:
    """The sheet with a prefix before each element, as some libraries write it."""
    if "worksheets/sheet" not in name:
        return data
    text = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
    return text.replace(b'xmlns="', b'xmlns:x="', 1)


def _macro_type(name: str, data: bytes) -> bytes:
    """The type of a workbook that may hold macros, as Excel saves it without any."""
    if name != "[Content_Types].xml":
        return data
    return data.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"ms-excel.sheet.macroEnabled.main",
    )


RIGHT_FILES: dict[str, Callable[[], bytes]] = {
    "filled.xlsx": lambda: zipped(unzipped(answered())),
    "no_macro_inside.xlsm": lambda: edited(answered(), _macro_type),
    "commas.xlsx": lambda: zipped(
        unzipped(
            answered(
                declared={"1.1.2": "95,0", "1.2.1": "\u00a091,17 %", "1.2.2": " 3 "},
                self_score={"2.1.3": "1,25"},
            )
        )
    ),
    "points_with_unit.xlsx": lambda: zipped(
        unzipped(answered(declared={"2.1.3": "1,25 điểm"}, self_score={"1.2.1": "2,74đ"}))
    ),
    "letters_apart.xlsx": lambda: edited(answered(), _nfd),
    "other_capitals.xlsx": lambda: zipped(unzipped(answered(declared={"1.1.1": "CÓ "}))),
    "truth_value.xlsx": lambda: zipped(unzipped(answered(declared={"1.1.1": True}))),
    "not_applicable.xlsx": lambda: zipped(unzipped(answered(declared={"1.2.1": "không áp dụng"}))),
    "prefixed_xml.xlsx": lambda: edited(answered(), _prefixed),
    "inserted_rows.xlsx": lambda: by_openpyxl(_inserted_rows),
    "deleted_rows.xlsx": lambda: by_openpyxl(_deleted_rows),
    "moved_sheets.xlsx": lambda: by_openpyxl(_moved),
    "renamed_sheets.xlsx": lambda: by_openpyxl(_renamed),
    "moved_columns.xlsx": lambda: by_openpyxl(_columns_moved),
    "merged_cells.xlsx": lambda: by_openpyxl(_merged),
    "hidden_rows.xlsx": lambda: by_openpyxl(_hidden),
    "percent_cells.xlsx": lambda: by_openpyxl(_percent),
    "dates.xlsx": lambda: by_openpyxl(_dates),
    "formulas_without_results.xlsx": lambda: by_openpyxl(_formula),
    "self_scores_typed.xlsx": lambda: zipped(
        unzipped(answered(self_score={"1.1.1": Decimal(1), "1.1.2": "1"}))
    ),
}
