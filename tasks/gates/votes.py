"""Council members' votes: each casts one, proved by his own code, unseen by the others."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.approval import GateKey, Verdict, Vote, check_vote
from models.domain.not_there import no_request
from models.domain.refusals import already_decided, other_gate, reused_code, voided, wrong_code
from models.domain.stages import Body
from models.domain.units import Position
from tasks.gates.codes import find_owner


def cast_vote(campaign: str, gate: GateKey, verdict: Verdict, opinion: str, code: str) -> str:
    """Store the vote of the council member whose code this is; return the member's title.

    DecisionRefused, with what to do, for a wrong or used code, a second vote, a vote after the
    conclusion, on a dossier that was taken back or at a gate that is not the council's, or a
    return without an opinion.
    """
    workspace = open_workspace(campaign)
    members = [
        person.id
        for person in workspace.campaign.people(Position.COUNCIL_MEMBER, Position.COUNCIL_CHAIRMAN)
    ]
    found = find_owner(workspace.settings, workspace.campaign, members, code, workspace.now())
    if found.person is None:
        raise wrong_code()
    with workspace.change(found.person) as uow:
        request = uow.gates.get(gate)
        if request is None:
            raise no_request(gate)
        if gate.body is not Body.COUNCIL:
            raise other_gate()
        if uow.gates.is_void(gate):
            raise voided()
        if (decision := uow.gates.decision(gate)) is not None:
            raise already_decided(decision.verdict.words, decision.signed_at)
        if found.against(uow.gates.last_code_step(found.person)).reused:
            raise reused_code()
        vote = Vote(
            key=gate,
            member=found.person,
            verdict=verdict,
            opinion=opinion,
            cast_at=workspace.now(),
        )
        check_vote(request, vote, members, uow.gates.votes(gate))
        uow.gates.vote(vote, found.step)
    return workspace.campaign.contact(found.person).title
