"""Keep the evidence of deliveries before their returns are judged by it."""

from __future__ import annotations

from collections.abc import Sequence

from config.workspace import Workspace
from models.domain.campaign import Form
from models.store import UnitOfWork
from tasks.evidence.receive import assign_criteria, receive_evidence
from tasks.intake.opened import Opened


def keep_evidence(workspace: Workspace, deliveries: Sequence[Opened]) -> None:
    """Store what was sent as evidence, and what each return says that it belongs to.

    Doing it again changes nothing. Returns of units that have sent none are passed over.
    """
    with workspace.read() as uow:
        known = {form: set(uow.evidence.counts(form)) for form in (Form.COMMUNE, Form.AUTHORITY)}
        concerned = [
            opened
            for opened in deliveries
            if opened.evidence or _codes(opened) & known.get(opened.form, set())
        ]
    if concerned:
        with workspace.change("flow:collection") as uow:
            for opened in concerned:
                _keep(workspace, uow, opened)


def _keep(workspace: Workspace, uow: UnitOfWork, opened: Opened) -> None:
    forms = workspace.forms
    if opened.unit and opened.evidence:
        own = (opened.unit, opened.form, opened.delivery)
        receive_evidence(uow, forms, *own, opened.evidence)
    for opinion in (found.opinion for found in opened.found):
        if opinion.unit and opinion.form and opinion.form is not Form.APPRAISAL:
            assign_criteria(uow, forms, opinion.unit, opinion.form, opinion.declared)


def _codes(opened: Opened) -> set[str]:
    return {found.opinion.unit.code for found in opened.found if found.opinion.unit}
