"""Write the marked copies of files with something to mend, as the server would send them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, count
from pathlib import Path

from deployments.preflight.checking import Checked, Verdict
from models.domain.campaign import Form
from tasks.workbook.annotate.annotate import Annotated, annotate
from tasks.workbook.write.blank import personalise_all
from tasks.workbook.write.cover_for import cover_for


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
    if checked.verdict is not Verdict.FINDINGS:
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
