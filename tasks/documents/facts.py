"""The facts of a document, gathered from the campaign and what is stored."""

from __future__ import annotations

from datetime import date

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission import QuestionAsked
from models.domain.documents.kinds import DOCUMENTS, DocumentKind, citation, numbered
from models.domain.documents.record import DocumentRecord
from models.domain.gate.approval import GateKey, Verdict
from models.domain.scoring.results import UnitResult
from models.domain.stages import Body, StageName
from models.store import UnitOfWork
from models.store.tally import authority_score
from tasks.documents import rows
from tasks.documents.data import DocumentData, Rows
from tasks.documents.wording import hour, long_date


def facts(
    workspace: Workspace,
    uow: UnitOfWork,
    kind: DocumentKind,
    stage: StageName,
    round_: int,
    day: date,
) -> DocumentData:
    """What the draft of ``kind`` made on ``day`` says, as far as ``DOCUMENTS`` asks for it."""
    spec = DOCUMENTS[kind]
    criteria_set = workspace.sets[Form.COMMUNE]
    own_set = workspace.sets[Form.AUTHORITY]
    gate = GateKey(stage=stage, body=Body.COUNCIL, round=round_)
    return DocumentData(
        drafted_on=day,
        round=round_,
        results=_results(uow) if spec.results else (),
        authority_score=authority_score(uow, workspace.campaign, own_set)
        if spec.authority_score
        else None,
        references=_references(workspace, uow),
        members=rows.council_members(workspace.campaign, criteria_set) if spec.members else (),
        rows={name: _rows(workspace, uow, name, gate, day) for name in spec.rows},
        returned_reasons=_reasons(uow, stage, round_),
        illustrative=any(each.illustrative for each in workspace.sets.values()),
        authority_annex=own_set.annex,
        commune_annex=criteria_set.annex,
    )


def cite(workspace: Workspace, record: DocumentRecord) -> str:
    """How lists and letters cite an issued document."""
    if record.number is None or record.issued_on is None:
        raise ValueError(f"not issued: {record.kind}")
    kind = DocumentKind(record.kind)
    return citation(kind, workspace.campaign.authority, record.number, record.issued_on)


def _results(uow: UnitOfWork) -> tuple[UnitResult, ...]:
    stored = uow.results.latest()
    return stored[1] if stored else ()


def _references(workspace: Workspace, uow: UnitOfWork) -> dict[str, str]:
    """Citations as documents print them, the day in words (NĐ 30/2020, Phụ lục I, II.6.b)."""
    authority = workspace.campaign.authority
    return {
        r.kind: f"{numbered(DocumentKind(r.kind), authority, f'{r.number:02d}')} {long_date(day)}"
        for r in uow.documents.all()
        if (day := r.issued_on) is not None
    }


def _reasons(uow: UnitOfWork, stage: StageName, round_: int) -> tuple[str, ...]:
    """Why earlier rounds were returned, each with what was mended."""
    notes = uow.gates.rework_notes(stage)
    return tuple(
        f"Ý kiến: {_closed(decision.opinion)} Đã thực hiện: {_closed(notes[decision.key.round])}"
        if decision.key.round in notes
        else f"Ý kiến: {_closed(decision.opinion)}"
        for decision in uow.gates.decisions()
        if decision.key.stage is stage
        and decision.key.round < round_
        and decision.verdict is Verdict.RETURN
    )


def _closed(text: str) -> str:
    """A text of people as a sentence of its own."""
    return f"{text.rstrip(' .;')}."


def _rows(workspace: Workspace, uow: UnitOfWork, name: str, gate: GateKey, day: date) -> Rows:
    campaign = workspace.campaign
    match name:
        case "estimate":
            return rows.estimate_rows(campaign)
        case "visits":
            return rows.visit_rows(campaign, day)
        case "votes":
            return tuple(
                (campaign.contact(vote.member).title, vote.verdict.words, vote.opinion)
                for vote in uow.gates.votes(gate)
            )
        case "meeting":
            return _meeting(uow, gate)
        case "difficulties":
            return _difficulties(workspace, uow)
        case "commendation":
            return rows.commendation_rows(campaign, _results(uow))
    raise ValueError(f"no such table: {name}")


def _meeting(uow: UnitOfWork, gate: GateKey) -> Rows:
    """When the dossier was laid before the council, when it decided, and how many took part."""
    request, decision = uow.gates.get(gate), uow.gates.decision(gate)
    if request is None or decision is None:
        return ()
    taking_part = {vote.member for vote in uow.gates.votes(gate)} | {decision.signer}
    begun, ended = request.requested_at, decision.signed_at
    return ((hour(begun), hour(ended), f"{len(taking_part):02d}"),)


def _difficulties(workspace: Workspace, uow: UnitOfWork) -> Rows:
    return tuple(
        (workspace.campaign.unit(unit).name, event.text)
        for unit, history in uow.submissions.all_histories(Form.COMMUNE).items()
        for event in history
        if isinstance(event, QuestionAsked) and event.owed and not event.explains
    )
