"""One request to explain: an event in the unit's history and messages, in one transaction."""

from collections.abc import Collection, Iterator, Sequence

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before, explanation_limit, not_asked_yet
from models.domain.collection.submission import purpose_of
from models.domain.collection.submission_events import ExplanationAsked
from models.domain.deadlines import Limit, day_in_hanoi
from models.domain.errors import ConfigurationError
from models.domain.gate.records import GateKey
from models.domain.messages.bulk_confirmation import QueueGuard, let_all_pass
from models.domain.messages.message import Message, message_to
from models.domain.scoring.reductions import ScoreReduction, reduction_words
from models.domain.units import Position, Unit
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.explanations.reductions import taken_off
from tasks.notify.dispatch.send_due import dispatch_context
from tasks.notify.plan.plan_reminders import writable
from tasks.prefect_steps.step import step
from tasks.signed.links import new_link

NOBODY_TO_ASK = (
    "{unit} chưa có người liên hệ nên chưa đề nghị giải trình được. Đề nghị bổ sung bằng "
    "cchc contacts add."
)
LossOfUnit = tuple[Unit, tuple[ScoreReduction, ...]]


def request_explanations(
    workspace: Workspace,
    units: Collection[UnitCode],
    limit: Limit,
    by: str,
    guard: QueueGuard = let_all_pass,
) -> tuple[str, ...]:
    """Ask those of ``units`` that lost points to explain by ``limit``; the names of those asked.

    What a unit was asked before with the same points is left out, and a unit of which nothing is
    left is not asked. ConfigurationError when a message can not be written, or a unit has nobody to
    write to, after the others; ``guard`` may object to the messages.
    """
    with workspace.read() as uow:
        waiting = list(_new(workspace, uow, units))
    if not waiting:
        return ()
    asked, faults, queued = list[str](), list[str](), list[Message]()
    with workspace.change(by or "flow:appraisal") as uow:
        for unit, items in _new(workspace, uow, units):
            good, odd = writable(
                dispatch_context(workspace), _messages(workspace, uow, unit, items, limit)
            )
            faults += odd or ([] if good else [NOBODY_TO_ASK.format(unit=unit.name)])
            if good:
                event = ExplanationAsked(at=workspace.now(), items=items, limit=limit, by=by)
                uow.submissions.append(Form.COMMUNE, unit.code, event)
                queued += good
                asked.append(unit.name)
        guard(queued)
        uow.messages.queue(queued)
    if faults:
        raise ConfigurationError("\n".join(dict.fromkeys(faults)), subject=workspace.campaign.id)
    return tuple(asked)


def _new(
    workspace: Workspace, uow: UnitOfWork, units: Collection[UnitCode]
) -> Iterator[LossOfUnit]:
    """The units with what they were not asked yet."""
    lost = taken_off(workspace, uow)
    histories = uow.submissions.all_histories(Form.COMMUNE)
    for code in (code for code in lost if code in units):
        if items := not_asked_yet(lost[code], histories.get(code, ())):
            yield workspace.campaign.unit(code), items


def _messages(
    workspace: Workspace, uow: UnitOfWork, unit: Unit, items: Sequence[ScoreReduction], limit: Limit
) -> list[Message]:
    """One to each officer (to the heads, where there is none), with a link of the person's own."""
    campaign = workspace.campaign
    officers = campaign.contacts_of(unit.code, Position.OFFICER)
    number = len(asked_before(uow.submissions.history(Form.COMMUNE, unit.code))) + 1
    subject = f"{Form.COMMUNE}:{unit.code}:giai-trinh-{number}"
    criteria_set = workspace.sets[Form.COMMUNE]
    params = {
        "count": str(len(items)),
        "limit": limit.in_words(),
        "lines": "\n".join(reduction_words(criteria_set.item(each.code), each) for each in items),
    }
    now = workspace.now()
    return [
        message_to(
            person.id,
            campaign.id,
            purpose_of(ExplanationAsked, Form.COMMUNE),
            subject,
            day_in_hanoi(now),
            now,
            unit=unit.code,
            params={**params, "portal": new_link(workspace, uow, Form.COMMUNE, person)},
        )
        for person in officers or campaign.contacts_of(unit.code, Position.HEAD)
    ]


@step("Đề nghị đơn vị giải trình")
def ask_explanations(campaign: str, gate: GateKey) -> None:
    """Ask each commune about what was taken off it, before the dossier is laid before ``gate``.

    Nothing happens when the plan has no explanations, or once that gate is open.
    """
    workspace = open_workspace(campaign)
    own, today = workspace.campaign, day_in_hanoi(workspace.now())
    limit = explanation_limit(own.stages[gate.stage], own.calendar, today)
    with workspace.read() as uow:
        is_open = uow.gates.get(gate) is not None
    if limit is not None and not is_open:
        request_explanations(workspace, [unit.code for unit in own.communes], limit, by="")
