"""Write the marked copy of a file that has something to mend, as the server would send it back."""

from __future__ import annotations

from pathlib import Path

from deployments.preflight.checking import Checked, Verdict
from models.domain.campaign import Form
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.blank import personalise_all
from tasks.workbook.cover_for import cover_for


def write_marked(checked: Checked, out: Path, *, many: bool) -> Path | None:
    """Write the marked copy and give its path; None when there is nothing to mark.

    ``out`` is a file, or a folder if it is one or there are ``many`` files. A file that cannot be
    marked (.xls, .ods) comes as the unit's form with what they typed.
    """
    if checked.verdict is not Verdict.FINDINGS:
        return None
    findings = checked.opinion.findings
    marked = annotate(checked.content, checked.path.name, findings, lambda: _blank(checked))
    if marked is None:
        return None
    is_folder = many or out.is_dir() or not out.suffix
    if is_folder:
        out.mkdir(parents=True, exist_ok=True)
    target = out / marked.name if is_folder else out
    target.write_bytes(marked.content)
    return target


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
