"""The form that the workbooks of the corpus are made of, and what it is checked against."""

from __future__ import annotations

from functools import cache

from deployments.rehearsal.fill import Typed, fill
from models.domain.checks.context import CheckContext
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet
from tests.support import workbooks
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import sent, typed
from tests.support.workbooks import RIGHT

EVIDENCE = {"1.1.1": "Kế hoạch số 5/KH-UBND ngày 10/01/2021"}


def form() -> CriteriaSet:
    """The set with every rule, of which the first sub-criterion asks for evidence."""
    whole = every_rule_set()
    area = whole.areas[0]
    criterion = area.criteria[0]
    asking = criterion.items[0].model_copy(update={"evidence": "Kế hoạch của UBND cấp xã"})
    items = (asking, *criterion.items[1:])
    criteria = (criterion.model_copy(update={"items": items}), *area.criteria[1:])
    areas = (area.model_copy(update={"criteria": criteria}), *whole.areas[1:])
    return whole.model_copy(update={"areas": areas})


def context() -> CheckContext:
    """What every workbook of the corpus is checked against."""
    return workbooks.context(form())


@cache
def blank(who: Identity | None = None) -> bytes:
    """The form as it goes out."""
    return sent(form(), who=who)


def answered(who: Identity | None = None, **columns: dict[str, Typed]) -> bytes:
    """The form with right answers and evidence, and ``columns`` typed over them."""
    cells = typed(declared=dict(RIGHT), evidence=dict(EVIDENCE)) | typed(**columns)
    return fill(blank(who), cells)
