"""Council members' votes: each casts one, proved by his own code, unseen by the others."""

from config.workspace import Workspace, open_workspace
from models.domain.errors import DecisionRefused
from models.domain.gate.approval import check_lock, check_vote, is_own_unit
from models.domain.gate.records import VOTE_PREFIX, GateKey, GateRequest, Verdict, Vote, wrong_codes
from models.domain.gate.refusals import (
    already_decided,
    no_request,
    other_gate,
    own_unit,
    reused_code,
    voided,
    wrong_code,
)
from models.domain.people.succession import seats
from models.domain.stages import Body
from models.domain.units import Position
from models.store import UnitOfWork
from tasks.gates.codes import FoundCode, find_owner


def cast_vote(campaign: str, gate: GateKey, verdict: Verdict, opinion: str, code: str) -> str:
    """Store the vote of the council member whose code this is; return the member's title.

    DecisionRefused, with what to do, at a gate that is not the council's, is void or decided,
    after too many wrong codes, for a wrong or used code, a vote on one's own unit, a second vote,
    or a return without an opinion. A refusal is kept like that of a ballot. NotFound when nothing
    was submitted.
    """
    workspace = open_workspace(campaign)
    found = find_owner(
        workspace.settings, workspace.campaign, _members(workspace), code, workspace.now()
    )
    with workspace.change(found.person or f"gate:{gate}") as uow:
        request = uow.gates.get(gate)
        if request is None:
            raise no_request(gate)
        try:
            vote = _checked(workspace, uow, request, found, verdict, opinion)
            uow.gates.vote(vote, found.step)
            return workspace.campaign.contact(vote.member).title
        except DecisionRefused as refused:
            uow.gates.refuse(gate, f"{VOTE_PREFIX}{refused.subject}", refused.message)
            refusal = refused
    raise refusal


def _members(workspace: Workspace) -> list[str]:
    positions = (Position.COUNCIL_MEMBER, Position.COUNCIL_CHAIRMAN)
    return [person.id for person in workspace.campaign.people(*positions)]


def _checked(
    workspace: Workspace,
    uow: UnitOfWork,
    request: GateRequest,
    found: FoundCode,
    verdict: Verdict,
    opinion: str,
) -> Vote:
    """The vote, if it may be cast; the gate is looked at before the code, so it tells nothing."""
    gate = request.key
    _check_open(workspace, uow, gate)
    member = _owner(uow, found)
    if is_own_unit(workspace.campaign, gate.stage, workspace.campaign.contact(member)):
        raise own_unit()
    vote = Vote(key=gate, member=member, verdict=verdict, opinion=opinion, cast_at=workspace.now())
    cast = seats(workspace.campaign, uow.gates.votes(gate))
    check_vote(request, vote, _members(workspace), cast)
    return vote


def _check_open(workspace: Workspace, uow: UnitOfWork, gate: GateKey) -> None:
    if gate.body is not Body.COUNCIL:
        raise other_gate()
    if uow.gates.is_void(gate):
        raise voided()
    if (decision := uow.gates.decision(gate)) is not None:
        raise already_decided(decision.verdict.words, decision.signed_at)
    check_lock(wrong_codes(uow.gates.refusals(gate), VOTE_PREFIX), workspace.now())


def _owner(uow: UnitOfWork, found: FoundCode) -> str:
    if found.person is None:
        raise wrong_code()
    if found.against(uow.gates.last_code_step(found.person)).reused:
        raise reused_code()
    return found.person
