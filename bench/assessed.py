"""What is done with one workbook before it is stored; workers import it from here by name."""

from __future__ import annotations

from models.domain.checks.context import CheckContext
from models.domain.checks.self_assessment.review import Assessment, assess
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook


def assessed(content: bytes, context: CheckContext) -> Assessment:
    """All that is made of a returned workbook."""
    return assess(parse_self_assessment(read_workbook(content, "bai.xlsx")), context)
