"""A department's score sheet for ``Form.APPRAISAL``: one long list of all communes.

Criterion by criterion, the communes stand below each other, one line each, with self score,
appraised score, reason, evidence and explanation side by side. Side by side communes would need
some 200 columns for 69 communes, and one sheet a commune 69 tabs; the list scrolls one way, shows
how all communes did on the same question (which is how fair appraisal works), and one click of the
filter on "Đơn vị" leaves a single commune for a visit. The overview sums it up by commune.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook

from models.domain.collection.appraisal_sheet import AppraisalLine
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet, Source
from tasks.workbook.appraisal.appraisal_overview import add_overview
from tasks.workbook.appraisal.list_sheet import AppraisalList
from tasks.workbook.write.blank import FIXED_DATE
from tasks.workbook.write.facts import CoverFacts, values_of
from tasks.workbook.write.hidden_sheets import add_identity_sheet
from tasks.workbook.write.styles import Styles
from tasks.workbook.write.template import fill_template, split_template


def build_appraisal(
    criteria_set: CriteriaSet,
    lines: Sequence[AppraisalLine],
    identity: Identity,
    facts: CoverFacts,
) -> bytes:
    """The score sheet of one department, filled in with the self scores.

    ``lines`` come from ``lines_of`` for the communes' set; ``identity.unit`` is the department. The
    same arguments give the same bytes.
    """
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    workbook.set_properties({"title": criteria_set.title, "created": FIXED_DATE})
    styles = Styles(workbook)
    sheet = AppraisalList(workbook, styles)
    sheet.head(criteria_set, facts)
    scored_end = sheet.last_row
    for item, group in groupby(lines, key=lambda line: line.item):
        sheet.block(item, tuple(group))
        if item.source is Source.SELF:
            scored_end = sheet.last_row
    sheet.close()
    add_overview(workbook, styles, lines, scored_end)
    add_identity_sheet(workbook, values_of(identity, facts))
    workbook.close()
    return fill_template(split_template(target.getvalue()), {})
