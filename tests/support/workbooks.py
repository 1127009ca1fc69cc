"""Returned workbooks in memory: one that is right, and changes to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.domain.campaign import Form
from models.domain.cells import RowPlace
from models.domain.checks.context import CheckContext
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import (
    Finding,
    Identity,
    ReturnedRow,
    ReturnedWorkbook,
    ScoreColumn,
)
from models.domain.criteria.criteria_set import CriteriaSet, SubCriterion
from models.domain.evidence.declared import DeclaredEvidence, EvidenceColumn
from tests.support.criteria_sets import every_rule_set
from tests.support.declared import assert_declared

SHEET = "Chấm điểm"
EVIDENCE = "Tài liệu kiểm chứng"
FIRST_ROW = 6
COLUMNS = {column.value: place for place, column in enumerate(ScoreColumn)}
UNIT = "18496"
RIGHT = {
    "1.1.1": "Có",
    "1.1.2": Decimal(95),
    "1.2.1": Decimal("91.17"),
    "1.2.2": Decimal(3),
    "2.1.1": "Chưa đầy đủ",
    "2.1.2": "Vi phạm nhẹ",
    "2.1.3": Decimal("1.25"),
}


def identity(**changes: Any) -> Identity:
    """The identity of the workbook that the tests expect back."""
    facts = {
        "campaign": "huong-khe-2021",
        "form": Form.COMMUNE,
        "unit": UNIT,
        "template": "bo-thu",
        "version": 1,
    }
    return Identity.model_validate({**facts, **changes})


def context(criteria_set: CriteriaSet | None = None, unit: str = UNIT) -> CheckContext:
    """What the returned workbook of ``unit`` is checked against."""
    return CheckContext(
        expected=identity(unit=unit),
        criteria_set=criteria_set or every_rule_set(),
        unit_names={UNIT: "UBND thị trấn Hương Khê", "18500": "UBND xã Điền Mỹ"},
    )


def row(item: SubCriterion, number: int = FIRST_ROW, **values: Any) -> ReturnedRow:
    """A row as printed for ``item``, with ``values`` typed in."""
    made = ReturnedRow(
        code=item.code,
        name=item.name,
        maximum=item.max_points,
        declared=None,
        self_score=None,
        evidence="Báo cáo số 10/BC-UBND",
        explanation="",
        place=RowPlace(SHEET, number, COLUMNS),
    )
    return made._replace(**values)


def returned(
    changes: dict[str, dict[str, Any]] | None = None,
    criteria_set: CriteriaSet | None = None,
    **about: Any,
) -> ReturnedWorkbook:
    """A right return of the set with every rule, with ``changes`` to rows by code."""
    changes = changes or {}
    leaves = (criteria_set or every_rule_set()).leaves()
    rows = tuple(
        row(item, number, **{"declared": RIGHT.get(item.code), **changes.get(item.code, {})})
        for number, (_, _, item) in enumerate(leaves, start=FIRST_ROW)
    )
    return ReturnedWorkbook(**{"identity": identity(), "rows": rows, **about})


def document(code: str, **values: Any) -> DeclaredEvidence:
    """A document declared for the criterion ``code``, with only ``values`` typed."""
    place = RowPlace(EVIDENCE, FIRST_ROW, {name.value: n for n, name in enumerate(EvidenceColumn)})
    texts = {"number": "", "issuer": "", "title": "", "pages": "", "file_name": ""}
    return DeclaredEvidence(**{"code": code, "issued": None, "place": place, **texts, **values})


def found(workbook: ReturnedWorkbook, unit: str = UNIT) -> tuple[Finding, ...]:
    """The findings of ``workbook`` checked against the set with every rule."""
    findings = assess(workbook, context(unit=unit)).findings
    assert_declared(findings)
    return findings


def checks(findings: tuple[Finding, ...]) -> list[str]:
    """The ids of the checks that found something."""
    return [finding.check for finding in findings]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding by name."""
    return [ref.cell for ref in finding.cells]
