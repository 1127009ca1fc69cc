"""Blank self-assessment workbooks: one template a criteria set, one patched copy a unit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType

from xlsxwriter import Workbook

from models.domain.campaign import LastYear
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet, ScoreSource, SubCriterion
from models.domain.criteria.parts import excused_codes
from tasks.workbook.write.cover_sheet import add_cover_sheet
from tasks.workbook.write.evidence_sheet import EvidenceSheet
from tasks.workbook.write.facts import CoverFacts, fact_token, last_year_texts, values_of
from tasks.workbook.write.guide_sheet import add_guide_sheet
from tasks.workbook.write.hidden_sheets import LabelRanges, add_identity_sheet
from tasks.workbook.write.score_sheet import ScoreSheet
from tasks.workbook.write.styles import Styles
from tasks.workbook.write.table_head import column_layout
from tasks.workbook.write.template import Template, fill_template, split_template

FIXED_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsx properties carry no zone
"""Creation date in the properties of every workbook: the same input gives the same bytes."""


@lru_cache(maxsize=32)
def build_template(
    criteria_set: CriteriaSet, excused: frozenset[str] = frozenset(), *, last_year: bool = False
) -> Template:
    """The form of ``criteria_set`` with tokens for all that differs from unit to unit.

    ``excused`` are the codes whose rows are closed because they do not apply to the unit;
    ``last_year`` says whether there is a column for last year's points.
    """
    return split_template(tokened_workbook(criteria_set, excused, last_year=last_year))


def personalise(
    template: Template,
    identity: Identity,
    facts: CoverFacts,
    last_year: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The workbook of one unit; the same arguments give the same bytes.

    ``last_year`` are the texts of ``last_year_texts`` where the template has that column.
    """
    return fill_template(template, {**values_of(identity, facts), **last_year})


def personalise_all(
    criteria_set: CriteriaSet,
    units: Iterable[tuple[Identity, CoverFacts]],
    points: LastYear | None = None,
) -> Iterator[tuple[Identity, bytes]]:
    """Yield the workbook of each unit, building one template for each set of excused items.

    ``points`` are last year's by unit and code; without any the forms have no column for them.
    """
    templates: dict[frozenset[str], Template] = {}
    for identity, facts in units:
        excused = excused_codes(criteria_set, identity.unit)
        if excused not in templates:
            templates[excused] = build_template(criteria_set, excused, last_year=bool(points))
        own = points.get(identity.unit, {}) if points else {}
        texts = last_year_texts(criteria_set, identity.unit, own) if points else {}
        yield identity, personalise(templates[excused], identity, facts, texts)


def tokened_workbook(
    criteria_set: CriteriaSet, excused: frozenset[str], *, last_year: bool = False
) -> bytes:
    """The template as an xlsx that still shows its tokens."""
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    workbook.set_properties({"title": criteria_set.title, "created": FIXED_DATE})
    styles = Styles(workbook)
    add_cover_sheet(workbook, styles, criteria_set)
    add_guide_sheet(workbook, styles, criteria_set, last_year=last_year)
    score = ScoreSheet(workbook, styles, column_layout(last_year=last_year))
    evidence = EvidenceSheet(workbook, styles)
    labels = LabelRanges(workbook)
    score.write(criteria_set, labels, excused)
    evidence.write(criteria_set, _scored(criteria_set, excused), labels)
    add_identity_sheet(workbook, {name: fact_token(name) for name in Identity.model_fields})
    workbook.close()
    return target.getvalue()


def _scored(criteria_set: CriteriaSet, excused: frozenset[str]) -> tuple[SubCriterion, ...]:
    leaves = (leaf for _, _, leaf in criteria_set.leaves())
    return tuple(
        leaf for leaf in leaves if leaf.source is ScoreSource.SELF and leaf.code not in excused
    )
