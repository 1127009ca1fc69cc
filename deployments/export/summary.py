"""One campaign in figures: stages, gates, documents, messages, ranking, audit."""

from collections import Counter
from collections.abc import Iterable

from pydantic import AwareDatetime

from config.workspace import Workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.documents.record import DocumentRecord, series
from models.domain.gate.records import Decision, Verdict
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.messages.transmission import OPEN, MessageState
from models.domain.scoring.results import ranking_digest
from models.domain.stages import STAGES, StageName, StageState
from models.domain.values import Value
from models.store import UnitOfWork

UNSENT = OPEN | {MessageState.FAILED_PERMANENT, MessageState.UNKNOWN, MessageState.EXPIRED}


class GateSummary(Value):
    """A decision: whose it was, in which round, who signed and when."""

    body: str
    round: int
    verdict: str
    signer: str
    signed_at: AwareDatetime


class StageSummary(Value):
    """One stage: due in words, when it ended, its decisions, documents and messages."""

    stage: StageName
    title: str
    due: str
    state: StageState
    ended_at: AwareDatetime | None
    outcome: str
    gates: tuple[GateSummary, ...]
    documents: tuple[str, ...]
    messages: int


class Summary(Value):
    """A whole campaign; ``digest`` is the print of the ranking, ``audit_head`` of all events."""

    campaign: str
    title: str
    mode: Mode
    illustrative: bool
    stages: tuple[StageSummary, ...]
    stages_ended: int
    returns: int
    refused_ballots: int
    units_ranked: int
    messages: int
    unsent_messages: int
    digest: str
    audit_events: int
    audit_head: str


def summarise(workspace: Workspace, uow: UnitOfWork) -> Summary:
    """The summary of the campaign as it stands."""
    messages, decisions = uow.messages.all(), uow.gates.decisions()
    stored = uow.results.latest()
    results = stored[1] if stored else ()
    stages = _stages(workspace, uow, messages, decisions)
    events = tuple(uow.audit.events())
    return Summary(
        campaign=workspace.campaign.id,
        title=workspace.campaign.title,
        mode=workspace.mode,
        illustrative=any(each.illustrative for each in workspace.sets.values()),
        stages=stages,
        stages_ended=sum(stage.state is StageState.ENDED for stage in stages),
        returns=sum(decision.verdict is Verdict.RETURN for decision in decisions),
        refused_ballots=sum(event.action == "gate.refuse" for event in events),
        units_ranked=len(results),
        messages=len(messages),
        unsent_messages=sum(message.state in UNSENT for message in messages),
        digest=ranking_digest(results),
        audit_events=len(events),
        audit_head=uow.audit.head(),
    )


def _stages(
    workspace: Workspace,
    uow: UnitOfWork,
    messages: Iterable[MessageRecord],
    decisions: Iterable[Decision],
) -> tuple[StageSummary, ...]:
    documents = uow.documents.all()
    counts = Counter(stage_of(workspace, documents, message) for message in messages)
    gates = [(decision.key.stage, _gate(decision)) for decision in decisions]
    return tuple(
        StageSummary(
            stage=name,
            title=STAGES[name].title,
            due=workspace.campaign.stages[name].limit.in_words(),
            state=record.state,
            ended_at=record.ended_at,
            outcome=record.summary,
            gates=tuple(gate for stage, gate in gates if stage is name),
            documents=tuple(
                f"{each.title} số {number_of(workspace, each)}"
                for each in documents
                if each.ref == name and each.issued
            ),
            messages=counts[name],
        )
        for name, record in uow.stages.all().items()
    )


def _gate(decision: Decision) -> GateSummary:
    return GateSummary(
        body=decision.key.body,
        round=decision.key.round,
        verdict=decision.verdict,
        signer=decision.signer,
        signed_at=decision.signed_at,
    )


def number_of(workspace: Workspace, record: DocumentRecord) -> str:
    """Number and symbol of an issued document, for example ``01/KH-UBND``."""
    return f"{record.number or 0:02d}/{series(record.kind, workspace.campaign.authority)}"


def stage_of(
    workspace: Workspace, documents: Iterable[DocumentRecord], message: MessageRecord
) -> StageName:
    """The stage that a message belongs to, by what it is about."""
    about = message.subject_ref
    if (form := about.split(":")[0]) in set(Form):
        return STAGE_OF[Form(form)]
    if (stage := about.split("/")[0]) in set(StageName):
        return StageName(stage)
    issued = (each for each in documents if each.issued)
    by_number = {number_of(workspace, each): StageName(each.ref) for each in issued}
    return by_number.get(about, StageName.PUBLICATION)
