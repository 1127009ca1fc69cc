"""Evidence for tests: kept files, rows of an evidence sheet, and what the checks say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from models.domain.campaign import Form
from models.domain.checks.evidence.review import EvidenceContext, advise_on, review_evidence
from models.domain.collection.workbook import Finding
from models.domain.delivery import Door
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import EvidenceFacts, EvidenceFile, EvidenceKind, kind_by_name
from tests.support.declared import assert_declared
from tests.support.workbooks import document

AT = datetime(2021, 11, 4, 8, 0, tzinfo=UTC)
KNOWN = frozenset({"1.1", "1.1.1", "1.1.2", "2.1", "2.1.1", "C.1"})
CONTEXT = EvidenceContext(year=2021, today=date(2021, 11, 4), known=KNOWN)


def facts(kind: EvidenceKind = EvidenceKind.PDF, **values: Any) -> EvidenceFacts:
    """What was seen in a file, by default a good PDF."""
    return EvidenceFacts(kind=kind, **values)


def sent_file(name: str = "ke-hoach.pdf", **values: Any) -> EvidenceFile:
    """A kept file of its own content, of the kind that its name says."""
    position = values.get("position", 1)
    content = values.pop("content", f"{name} {position}")
    given = {
        "sha256": sha256(content.encode()).hexdigest(),
        "name": name,
        "size": 1000,
        "facts": facts(kind_by_name(name)),
        "door": Door.MAIL,
        "reference": "<1@xa.example>",
        "at": AT,
        "form": Form.COMMUNE,
        "unit": "18496",
        "position": 1,
    }
    return EvidenceFile(**{**given, **values})


def row(code: str = "1.1.1", line: int = 6, **values: Any) -> DeclaredEvidence:
    """A declared document without fault in line ``line`` of the evidence sheet."""
    whole = {"number": "12/KH-UBND", "issued": date(2021, 1, 15), "pages": "trang 1"}
    made = document(code, **{**whole, **values})
    return replace(made, place=made.place._replace(row=line))


def advice(
    files: tuple[EvidenceFile, ...] = (),
    declared: tuple[DeclaredEvidence, ...] = (),
    **context: Any,
) -> tuple[Finding, ...]:
    """All that the checks say."""
    findings = advise_on(review_evidence(files, declared, replace(CONTEXT, **context)))
    assert_declared(findings)
    return findings


def told(check: str, *args: Any, **context: Any) -> list[tuple[list[str], str]]:
    """Cells and sentence of each finding of ``check``, when all checks have run."""
    return [
        ([ref.cell for ref in finding.cells], finding.message)
        for finding in advice(*args, **context)
        if finding.check == check
    ]
