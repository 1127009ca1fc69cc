"""Who may decide at a gate, and when a ballot or a vote counts: pure checks.

Whose code was typed is found outside the domain (``CodeCheck``); that the decision is stored once
is the store's part.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from models.domain.campaign import Campaign
from models.domain.documents.record import BLOCKS
from models.domain.errors import NotFound
from models.domain.gate import refusals
from models.domain.gate.records import (
    Ballot,
    CodeCheck,
    Decision,
    Dossier,
    GateRequest,
    GateSituation,
    Verdict,
    Vote,
)
from models.domain.stages import StageName
from models.domain.units import Contact

MAX_WRONG_CODES = 5
LOCKED_FOR = timedelta(minutes=15)


def dossier_changes(before: Dossier, after: Dossier) -> tuple[str, ...]:
    """What differs between two dossiers, one Vietnamese line each; empty if nothing does."""
    old = {part.name: part.sha256 for part in before.parts}
    new = {part.name: part.sha256 for part in after.parts}
    lines = [f"tên hồ sơ đổi thành “{after.title}”"] if before.title != after.title else []
    lines += [f"bỏ “{name}”" for name in old if name not in new]
    lines += [f"thêm “{name}”" for name in new if name not in old]
    lines += [f"sửa “{name}”" for name in old if name in new and old[name] != new[name]]
    return tuple(lines)


def judge_ballot(
    request: GateRequest, ballot: Ballot, check: CodeCheck, situation: GateSituation, now: datetime
) -> Decision:
    """The decision that ``ballot`` makes at ``now``; DecisionRefused with the reason otherwise."""
    if (existing := situation.existing) is not None:
        raise refusals.already_decided(existing.verdict.words, existing.signed_at)
    check_lock(situation.wrong_codes, now)
    signer = _signer(request, ballot, check)
    _check_unchanged(request.dossier, situation.current)
    _check_opinion(ballot.verdict, ballot.opinion)
    _check_quorum(request, situation.votes)
    _check_majority(request, ballot.verdict, situation.votes)
    holder = request.approvers[0]
    return Decision(
        key=request.key,
        verdict=ballot.verdict,
        opinion=ballot.opinion.strip(),
        signer=signer,
        signed_at=now,
        fingerprint=request.dossier.fingerprint,
        acting_for=None if signer == holder else holder,
    )


def check_lock(wrong_codes: Sequence[datetime], now: datetime) -> None:
    """DecisionRefused while too many of the ``wrong_codes`` (aware moments) are recent."""
    recent = sorted(moment for moment in wrong_codes if now - LOCKED_FOR < moment <= now)
    if len(recent) >= MAX_WRONG_CODES:
        raise refusals.codes_locked(len(recent), recent[-MAX_WRONG_CODES] + LOCKED_FOR)


def _signer(request: GateRequest, ballot: Ballot, check: CodeCheck) -> str:
    if not ballot.code.strip():
        raise refusals.no_code()
    if check.matches is None:
        raise refusals.wrong_code()
    if check.matches not in request.approvers:
        raise refusals.no_right()
    if check.reused:
        raise refusals.reused_code()
    return check.matches


def _check_unchanged(signed: Dossier, current: Dossier) -> None:
    if signed.fingerprint != current.fingerprint:
        raise refusals.changed(dossier_changes(signed, current))


def _check_opinion(verdict: Verdict, opinion: str) -> None:
    if verdict is Verdict.RETURN and not opinion.strip():
        raise refusals.no_opinion()


def _check_quorum(request: GateRequest, votes: Sequence[Vote]) -> None:
    members = {vote.member for vote in votes if vote.key == request.key}
    if len(members) < request.quorum:
        raise refusals.no_quorum(len(members), request.quorum)


def _check_majority(request: GateRequest, verdict: Verdict, votes: Sequence[Vote]) -> None:
    """The council's conclusion to approve needs more votes to approve than to return."""
    cast = [vote.verdict for vote in votes if vote.key == request.key]
    approving = cast.count(Verdict.APPROVE)
    if request.quorum and verdict is Verdict.APPROVE and approving * 2 <= len(cast):
        raise refusals.against_votes(approving, len(cast))


def check_vote(
    request: GateRequest, vote: Vote, members: Collection[str], cast: Sequence[Vote]
) -> None:
    """Raise DecisionRefused unless a council member may cast ``vote`` at this gate now."""
    if vote.key != request.key:
        raise refusals.other_gate()
    if vote.member not in members:
        raise refusals.not_a_member()
    if any(other.member == vote.member and other.key == vote.key for other in cast):
        raise refusals.already_voted()
    _check_opinion(vote.verdict, vote.opinion)


RANKING = (StageName.APPRAISAL, StageName.RESULTS)
"""Stages whose council decides on the communes; the others' dossiers rank nobody."""


def is_own_unit(campaign: Campaign, stage: StageName, voter: Contact) -> bool:
    """Whether the dossier of ``stage`` ranks the unit that a voter belongs to."""
    return stage in RANKING and campaign.is_ranked(voter.unit)


def signature_block(campaign: Campaign, signer: Contact) -> tuple[str, ...]:
    """The lines above the signer's name (NĐ 30/2020, Điều 13); NotFound if not of the campaign.

    What counts is the position held in the campaign, also by one who has left since; heads of
    offices sign by their own title.
    """
    known = campaign.find_contact(signer.id)
    if known is None:
        raise NotFound(
            f"Người ký “{signer.title}” không có trong danh sách của đợt. "
            "Đề nghị bổ sung người này vào cấu hình của đợt rồi thực hiện lại.",
            subject=signer.id,
        )
    return BLOCKS.get(known.position, (known.title.upper(),))
