"""Find the hidden identity of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from models.domain.collection.workbook import Identity, Sheet
from models.domain.vietnamese.text import tidy
from tasks.workbook.sheet_names import IDENTITY_SHEET
from tasks.workbook.write.hidden_sheets import _text

_MOST_ROWS = 20
"""More than the identity has, fewer than a form: those need not be looked through."""


def find_identity(sheets: Sequence[Sheet]) -> Identity | None:
    """The identity that the sheets carry; None when there is none or it makes no sense.

    The sheet is known by what it holds, so that it may be renamed; the one of our name goes first.
    """
    ours_first = sorted(sheets, key=lambda sheet: sheet.name != IDENTITY_SHEET)
    found = (_read(sheet) for sheet in ours_first if len(sheet.rows) <= _MOST_ROWS)
    return next((identity for identity in found if identity), None)


def _read(sheet: Sheet) -> Identity | None:
    found = {
        tidy(str(row[0])): _text(row[1])
        for row in sheet.rows
        if len(row) > 1 and row[0] is not None
    }
    try:
        return Identity.model_validate({name: found.get(name) for name in Identity.model_fields})
    except ValidationError:
        return None
