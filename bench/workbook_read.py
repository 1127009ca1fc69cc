"""Reading one returned workbook: ours (limits, errors, percent cells, Decimal) beside its peers.

Run: ``python -m bench.workbook_read``. Goal: reading, parsing and checking together
take at most a quarter of what openpyxl needs to read.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pandas as pd
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bench.assessed import assessed
from bench.timing import best_ms, table
from bench.workbook_generate import FACTS, large_set
from deployments.rehearsal.fill import fill
from models.domain.campaign import Form
from models.domain.checks.context import CheckContext
from models.domain.collection.workbook import SCORE_SHEET, Identity, ScoreColumn
from tasks.files.worker_pool import FailedCall, run_in_workers
from tasks.workbook.read.read import read_workbook
from tasks.workbook.write.blank import build_template, personalise

GOAL = 0.25
BATCH = 128


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    criteria_set = large_set()
    who = Identity(
        campaign="bench", form=Form.COMMUNE, unit="1", template=criteria_set.code, version=1
    )
    answers = {
        (SCORE_SHEET, item.code, ScoreColumn.DECLARED.value): "95,5"
        for _, _, item in criteria_set.leaves()
    }
    content = fill(personalise(build_template(criteria_set), who, FACTS), answers)
    context = CheckContext(expected=who, criteria_set=criteria_set)

    def bare() -> None:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()

    def whole() -> None:
        assessed(content, context)

    def in_workers() -> None:
        found = run_in_workers(partial(assessed, context=context), [(content,)] * BATCH)
        assert not any(isinstance(each, FailedCall) for each in found)

    times = {
        "calamine, bare": best_ms(bare, 20),
        "read": best_ms(lambda: read_workbook(content, "bai.xlsx"), 20),
        "read, parse, check": best_ms(whole, 20),
        f"the same, {BATCH} in 2 workers": best_ms(in_workers, 3) / BATCH,
        "openpyxl": best_ms(lambda: _openpyxl(content, quick=False), 3),
        "openpyxl, read only": best_ms(lambda: _openpyxl(content, quick=True), 3),
        "pandas and openpyxl": best_ms(lambda: _pandas(content), 3),
    }
    print(table(times, against="calamine, bare"))
    return times["read, parse, check"] <= GOAL * times["openpyxl"]


def _openpyxl(content: bytes, *, quick: bool) -> list[object]:
    workbook = load_workbook(BytesIO(content), read_only=quick, data_only=True)
    return [row for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True)]


def _pandas(content: bytes) -> object:
    return pd.read_excel(BytesIO(content), sheet_name=None, engine="openpyxl")


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
