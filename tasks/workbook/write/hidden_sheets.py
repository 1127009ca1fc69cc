"""The hidden sheets: the identity by which a form is recognised, the lists of drop-downs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.domain.collection.workbook import IDENTITY_SHEET, Identity

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from models.domain.collection.workbook import LABELS_SHEET


def add_identity_sheet(workbook: Workbook, values: Mapping[str, str]) -> Worksheet:
    """Add the sheet as name-value rows that a person can neither see nor change by accident."""
    sheet = workbook.add_worksheet(IDENTITY_SHEET)
    for row, name in enumerate(Identity.model_fields):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, values[name])
    sheet.protect()
    sheet.very_hidden()
    return sheet


class LabelRanges:
    """Ranges of labels; the same labels are written once, each list in its own column."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.add_worksheet(LABELS_SHEET)
        self._sheet.protect()
        self._sheet.very_hidden()
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, labels: tuple[str, ...]) -> str:
        """The formula of the range that holds ``labels`` from top to bottom.

        No labels are one empty cell: a form in which all is excused still opens.
        """
        labels = labels or ("",)
        if labels not in self._ranges:
            column = len(self._ranges)
            self._sheet.write_column(0, column, labels)
            first = xl_rowcol_to_cell(0, column, row_abs=True, col_abs=True)
            last = xl_rowcol_to_cell(len(labels) - 1, column, row_abs=True, col_abs=True)
            self._ranges[labels] = f"={LABELS_SHEET}!{first}:{last}"
        return self._ranges[labels]
