"""Messages about a gate: who is told, for which purpose, and what each one needs to know."""

from collections.abc import Iterable

from config.workspace import Workspace
from models.domain.gate.approval import is_own_unit
from models.domain.gate.records import Decision, GateKey, GateRequest, Verdict
from models.domain.messages.message import Attachment, Message, messages_to
from models.domain.messages.purposes import Purpose
from models.domain.stages import STAGES, Body
from models.domain.units import Contact, Position
from models.domain.vietnamese.dates import moment_in_words

VOTE_COMMAND = "uv run cchc vote {campaign} {stage}"
GOES_ON = "hệ thống tự chuyển sang việc tiếp theo; đồng chí theo dõi trên màn hình điều hành."
COMES_BACK = "đồng chí chỉnh sửa hồ sơ theo ý kiến nêu trên rồi bấm Tiếp tục (Resume) để trình lại."


def approvers(workspace: Workspace, body: Body) -> tuple[Contact, ...]:
    """Who may decide for ``body``, the holder of the right first."""
    position = Position.CHAIRMAN if body is Body.CHAIRMAN else Position.COUNCIL_CHAIRMAN
    return workspace.campaign.people(position)


def request_messages(
    workspace: Workspace, request: GateRequest, drafts: tuple[Attachment, ...]
) -> list[Message]:
    """Ask the approver to decide and the members of a council to vote, with the drafts to read."""
    gate = request.key
    about = {
        "title": request.dossier.title,
        "limit": workspace.campaign.stages[gate.stage].limit.in_words(),
        "note": f"trình lần {gate.round}" if gate.round > 1 else "trình lần đầu",
    }
    link = {"link": _place(gate)}
    command = VOTE_COMMAND.format(campaign=workspace.campaign.id, stage=gate.stage)
    deciding = approvers(workspace, gate.body)
    messages = _messages(workspace, gate, Purpose.GATE_WAITING, deciding, about | link, drafts)
    if gate.body is Body.COUNCIL:
        members = workspace.campaign.people(Position.COUNCIL_MEMBER)
        voting = [m for m in members if not is_own_unit(workspace.campaign, gate.stage, m)]
        how = about | {"command": command}
        messages += _messages(workspace, gate, Purpose.VOTE_WAITING, voting, how, drafts)
    return messages


def decision_messages(
    workspace: Workspace, request: GateRequest, decision: Decision
) -> list[Message]:
    """Tell the operators what was decided and what happens next."""
    params = {
        "title": request.dossier.title,
        "verdict": decision.verdict.words,
        "opinion": decision.opinion,
        "signer": workspace.campaign.contact(decision.signer).title,
        "signed_at": moment_in_words(decision.signed_at),
        "next_step": GOES_ON if decision.verdict is Verdict.APPROVE else COMES_BACK,
    }
    operators = workspace.campaign.people(Position.OPERATOR)
    return _messages(workspace, decision.key, Purpose.DECISION_MADE, operators, params)


def void_messages(
    workspace: Workspace, request: GateRequest, deciding: Iterable[str], reason: str
) -> list[Message]:
    """Tell the operators and those who decide why a round counts no more and what comes next."""
    gate, campaign = request.key, workspace.campaign
    params = {
        "title": request.dossier.title,
        "round": str(gate.round),
        "reason": reason,
        "next_round": str(gate.round + 1),
    }
    people = {person.id: person for person in campaign.people(Position.OPERATOR)}
    people |= {person: campaign.contact(person) for person in deciding}
    return _messages(workspace, gate, Purpose.DECISION_VOIDED, people.values(), params)


def lost_ballot_messages(workspace: Workspace, request: GateRequest) -> list[Message]:
    """Ask the approver to enter again what a run that was cut off may have lost."""
    gate = request.key
    params = {
        "title": request.dossier.title,
        "limit": workspace.campaign.stages[gate.stage].limit.in_words(),
        "link": _place(gate),
    }
    deciding = approvers(workspace, gate.body)
    return _messages(workspace, gate, Purpose.BALLOT_LOST, deciding, params)


def _place(gate: GateKey) -> str:
    return f"mục “{STAGES[gate.stage].title}” trên hệ thống điều hành"


def _messages(
    workspace: Workspace,
    gate: GateKey,
    purpose: Purpose,
    people: Iterable[Contact],
    params: dict[str, str],
    attachments: tuple[Attachment, ...] = (),
) -> list[Message]:
    """The same message to each person, once a day for one gate and purpose."""
    return messages_to(
        people,
        workspace.campaign.id,
        purpose,
        str(gate),
        workspace.now(),
        params=params,
        attachments=attachments,
    )
