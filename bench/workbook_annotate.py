"""Marking one returned workbook: our patch of its members beside openpyxl's load and save.

Run: ``python -m bench.workbook_annotate``. Goal: at most a quarter of what openpyxl needs to open
the file and save it without a change, although it loses what it does not know.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from bench.timing import best_ms, table
from bench.workbook_generate import FACTS, large_set
from deployments.rehearsal.fill import fill
from models.domain.campaign import Form
from models.domain.checks.context import CheckContext
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import SCORE_SHEET, Identity, ScoreColumn
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook
from tasks.workbook.write.blank import build_template, personalise

GOAL = 0.25


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    criteria_set = large_set()
    who = Identity(
        campaign="bench", form=Form.COMMUNE, unit="1", template=criteria_set.code, version=1
    )
    codes = [item.code for _, _, item in criteria_set.leaves()]
    answers = {
        (SCORE_SHEET, code, ScoreColumn.DECLARED.value): "khoảng 95" if n % 10 == 0 else "95,5"
        for n, code in enumerate(codes)
    }
    content = fill(personalise(build_template(criteria_set), who, FACTS), answers)
    context = CheckContext(expected=who, criteria_set=criteria_set)
    findings = assess(parse_self_assessment(read_workbook(content, "bai.xlsx")), context).findings
    marked = annotate(content, "bai.xlsx", findings)
    if marked is None or not marked.own:
        raise SystemExit("the workbook was not marked")

    def openpyxl() -> None:
        load_workbook(BytesIO(content)).save(BytesIO())

    times = {
        "openpyxl, load and save": best_ms(openpyxl, 3),
        "annotate": best_ms(lambda: annotate(content, "bai.xlsx", findings), 20),
        "annotate again": best_ms(lambda: annotate(marked.content, "bai.xlsx", findings), 20),
        "read": best_ms(lambda: read_workbook(content, "bai.xlsx"), 20),
    }
    print(f"{sum(len(finding.cells) for finding in findings)} cells marked")
    print(table(times, against="openpyxl, load and save"))
    return times["annotate"] <= GOAL * times["openpyxl, load and save"]


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
