"""The evidence of deliveries: kept before their returns are judged by it.

What came without a workbook gets advice by the unit's last one, and an answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission_events import FileReceived
from models.domain.collection.workbook import Finding
from models.domain.deadlines import day_in_hanoi
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import EvidenceFile
from models.domain.messages.purposes import Purpose
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words
from models.store import UnitOfWork
from tasks.evidence.receive import advise, assign_criteria, receive_evidence
from tasks.intake.answers import delivery_subject, queue_answers
from tasks.intake.ledger import ChangeBuffer
from tasks.intake.opening import OpenedDelivery
from tasks.intake.workers import workers

KeptFiles = Mapping[tuple[Form, UnitCode], Sequence[EvidenceFile]]
"""By form and unit."""


def keep_evidence(workspace: Workspace, deliveries: Sequence[OpenedDelivery]) -> None:
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


def _keep(workspace: Workspace, uow: UnitOfWork, opened: OpenedDelivery) -> None:
    forms = workspace.forms
    if opened.unit and opened.evidence:
        own = (opened.unit, opened.form, opened.delivery)
        receive_evidence(uow, forms, *own, opened.evidence)
    for opinion in (found.opinion for found in opened.found):
        if opinion.unit and opinion.form and opinion.form is not Form.APPRAISAL:
            assign_criteria(uow, forms, opinion.unit, opinion.form, opinion.declared)


def evidence_of(uow: UnitOfWork, deliveries: Iterable[OpenedDelivery]) -> KeptFiles:
    """What the units whose returns came have sent as evidence so far; the others left out."""
    units: dict[Form, list[UnitCode]] = {}
    for form, unit in {owner for opened in deliveries for owner in _owners(opened)}:
        units.setdefault(form, []).append(unit)
    return {
        (form, unit): files
        for form, codes in units.items()
        for unit, files in uow.evidence.of_units(form, codes).items()
    }


def _owners(opened: OpenedDelivery) -> Iterator[tuple[Form, UnitCode]]:
    for opinion in (found.opinion for found in opened.found):
        if opinion.unit and opinion.form and opinion.form is not Form.APPRAISAL:
            yield opinion.form, opinion.unit.code


def advice_on(workspace: Workspace, opened: OpenedDelivery) -> tuple[Finding, ...]:
    """What is odd about the evidence of the unit, held against the last workbook it sent."""
    unit, form = opened.unit, opened.form
    if unit is None or opened.found or not opened.evidence:
        return ()
    declared = _last_declared(workspace, opened)
    day = day_in_hanoi(opened.delivery.at)
    with workspace.read() as uow:
        sent = uow.evidence.of(form, unit.code)
        return advise(uow, workspace.forms, unit, form, sent, declared, day)


def _last_declared(
    workspace: Workspace, opened: OpenedDelivery
) -> Sequence[DeclaredEvidence] | None:
    """The evidence sheet of the unit's last workbook; None when it has sent none yet."""
    assert opened.unit is not None
    code = opened.unit.code
    with workspace.read() as uow:
        history = uow.submissions.history(opened.form, code)
        files = [event for event in history if isinstance(event, FileReceived)]
        if not files:
            return None
        content = uow.files.get(files[-1].file)
    opinion = workers().opinion(workspace.forms, content, files[-1].name, code)
    return opinion.declared if opinion.unit else None


def tell_of_evidence(
    workspace: Workspace, ledger: ChangeBuffer, opened: OpenedDelivery, advice: Sequence[Finding]
) -> None:
    """Queue the receipt of evidence that came by itself, if it did."""
    if opened.found or not opened.evidence:
        return
    delivery = opened.delivery
    params = {
        "form": opened.form,
        "received_at": moment_in_words(delivery.at),
        "count": str(len(opened.evidence)),
        "names": "\n".join(file.name for file in opened.evidence),
        "advice": "\n".join(finding.message for finding in advice),
    }
    subject = delivery_subject(delivery, opened.form, opened.unit)
    answer = (delivery, opened.unit, Purpose.EVIDENCE_RECEIVED, subject, params)
    queue_answers(workspace, ledger, *answer)
