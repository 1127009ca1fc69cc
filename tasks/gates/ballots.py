"""Judge what was typed into a signing form and store the decision, or the refusal."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.approval import Ballot, Decision, GateKey, GateRequest, Verdict, judge
from models.domain.deadlines import HANOI
from models.domain.errors import DecisionRefused
from models.domain.messages import Message, Purpose, message_key
from models.domain.not_there import no_request
from models.domain.units import Position
from models.store import UnitOfWork
from tasks.gates.codes import FoundCode, find_owner
from tasks.gates.dossiers import assemble
from tasks.step import step

WORDS = {verdict.words: verdict for verdict in Verdict}


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
    ballot = Ballot(verdict=WORDS[verdict], opinion=opinion, code=code)
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
                uow.gates.void(gate, refusal.message)
            return refusal.message
        uow.messages.queue(_notices(workspace, request, decision))
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
    return judge(
        request,
        ballot,
        found.against(last),
        current=assemble(workspace, uow, gate),
        votes=uow.gates.votes(gate),
        wrong_codes=[
            refusal.at
            for refusal in uow.gates.refusals(gate)
            if refusal.reason in ("wrong-code", "no-right")
        ],
        existing=uow.gates.decision(gate),
        now=workspace.now(),
    )


def _notices(workspace: Workspace, request: GateRequest, decision: Decision) -> list[Message]:
    campaign, gate, now = workspace.campaign, decision.key, workspace.now()
    approved = decision.verdict is Verdict.APPROVE
    day, purpose = now.astimezone(HANOI).date(), Purpose.DECISION_MADE
    next_step = (
        "hệ thống tự chuyển sang việc tiếp theo; đồng chí theo dõi trên màn hình điều hành."
        if approved
        else "đồng chí chỉnh sửa hồ sơ theo ý kiến nêu trên rồi bấm Resume để trình lại."
    )
    return [
        Message(
            key=message_key(campaign.id, person.id, purpose, str(gate), day),
            person=person.id,
            purpose=purpose,
            subject_ref=str(gate),
            params={
                "title": request.dossier.title,
                "verdict": decision.verdict.words,
                "opinion": decision.opinion,
                "signer": campaign.contact(decision.signer).title,
                "signed_at": f"{decision.signed_at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}",
                "next_step": next_step,
            },
            not_before=now,
        )
        for person in campaign.people(Position.OPERATOR)
    ]
