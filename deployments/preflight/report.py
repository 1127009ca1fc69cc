"""What the offline check gives back: lines for people, JSON for programs, and marked copies."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from deployments.preflight.checking import Checked, FileVerdict
from models.domain.campaign import Form
from models.domain.collection.workbook import Severity
from tasks.workbook.annotate.annotate import Annotated, annotate
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.cover_sheet import cover_for

_WORDS = {
    FileVerdict.ACCEPTED: "hợp lệ, có thể gửi",
    FileVerdict.FINDINGS: "cần sửa",
    FileVerdict.REFUSED: "chưa dùng được",
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


def write_marked(checked: Sequence[Checked], out: Path) -> dict[Path, Path]:
    """Write the marked copies of the files that have some and give their paths by those files.

    ``out`` is a file, or a folder if it is one or there are several files. In a folder no copy
    takes the place of another or of a file that was looked at. A file that cannot be marked (.xls,
    .ods) comes as the unit's form with what they typed.
    """
    is_folder = len(checked) > 1 or out.is_dir() or not out.suffix
    if is_folder:
        out.mkdir(parents=True, exist_ok=True)
    taken = {_key(one.path) for one in checked}
    written: dict[Path, Path] = {}
    for one in checked:
        if one.path not in written and (marked := _marked(one)):
            target = _free(out / marked.name, taken) if is_folder else out
            taken.add(_key(target))
            target.write_bytes(marked.content)
            written[one.path] = target
    return written


def _marked(checked: Checked) -> Annotated | None:
    """The marked copy; None when there is nothing to mark."""
    if checked.verdict is not FileVerdict.FINDINGS:
        return None
    findings = checked.opinion.findings
    return annotate(checked.content, checked.path.name, findings, lambda: _blank(checked))


def _free(path: Path, taken: Collection[str]) -> Path:
    """The path, with a number behind its name if it is taken."""
    numbered = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(each for each in chain([path], numbered) if _key(each) not in taken)


def _key(path: Path) -> str:
    """What two paths of one file share, also where capitals do not matter."""
    return str(path.resolve()).casefold()


def _blank(checked: Checked) -> bytes:
    """The form as the unit got it, by the configuration."""
    forms, form, unit = checked.forms, checked.opinion.form, checked.opinion.unit
    if forms is None or unit is None or form is None or form is Form.APPRAISAL:
        return b""
    criteria_set = forms.set_for(form, unit)
    if criteria_set is None:
        return b""
    asked = [(forms.identity_for(form, unit), cover_for(forms.campaign, form, unit))]
    known = forms.campaign.last_year
    points = {unit.code: known[unit.code]} if unit.code in known else {}
    return next(content for _, content in personalise_all(criteria_set, asked, points))
