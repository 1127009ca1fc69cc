"""What the offline check prints: lines for people, or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from deployments.preflight.checking import Checked, Verdict
from models.domain.campaign import Form
from models.domain.collection.workbook import Severity

_WORDS = {
    Verdict.ACCEPTED: "hợp lệ, có thể gửi",
    Verdict.FINDINGS: "cần sửa",
    Verdict.REFUSED: "chưa dùng được",
}
_ON_THE_SERVER = (
    "Điểm tự chấm lấy theo phiếu này; khi nhận, máy chủ đối chiếu với điểm đơn vị đã gửi."
)


def lines_of(checked: Checked, marked: Path | None) -> Iterator[str]:
    """The verdict, whose file it is, each problem with what to type, and the ``marked`` copy."""
    opinion = checked.opinion
    whose = f" ({opinion.unit.name})" if opinion.unit else ""
    yield f"{checked.path}{whose}: {_WORDS[checked.verdict]}"
    if opinion.refusal:
        yield f"  - {opinion.refusal.message}"
    for finding in opinion.findings:
        mark = "Cần sửa" if finding.severity is Severity.BLOCKS else "Nên xem lại"
        yield f"  - {mark}: {finding.message}"
    if opinion.form is Form.APPRAISAL and opinion.unit:
        yield f"  - {_ON_THE_SERVER}"
    if marked:
        yield f"  Bản đã đánh dấu chỗ cần sửa: {marked}"


def as_json(files: Sequence[Checked], marked: Mapping[Path, Path]) -> str:
    """A list with one object a file, in the order given; ``marked`` are the marked copies."""
    objects = [_object(checked, marked.get(checked.path)) for checked in files]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def _object(checked: Checked, marked: Path | None) -> dict[str, object]:
    opinion = checked.opinion
    return {
        "file": str(checked.path),
        "sha256": checked.sha256 if checked.content else None,
        "verdict": checked.verdict,
        "campaign": checked.campaign or None,
        "form": opinion.form,
        "unit": opinion.unit.code if opinion.unit else None,
        "reason": opinion.refusal.reason if opinion.refusal else None,
        "message": opinion.refusal.message if opinion.refusal else None,
        "annotated": str(marked) if marked else None,
        "points": {code: f"{points:.2f}" for code, points in checked.points.items()},
        "findings": [finding.model_dump(mode="json") for finding in opinion.findings],
    }
