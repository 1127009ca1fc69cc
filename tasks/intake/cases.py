"""What is to be said of each return: the checks of the file, and the advice on its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.checks.run import blocks
from models.domain.deadlines import HANOI
from models.domain.forms import Forms
from models.domain.score_row import ScoreRow
from models.domain.units import Unit, UnitKind
from models.domain.values import UnitCode
from models.domain.workbook import Finding
from models.store import UnitOfWork
from models.store.tally import SELF
from tasks.evidence.advise import advise
from tasks.intake.opened import Found, Opened
from tasks.intake.sent import Sent
from tasks.workbook.annotate.annotate import Annotated
from tasks.workbook.appraisal_return import judge_appraisal
from tasks.workbook.opinion import Opinion
from tasks.workbook.refusals import Refusal

Scores = Mapping[UnitCode, Sequence[ScoreRow]]


@dataclass(frozen=True)
class Case:
    """A return with all that there is to say of it; ``scores`` are what it gives if accepted."""

    sent: Sent
    content: bytes
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    scores: Scores = field(default_factory=dict)
    annotated: Annotated | None = None

    @property
    def goes_back(self) -> bool:
        """Whether the sender has to mend something."""
        return self.refusal is None and blocks(self.findings)


def case_of(workspace: Workspace, uow: UnitOfWork, opened: Opened, found: Found) -> Case:
    """The case of a file, by what is stored at this moment; evidence is stored before."""
    forms, opinion = workspace.forms, found.opinion
    sent = _sent(forms, opened, found)
    unit, form = opinion.unit, opinion.form
    if opinion.refusal or unit is None or form is None:
        return Case(sent, found.content, refusal=opinion.refusal)
    if opinion.appraisal:
        scores = uow.scores.of(Form.COMMUNE, SELF)
        findings, rows = judge_appraisal(forms, scores, unit, opinion.appraisal)
        return Case(sent, found.content, findings=findings, scores=rows)
    day = opened.delivery.at.astimezone(HANOI).date()
    findings = opinion.findings + _advice(uow, forms, opinion, unit, form, day)
    return Case(sent, found.content, findings=findings, scores={unit.code: opinion.rows})


def _advice(
    uow: UnitOfWork, forms: Forms, opinion: Opinion, unit: Unit, form: Form, day: date
) -> tuple[Finding, ...]:
    return advise(uow, forms, unit, form, opinion.declared, day, opinion.explained)


def _sent(forms: Forms, opened: Opened, found: Found) -> Sent:
    """Whose history the file belongs to: its unit's, or that of the sender whom the door knows."""
    opinion, delivery = found.opinion, opened.delivery
    if opinion.unit and opinion.form:
        return Sent(delivery, found.file, opinion.form, opinion.unit)
    unit = forms.campaign.find_unit(delivery.sender)
    own = Form.AUTHORITY if unit and unit.kind is UnitKind.DEPARTMENT else Form.COMMUNE
    appraised = opinion.form is Form.APPRAISAL
    return Sent(delivery, found.file, Form.APPRAISAL if appraised else own, unit)
