"""An operator asks units to explain, with a limit of the operator's own: a plain function, no step.

It serves a campaign whose plan has no explanations, and what was taken off after the plan's own.
"""

from datetime import timedelta

from config.workspace import open_workspace
from models.domain.campaign import USED_BY, Form
from models.domain.collection.round_changes import (
    check_future,
    check_not_used,
    check_operator,
    owing_unit,
    until_of,
)
from models.domain.errors import RuleViolation
from models.domain.messages.bulk_confirmation import QueueGuard, let_all_pass
from tasks.explanations.request import request_explanations
from tasks.inbox.rounds import is_used

_LONGEST_WAIT = timedelta(days=30)
"""How far ahead a limit may lie: the council waits for it, also for one that was mistyped."""


def ask_as_operator(
    campaign: str, unit: str, until: str, by: str, guard: QueueGuard = let_all_pass
) -> tuple[str, ...]:
    """Ask one unit, or all communes when ``unit`` is empty, to explain by ``until``.

    The names of those asked by this call: who has been asked the same is not asked again. A
    RuleViolation or NotFound says why not, and then nobody was asked; ``guard`` may object to the
    messages.
    """
    workspace = open_workspace(campaign)
    check_operator(workspace.campaign, by)
    limit = until_of(until)
    check_future(limit, workspace.now())
    if limit.closes > workspace.now() + _LONGEST_WAIT:
        raise RuleViolation(
            f"Hạn giải trình {limit.in_words()} cách hôm nay quá {_LONGEST_WAIT.days} ngày, "
            "Hội đồng phải chờ đến đó. Đề nghị kiểm tra lại ngày, tháng, năm.",
            str(limit.day),
        )
    with workspace.read() as uow:
        check_not_used(USED_BY[Form.APPRAISAL], is_used(uow, Form.APPRAISAL))
    communes = workspace.campaign.communes
    units = (owing_unit(workspace.campaign, Form.COMMUNE, unit),) if unit else communes
    return request_explanations(workspace, [each.code for each in units], limit, by, guard)
