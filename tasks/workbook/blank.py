"""Blank self-assessment workbooks: one template a criteria set, one patched copy a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from models.domain.criteria import CriteriaSet
from models.domain.form_parts import excused_codes
from models.domain.workbook import Identity
from tasks.workbook.cover_sheet import add_cover_sheet
from tasks.workbook.facts import CoverFacts, token, values_of
from tasks.workbook.guide_sheet import add_guide_sheet
from tasks.workbook.identity_sheet import add_identity_sheet
from tasks.workbook.labels_sheet import LabelRanges
from tasks.workbook.score_sheet import ScoreSheet
from tasks.workbook.styles import Styles
from tasks.workbook.template import Template, fill_template, split_template

FIXED_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsx properties carry no zone
"""Creation date in the properties of every workbook: the same input gives the same bytes."""


def build_template(criteria_set: CriteriaSet, excused: frozenset[str] = frozenset()) -> Template:
    """The form of ``criteria_set`` with tokens for all that differs from unit to unit.

    ``excused`` are the codes whose rows are closed because they do not apply to the unit.
    """
    return split_template(tokened_workbook(criteria_set, excused))


def personalise(template: Template, identity: Identity, facts: CoverFacts) -> bytes:
    """The workbook of one unit; the same arguments give the same bytes."""
    return fill_template(template, values_of(identity, facts))


def personalise_all(
    criteria_set: CriteriaSet, units: Iterable[tuple[Identity, CoverFacts]]
) -> Iterator[tuple[Identity, bytes]]:
    """Yield the workbook of each unit, building one template for each set of excused items."""
    templates: dict[frozenset[str], Template] = {}
    for identity, facts in units:
        excused = excused_codes(criteria_set, identity.unit)
        if excused not in templates:
            templates[excused] = build_template(criteria_set, excused)
        yield identity, personalise(templates[excused], identity, facts)


def tokened_workbook(criteria_set: CriteriaSet, excused: frozenset[str]) -> bytes:
    """The template as an xlsx that still shows its tokens."""
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    workbook.set_properties({"title": criteria_set.title, "created": FIXED_DATE})
    styles = Styles(workbook)
    add_cover_sheet(workbook, styles, criteria_set)
    add_guide_sheet(workbook, styles, criteria_set)
    score = ScoreSheet(workbook, styles, excused)
    score.write(criteria_set, LabelRanges(workbook))
    add_identity_sheet(workbook, {name: token(name) for name in Identity.model_fields})
    workbook.close()
    return target.getvalue()
