"""The last look before a reminder goes out: nobody is chased for what has arrived."""

from __future__ import annotations

from collections.abc import Callable

from models.domain.campaign import Form
from models.domain.messages import Message, Purpose
from models.domain.submission import fold
from models.store import Store

CHASING = frozenset({Purpose.REMINDER, Purpose.LATE, Purpose.ESCALATION})


def still_owed(store: Store, campaign_id: str) -> Callable[[Message], bool]:
    """Asks the store, message by message, whether its reason still holds.

    Only messages that chase for a form can lose it: when that unit's form has been accepted, or
    the round was locked so that it can not come in any more.
    Their ``subject_ref`` is "form:unit".
    """

    def wanted(message: Message) -> bool:
        if message.purpose not in CHASING or message.unit is None:
            return True
        form = Form(message.subject_ref.partition(":")[0])
        with store.read(campaign_id) as work:
            state = fold(work.submissions.history(form, message.unit))
        return not state.answered and not state.locked

    return wanted
