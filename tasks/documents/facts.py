"""The facts of a document, gathered from the campaign and what is stored."""

from __future__ import annotations

from datetime import date

from config.workspace import Workspace
from models.domain.approval import GateKey, Verdict
from models.domain.campaign import Form
from models.domain.document_record import DocumentRecord
from models.domain.documents import DOCUMENTS, DocumentKind, citation
from models.domain.results import UnitResult
from models.domain.stages import Body, StageName
from models.domain.submission import QuestionAsked
from models.store import UnitOfWork
from models.store.tally import authority_score
from tasks.documents import rows
from tasks.documents.data import DocumentData, Rows


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
    """How other documents cite an issued one."""
    if record.number is None or record.issued_on is None:
        raise ValueError(f"not issued: {record.kind}")
    kind = DocumentKind(record.kind)
    return citation(kind, workspace.campaign.authority, record.number, record.issued_on)


def _results(uow: UnitOfWork) -> tuple[UnitResult, ...]:
    stored = uow.results.latest()
    return stored[1] if stored else ()


def _references(workspace: Workspace, uow: UnitOfWork) -> dict[str, str]:
    return {record.kind: cite(workspace, record) for record in uow.documents.all() if record.issued}


def _reasons(uow: UnitOfWork, stage: StageName, round_: int) -> tuple[str, ...]:
    return tuple(
        decision.opinion
        for decision in uow.gates.decisions()
        if decision.key.stage is stage
        and decision.key.round < round_
        and decision.verdict is Verdict.RETURN
    )


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
        case "difficulties":
            return _difficulties(workspace, uow)
        case "commendation":
            return rows.commendation_rows(campaign, _results(uow))
    raise ValueError(f"no such table: {name}")


def _difficulties(workspace: Workspace, uow: UnitOfWork) -> Rows:
    return tuple(
        (workspace.campaign.unit(unit).name, event.text)
        for unit, history in uow.submissions.all_histories(Form.COMMUNE).items()
        for event in history
        if isinstance(event, QuestionAsked)
    )
