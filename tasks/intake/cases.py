"""What is to be said of each return: the checks of the file, and the advice on its evidence.

A return with something to mend goes back as the sender's own file, with the faulty cells marked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.checks.findings import blocks
from models.domain.checks.forms import Forms
from models.domain.collection.submission_events import (
    FileReceived,
    RoundExtended,
    SubmissionEvent,
    UnitUnlocked,
    WorkbookSent,
)
from models.domain.collection.workbook import Finding
from models.domain.deadlines import day_in_hanoi
from models.domain.scoring.score_tree import SELF, ScoreLine
from models.domain.units import UnitKind
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.evidence.receive import advise
from tasks.intake.answers import ReturnedFile
from tasks.intake.evidence import KeptFiles, evidence_of
from tasks.intake.opening import FoundReturn, OpenedDelivery
from tasks.intake.workers import workers
from tasks.workbook.annotate.annotate import Annotated, marked
from tasks.workbook.appraisal.returned import judge_appraisal
from tasks.workbook.opinion import Refusal

ScoresByUnit = Mapping[UnitCode, Sequence[ScoreLine]]


@dataclass(frozen=True)
class JudgedReturn:
    """A return with all that there is to say of it; ``scores`` are what it gives if accepted."""

    sent: ReturnedFile
    content: bytes
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    scores: ScoresByUnit = field(default_factory=dict)
    annotated: Annotated | None = None

    @property
    def goes_back(self) -> bool:
        """Whether the sender has to mend something."""
        return self.refusal is None and blocks(self.findings)


def cases_of(
    workspace: Workspace, uow: UnitOfWork, deliveries: Sequence[OpenedDelivery]
) -> list[list[JudgedReturn]]:
    """The cases of each delivery, by what is stored at this moment; evidence is stored before."""
    evidence = evidence_of(uow, deliveries)
    return [
        [_case(workspace, uow, evidence, opened, found) for found in opened.found]
        for opened in deliveries
    ]


def _case(
    workspace: Workspace,
    uow: UnitOfWork,
    evidence: KeptFiles,
    opened: OpenedDelivery,
    found: FoundReturn,
) -> JudgedReturn:
    forms, opinion = workspace.forms, found.opinion
    sent = _sent(forms, opened, found)
    unit, form = opinion.unit, opinion.form
    if opinion.refusal or unit is None or form is None:
        return JudgedReturn(sent, found.content, refusal=opinion.refusal)
    if opinion.appraisal:
        scores = uow.scores.of(Form.COMMUNE, SELF)
        findings, rows = judge_appraisal(forms, scores, unit, opinion.appraisal)
        return JudgedReturn(sent, found.content, findings=findings, scores=rows)
    files, day = evidence.get((form, unit.code), ()), day_in_hanoi(opened.delivery.at)
    known = (files, opinion.declared, day, opinion.explained)
    findings = opinion.findings + advise(uow, forms, unit, form, *known)
    return JudgedReturn(sent, found.content, findings=findings, scores={unit.code: opinion.lines})


def _sent(forms: Forms, opened: OpenedDelivery, found: FoundReturn) -> ReturnedFile:
    """Whose history the file belongs to: its unit's, or that of the sender whom the door knows."""
    opinion, delivery = found.opinion, opened.delivery
    if opinion.unit and opinion.form:
        return ReturnedFile(delivery, found.file, opinion.form, opinion.unit)
    unit = forms.campaign.find_unit(delivery.sender)
    own = Form.AUTHORITY if unit and unit.kind is UnitKind.DEPARTMENT else Form.COMMUNE
    appraised = opinion.form is Form.APPRAISAL
    return ReturnedFile(delivery, found.file, Form.APPRAISAL if appraised else own, unit)


def is_resent(history: Iterable[SubmissionEvent], file: str) -> bool:
    """Whether ``file`` (SHA-256) is the one judged last, so that its verdict stands and is told.

    Only that is the same submission: A, B, A means that A counts again. Verdicts given before the
    round was reopened for the unit are void.
    """
    last = ""
    for event in history:
        if isinstance(event, FileReceived):
            last = event.file
        elif isinstance(event, RoundExtended | UnitUnlocked):
            last = ""
    return last == file


def with_marks(
    workspace: Workspace, cases: Sequence[Sequence[JudgedReturn]]
) -> list[list[JudgedReturn]]:
    """The cases of each delivery, with marked files for senders who have something to mend.

    A file that cannot be marked is replaced by the form that the unit was sent, with what they
    typed; without that too, the sentences alone go back.
    """
    calls = [
        (case.content, case.sent.file.name, case.findings, _form_sent(workspace, case))
        for own in cases
        for case in own
        if case.goes_back
    ]
    copies = workers().mark(marked, calls)
    return [
        [replace(case, annotated=next(copies)) if case.goes_back else case for case in own]
        for own in cases
    ]


def _form_sent(workspace: Workspace, case: JudgedReturn) -> bytes:
    """The form as it went out to the unit last; empty if none did."""
    with workspace.read() as uow:
        history = uow.submissions.history(case.sent.form, case.sent.code)
        sent = [event.file for event in history if isinstance(event, WorkbookSent)]
        return uow.files.get(sent[-1]) if sent else b""
