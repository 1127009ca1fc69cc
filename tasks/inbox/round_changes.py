"""Operators give units time, open a closed round for one, and close it again.

Event and message are one transaction; the same change asked for again changes nothing. These are
plain functions and no steps: a refusal is an answer to a person, not a failure of the machine.
"""

from collections.abc import Iterator
from hashlib import sha256

from config.workspace import Workspace, open_workspace
from models.domain.campaign import STAGE_OF, USED_BY, Form
from models.domain.collection.round_changes import (
    check_future,
    check_later,
    check_lockable,
    check_locked,
    check_not_used,
    check_operator,
    check_words,
    is_closed,
    is_given,
    owing_unit,
    until_of,
)
from models.domain.collection.submission import fold_events, purpose_of
from models.domain.collection.submission_events import RoundExtended, RoundLocked, UnitUnlocked
from models.domain.collection.submission_state import SubmissionState
from models.domain.messages.bulk_confirmation import QueueGuard, let_all_pass
from models.domain.messages.message import Message, messages_to
from models.domain.stages import StageName, StageState
from models.domain.units import Position, Unit
from models.store import UnitOfWork
from tasks.inbox.rounds import is_used

REASON = "lý do"


def extend_round(
    campaign: str,
    form: Form,
    unit: str,
    until: str,
    by: str,
    reason: str,
    guard: QueueGuard = let_all_pass,
) -> tuple[str, ...]:
    """Give a unit time until ``until``, or all that owe ``form`` when ``unit`` is empty.

    Names of the units that got time by this call; who has that long already is left alone. A
    RuleViolation or NotFound says why not, and then nobody was given anything; ``guard`` may object
    to the messages.
    """
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    end, why, now = until_of(until), check_words(reason, REASON), workspace.now()
    check_future(end, now)
    given = RoundExtended(at=now, until=end, by=by, reason=why)
    with workspace.change(by) as uow:
        units = _asked_for(workspace, uow, form, unit)
        known, limit = uow.submissions.states(form), workspace.campaign.limit_of(form)
        states = {each.code: known.get(each.code, SubmissionState()) for each in units}
        if unit:
            check_later(units[0], limit, states[unit], end)
        short = [each for each in units if not is_given(limit, states[each.code], end)]
        for each in short:
            uow.submissions.append(form, each.code, given)
        messages = [m for each in short for m in _messages(workspace, form, each, given)]
        guard(messages)
        uow.messages.queue(messages)
    return tuple(each.name for each in short)


def _asked_for(workspace: Workspace, uow: UnitOfWork, form: Form, unit: str) -> tuple[Unit, ...]:
    campaign = workspace.campaign
    units = (owing_unit(campaign, form, unit),) if unit else campaign.owing(form)
    check_not_used(USED_BY[form], is_used(uow, form))
    return units


def unlock_unit(campaign: str, form: Form, unit: str, until: str, by: str, reason: str) -> None:
    """Open the closed round for one unit: until ``until``, or until locked again when it is empty.

    What comes in is late by the unit's limit, which stays what it was. An unlock without an end
    lasts until an operator locks the unit, and no longer than until the scores are decided on.
    """
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    why, now = check_words(reason, REASON), workspace.now()
    end = until_of(until) if until.strip() else None
    if end is not None:
        check_future(end, now)
    with workspace.change(by) as uow:
        asked = owing_unit(workspace.campaign, form, unit)
        check_not_used(USED_BY[form], is_used(uow, form))
        state = _state(uow, form, asked)
        if state.unlocked and state.unlocked_until == end:
            return
        check_locked(asked, is_closed(workspace.campaign.closing_of(form), state, now))
        event = UnitUnlocked(at=now, by=by, reason=why, until=end)
        uow.submissions.append(form, asked.code, event)
        uow.messages.queue(_messages(workspace, form, asked, event))


def lock_unit(campaign: str, form: Form, unit: str, by: str, reason: str) -> None:
    """Close the round again for one unit before its own time is over, for a reason."""
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    why, now = check_words(reason, REASON), workspace.now()
    asked = owing_unit(workspace.campaign, form, unit)
    with workspace.change(by) as uow:
        if not _state(uow, form, asked).locked:
            check_lockable(asked, workspace.campaign.closing_of(form), now)
            uow.submissions.append(form, asked.code, RoundLocked(at=now, by=by, reason=why))


def _state(uow: UnitOfWork, form: Form, unit: Unit) -> SubmissionState:
    return fold_events(uow.submissions.history(form, unit.code))


def _messages(
    workspace: Workspace, form: Form, unit: Unit, event: RoundExtended | UnitUnlocked
) -> list[Message]:
    """The change to the officers; each is a message of its own, also on the same day."""
    change = sha256(event.model_dump_json().encode()).hexdigest()
    params = {"form": form.words, "reason": event.reason}
    if isinstance(event, RoundExtended):
        own = {"limit": event.until.in_words()}
    else:
        own = {"until": event.until.end_in_words() if event.until else ""}
    return messages_to(
        workspace.campaign.contacts_of(unit.code, Position.OFFICER),
        workspace.campaign.id,
        purpose_of(type(event), form),
        f"{form}:{unit.code}:{change[:8]}",
        workspace.now(),
        unit=unit.code,
        params=params | own,
    )


def extension_notes(campaign: str, form: Form, until: str) -> Iterator[str]:
    """How an extension of ``form`` to ``until`` meets the appraisal; Vietnamese sentences."""
    workspace, end = open_workspace(campaign), until_of(until)
    if form is not Form.COMMUNE:
        return
    with workspace.read() as uow:
        appraisal = uow.stages.all()[STAGE_OF[Form.APPRAISAL]].state
    if appraisal is not StageState.PENDING:
        yield (
            "phiếu thẩm định đã gửi các phòng, ban; xã được ghi nhận thì hệ thống gửi phiếu thẩm "
            "định bổ sung vào ngày hôm sau."
        )
    plan = workspace.campaign.stages[StageName.APPRAISAL]
    limit = plan.returns or plan.limit
    if end.closes > limit.closes:
        yield (
            f"thời hạn mới sau hạn gửi phiếu thẩm định ({limit.in_words()}); tiêu chí chưa kịp "
            "thẩm định lấy theo điểm tự chấm và được nêu rõ trong hồ sơ trình. Đề nghị báo trước "
            "cho các phòng, ban."
        )
