"""Keep the evidence of deliveries before their returns are judged by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.evidence.file import EvidenceFile
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.evidence.receive import assign_criteria, receive_evidence
from tasks.intake.opened import Opened

KeptFiles = Mapping[tuple[Form, UnitCode], Sequence[EvidenceFile]]
"""By form and unit."""


def keep_evidence(workspace: Workspace, deliveries: Sequence[Opened]) -> None:
    """Store what was sent as evidence, and what each return says that it belongs to.

    Doing it again changes nothing. Returns of units that have sent none are passed over.
    """
    with workspace.read() as uow:
        kept = evidence_of(uow, deliveries)
    concerned = [
        one for one in deliveries if one.evidence or not kept.keys().isdisjoint(_owners(one))
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


def evidence_of(uow: UnitOfWork, deliveries: Iterable[Opened]) -> KeptFiles:
    """What the units whose returns came have sent as evidence so far; the others left out."""
    units: dict[Form, list[UnitCode]] = {}
    for form, unit in {owner for opened in deliveries for owner in _owners(opened)}:
        units.setdefault(form, []).append(unit)
    return {
        (form, unit): files
        for form, codes in units.items()
        for unit, files in uow.evidence.of_units(form, codes).items()
    }


def _owners(opened: Opened) -> Iterator[tuple[Form, UnitCode]]:
    for opinion in (found.opinion for found in opened.found):
        if opinion.unit and opinion.form and opinion.form is not Form.APPRAISAL:
            yield opinion.form, opinion.unit.code
