"""Judge what was typed into a signing form and store the decision, or the refusal.

What was mended after a return stands here too, in an operator's words; it goes with the next
dossier.
"""

from config.workspace import Workspace, open_workspace
from models.domain.errors import DecisionRefused
from models.domain.gate.approval import judge_ballot
from models.domain.gate.records import (
    Ballot,
    Decision,
    GateKey,
    GateRequest,
    GateSituation,
    Verdict,
    wrong_codes,
)
from models.domain.gate.refusals import no_request
from models.domain.people.succession import in_post
from models.domain.stages import StageName
from models.domain.units import Position
from models.store import UnitOfWork
from tasks.gates.codes import FoundCode, find_owner
from tasks.gates.dossiers import assemble
from tasks.gates.messages import decision_messages
from tasks.gates.requests import void
from tasks.prefect_steps.step import step

VERDICT_OF = {verdict.words: verdict for verdict in Verdict}


@step("Đọc quyết định đã ký")
def read_verdict(campaign: str, gate: GateKey) -> Verdict | None:
    """The verdict at ``gate``; a voided request reads as returned, an open one as None."""
    with open_workspace(campaign).read() as uow:
        if uow.gates.is_void(gate):
            return Verdict.RETURN
        decision = uow.gates.decision(gate)
    return decision.verdict if decision else None


@step("Kiểm tra mã và ghi quyết định")
def decide_by_ballot(
    campaign: str, gate: GateKey, verdict: str, opinion: str, code: str
) -> str | None:
    """Store the decision that the ballot makes, or the refusal; the refusal's sentence, or None.

    ``verdict`` is the Vietnamese word of the form. A dossier that changed voids the request, so
    that it is submitted again in a new round.
    """
    workspace = open_workspace(campaign)
    ballot = Ballot(verdict=VERDICT_OF[verdict], opinion=opinion, code=code)
    found = _owner(workspace, code)
    with workspace.change(found.person or f"gate:{gate}") as uow:
        request = uow.gates.get(gate)
        if request is None:
            raise no_request(gate)
        try:
            decision = _judged(workspace, uow, request, ballot, found)
            uow.gates.decide(decision, found.step)
        except DecisionRefused as refusal:
            uow.gates.refuse(gate, refusal.subject, refusal.message)
            if refusal.subject == "changed":
                void(workspace, uow, request, refusal.message)
            return refusal.message
        uow.messages.queue(decision_messages(workspace, request, decision))
    return None


def _owner(workspace: Workspace, code: str) -> FoundCode:
    campaign = workspace.campaign
    holders = (
        Position.CHAIRMAN,
        Position.DEPUTY_CHAIRMAN,
        Position.COUNCIL_CHAIRMAN,
        Position.COUNCIL_MEMBER,
    )
    people = [person.id for person in campaign.people(*holders)]
    return find_owner(workspace.settings, campaign, people, code, workspace.now())


def _judged(
    workspace: Workspace, uow: UnitOfWork, request: GateRequest, ballot: Ballot, found: FoundCode
) -> Decision:
    gate = request.key
    last = uow.gates.last_code_step(found.person) if found.person else 0
    situation = GateSituation(
        current=assemble(workspace, uow, gate),
        votes=uow.gates.votes(gate),
        wrong_codes=wrong_codes(uow.gates.refusals(gate)),
        existing=uow.gates.decision(gate),
    )
    deciding = in_post(workspace.campaign, request)
    return judge_ballot(deciding, ballot, found.against(last), situation, workspace.now())


@step("Xem ý kiến trả lại")
def read_rework(campaign: str, stage: StageName, round_: int) -> str | None:
    """The Markdown that asks for the rework of a returned round; None when none is owed."""
    with open_workspace(campaign).read() as uow:
        returned = [
            decision
            for decision in uow.gates.decisions()
            if decision.key.stage is stage
            and decision.key.round == round_
            and decision.verdict is Verdict.RETURN
        ]
        if not returned or round_ in uow.gates.rework_notes(stage):
            return None
    return (
        f"## Hồ sơ bị trả lại (lần {round_})\n\n**Ý kiến:** {returned[-1].opinion}\n\n"
        "Đề nghị chỉnh sửa theo ý kiến, sau đó ghi nội dung đã sửa vào ô dưới đây để trình lại."
    )


@step("Ghi nội dung đã chỉnh sửa")
def note_rework(campaign: str, stage: StageName, round_: int, note: str) -> None:
    """Store what was mended after the return of ``round_``."""
    with open_workspace(campaign).change("operator") as uow:
        uow.gates.note_rework(stage, round_, note)
