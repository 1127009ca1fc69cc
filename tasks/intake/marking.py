"""What a worker does to mark a file; it imports no more than that takes, for workers start anew."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.collection.workbook import Finding
from tasks.workbook.annotate.annotate import Annotated, annotate


def marked(
    content: bytes, name: str, findings: Sequence[Finding], blank: bytes
) -> Annotated | None:
    """As ``annotate``, with the unit's form as bytes that pickle can carry; empty for none."""
    return annotate(content, name, findings, (lambda: blank) if blank else None)
