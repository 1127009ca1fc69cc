"""What people owe now, and what they have been told of it, as the store has it."""

from collections.abc import Iterable, Iterator

from config.workspace import Workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.gate.approval import is_own_unit
from models.domain.gate.records import GateRecord
from models.domain.messages.message import Item, MessageRecord
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.people.succession import in_post, seats
from models.domain.reminders.duties import Duty, DutyKind, ReminderHistory, form_duties
from models.domain.stages import STAGES, Body, StageState
from models.domain.units import Position
from models.store import UnitOfWork

S = MessageState
GIVEN = frozenset(S) - {
    S.PLANNED,
    S.DEFERRED,
    S.FAILED_TEMPORARY,
    S.CLAIMED,
    S.SENDING,
    S.CANCELLED,
    S.EXPIRED,
}
"""How a message stands that was given out, or could not be: the next step may follow."""

_CONFIRMABLE = frozenset({Purpose.REMINDER, Purpose.LATE})


def duties_now(
    workspace: Workspace, uow: UnitOfWork, messages: Iterable[MessageRecord]
) -> tuple[Duty, ...]:
    """Every form that a unit owes and every decision that is waited for."""
    confirmed = frozenset(_confirmed(messages))
    forms = [duty for form in STAGE_OF for duty in _of_form(workspace, uow, form, confirmed)]
    return (*forms, *_gates(workspace, uow))


def told_now(messages: Iterable[MessageRecord], duties: Iterable[Duty]) -> ReminderHistory:
    """What the outbox holds already, and what of it was given out about the limits in force.

    Under a new limit the steps begin again: what was said of the old one does not count.
    """
    limits = {duty.subject_ref: duty.params["limit"] for duty in duties}
    known = set[str]()
    given = set[tuple[str, str]]()
    for message in messages:
        known.update(part.key for part in _parts(message))
        if message.state in GIVEN:
            given.update(
                (part.purpose, part.subject_ref)
                for part in _parts(message)
                if part.params.get("limit") == limits.get(part.subject_ref, "")
            )
    return ReminderHistory(known=frozenset(known), given=frozenset(given))


def _confirmed(messages: Iterable[MessageRecord]) -> Iterator[tuple[str, str]]:
    """What a reminder was confirmed of, and the limit that it named."""
    for message in messages:
        if any(way.state is S.ACKNOWLEDGED for way in message.transmissions):
            for part in _parts(message):
                if part.purpose in _CONFIRMABLE:
                    yield part.subject_ref, part.params["limit"]


def _parts(message: MessageRecord) -> tuple[MessageRecord | Item, ...]:
    """A message and what it puts together."""
    return (message, *message.items)


def _of_form(
    workspace: Workspace, uow: UnitOfWork, form: Form, confirmed: frozenset[tuple[str, str]]
) -> Iterator[Duty]:
    """Once the stage has ended, only units that were given time of their own owe something."""
    stage = uow.stages.all()[STAGE_OF[form]]
    if stage.state is StageState.PENDING:
        return
    ended = stage.state is StageState.ENDED
    known = uow.submissions.states(form)
    states = {
        unit.code: known[unit.code]
        for unit in workspace.campaign.owing(form)
        if _is_chased(known.get(unit.code, SubmissionState(locked=True)), ended)
    }
    for duty in form_duties(workspace.campaign, form, workspace.campaign.limit_of(form), states):
        named = (duty.subject_ref, duty.params["limit"])
        yield duty.model_copy(update={"acknowledged": named in confirmed})


def _is_chased(state: SubmissionState, ended: bool) -> bool:
    return not state.locked and not (ended and state.extension is None)


def _gates(workspace: Workspace, uow: UnitOfWork) -> Iterator[Duty]:
    """The decision and the votes that each open gate waits for."""
    for record in uow.gates.records():
        if record.decision is None and not record.void_reason:
            yield _gate(workspace, record)


def _gate(workspace: Workspace, record: GateRecord) -> Duty:
    """A gate waits for the votes of its council first, and then for who decides."""
    campaign, stage, key = workspace.campaign, record.key.stage, record.key
    cast = {vote.member for vote in seats(campaign, record.votes)}
    members = campaign.people(Position.COUNCIL_MEMBER) if key.body is Body.COUNCIL else ()
    voting = [
        member.id
        for member in members
        if member.id not in cast and not is_own_unit(campaign, stage, member)
    ]
    limit = campaign.stages[stage].limit
    return Duty(
        subject_ref=str(key),
        kind=DutyKind.GATE,
        people=(in_post(campaign, record.request).approvers[0], *voting),
        limit=limit,
        since=record.request.requested_at,
        params={
            "title": record.request.dossier.title,
            "limit": limit.in_words(),
            "link": f"mục “{STAGES[stage].title}” trên hệ thống điều hành",
        },
    )
