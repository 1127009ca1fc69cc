"""Who is to be called now, from what is stored."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.messages.call_list import is_unreached, unreached
from models.domain.messages.transmission import NEED_CARE
from tasks.calls.rows import Row, rows_of
from tasks.notify.dispatch.still_owed import still_owed


def calls_now(workspace: Workspace) -> tuple[Row, ...]:
    """The calls that are owed: not those whose reason has gone since, as when a file has come."""
    now = workspace.now()
    with workspace.read() as uow:
        lost = [m for m in uow.transmissions.in_state(NEED_CARE) if is_unreached(m, now)]
    left = still_owed(workspace.store, workspace.campaign.id)(lost)
    return rows_of(workspace.campaign, unreached(lost, left, now))
