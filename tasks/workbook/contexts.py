"""Which workbook a unit gets and what its return is held against."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.checks.review import CheckContext
from models.domain.criteria import CriteriaSet
from models.domain.form_parts import part_of
from models.domain.units import Position, Unit
from models.domain.workbook import Identity
from tasks.workbook.facts import CoverFacts


def set_for(workspace: Workspace, form: Form, unit: Unit) -> CriteriaSet | None:
    """The criteria that ``form`` is about for ``unit``; None when it is in charge of none."""
    if form is Form.AUTHORITY:
        return part_of(workspace.sets[Form.AUTHORITY], unit.code)
    return workspace.sets[Form.COMMUNE]


def identity_for(workspace: Workspace, form: Form, unit: Unit) -> Identity:
    """What the workbook of ``unit`` says it is."""
    source = workspace.sets[Form.AUTHORITY if form is Form.AUTHORITY else Form.COMMUNE]
    return Identity(
        campaign=workspace.campaign.id,
        form=form,
        unit=unit.code,
        template=source.code,
        version=source.version,
    )


def cover_for(workspace: Workspace, form: Form, unit: Unit) -> CoverFacts:
    """What the cover of the workbook of ``unit`` says."""
    campaign = workspace.campaign
    operators = campaign.people(Position.OPERATOR)
    return CoverFacts(
        authority=campaign.authority.name,
        title=campaign.title,
        unit_name=unit.name,
        limit=workspace.campaign.limit_of(form).in_words(),
        contact=f"{campaign.authority.office}, {operators[0].email}",
        send_to="Trả lời thư đã nhận và đính kèm tệp này, giữ nguyên tên tệp.",
    )


def context_for(workspace: Workspace, form: Form, unit: Unit) -> CheckContext:
    """What a return of ``unit`` is checked against."""
    expected = identity_for(workspace, form, unit)
    names = {each.code: each.name for each in workspace.campaign.units}
    criteria_set = set_for(workspace, form, unit) or workspace.sets[Form.COMMUNE]
    return CheckContext(expected=expected, criteria_set=criteria_set, unit_names=names)
