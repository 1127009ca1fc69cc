"""Keep what a unit sent as evidence, find the criteria it belongs to, and give advice on it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from models.domain.campaign import Form
from models.domain.checks.evidence.review import EvidenceContext, advise_on, review_evidence
from models.domain.checks.forms import Forms
from models.domain.collection.workbook import Finding
from models.domain.delivery import Delivery
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import Evidence, EvidenceFile, current
from models.domain.evidence.matching import match, own_codes
from models.domain.units import Unit
from models.domain.values import Sha256, UnitCode
from models.store import UnitOfWork
from tasks.evidence.open_up import OpenedFile


def codes_of(forms: Forms, unit: Unit, form: Form) -> frozenset[str]:
    """The codes that evidence of ``unit`` for ``form`` can belong to."""
    return (forms.set_for(form, unit) or forms.sets[Form.COMMUNE]).codes


def receive_evidence(
    uow: UnitOfWork,
    forms: Forms,
    unit: Unit,
    form: Form,
    delivery: Delivery,
    files: Iterable[OpenedFile],
) -> None:
    """Keep the files of a delivery with the unit that it is surely from.

    It needs no workbook: until one tells more, a file belongs to what its name or folder begins
    with. Taking in the same delivery again changes nothing.
    """
    known = codes_of(forms, unit, form)
    for opened in files:
        sha = uow.files.put(opened.content, opened.name)
        uow.evidence.add(form, unit.code, _sent(opened, sha, delivery, known))


def assign_criteria(
    uow: UnitOfWork,
    forms: Forms,
    unit: Unit,
    form: Form,
    declared: Sequence[DeclaredEvidence],
) -> None:
    """Note which criteria the unit's standing files belong to, by the rows that it declares now."""
    files = current(uow.evidence.of(form, unit.code))
    matched = match(files, declared, codes_of(forms, unit, form))
    uow.evidence.assign(form, unit.code, {each.file.position: each.codes for each in matched})


def _sent(opened: OpenedFile, sha: str, delivery: Delivery, known: Collection[str]) -> Evidence:
    sent = Evidence(
        sha256=sha,
        name=opened.name,
        size=len(opened.content),
        folder=opened.folder,
        facts=opened.facts,
        door=delivery.door,
        reference=delivery.reference,
        at=delivery.at,
    )
    return sent.model_copy(update={"criteria": own_codes(sent, known)})


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
