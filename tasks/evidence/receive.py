"""Keep what a unit sent as evidence, and find the criteria it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.delivery import Delivery
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import Evidence, current
from models.domain.evidence.matching import match, own_codes
from models.domain.units import Unit
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
