"""Advice on the evidence of a unit: for the return and the receipt of its workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from models.domain.campaign import Form
from models.domain.checks.evidence.review import EvidenceContext, advise_on, review_evidence
from models.domain.checks.forms import Forms
from models.domain.collection.workbook import Finding
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import EvidenceFile, current
from models.domain.units import Unit
from models.domain.values import Sha256, UnitCode
from models.store import UnitOfWork
from tasks.evidence.receive import codes_of


def advise(
    uow: UnitOfWork,
    forms: Forms,
    unit: Unit,
    form: Form,
    sent: Iterable[EvidenceFile],
    declared: Sequence[DeclaredEvidence] | None,
    today: date,
    explained: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What is odd about the evidence that the unit has sent so far, held against ``declared``.

    ``sent`` is all of it, what was replaced included. ``declared`` is None as long as no workbook
    with an evidence sheet has come. ``explained`` are the codes whose row of the workbook has an
    explanation; ``today`` is the day on which the workbook came. Nothing of it keeps a workbook
    back or costs a point.
    """
    files = current(sent)
    if not files and not declared:
        return ()
    context = EvidenceContext(
        year=forms.campaign.year,
        today=today,
        known=codes_of(forms, unit, form),
        explained=explained,
        shared=_shared(uow, unit.code, files),
        has_sheet=declared is not None,
    )
    return advise_on(review_evidence(files, declared or (), context))


def _shared(uow: UnitOfWork, unit: UnitCode, files: Iterable[EvidenceFile]) -> frozenset[Sha256]:
    """The contents that another unit has sent too."""
    return frozenset(
        file.sha256
        for file in files
        if any(user != unit for _, user in uow.evidence.users_of(file.sha256))
    )
