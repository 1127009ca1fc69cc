"""The last look before a reminder goes out: nobody is chased for what has arrived."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.domain.campaign import Form
from models.domain.messages import Message, Purpose
from models.domain.submission import SubmissionState, SubmissionStatus

CHASING = frozenset({Purpose.REMINDER, Purpose.LATE, Purpose.ESCALATION})


def still_owed(
    states: Mapping[Form, Mapping[str, SubmissionState]],
) -> Callable[[Message], bool]:
    """Whether a message still has its reason, given the states of units by form.

    Only messages that chase for a form can lose it: when that unit's form has been accepted.
    Their ``subject_ref`` is "form:unit".
    """

    def wanted(message: Message) -> bool:
        if message.purpose not in CHASING or message.unit is None:
            return True
        state = states[Form(message.subject_ref.partition(":")[0])].get(message.unit)
        return state is None or state.status is not SubmissionStatus.ACCEPTED

    return wanted
