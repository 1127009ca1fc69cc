"""Messages as they may stand, to be shown or called about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.domain.messages.message import MessageRecord
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState, Transmission

_FIELDS = frozenset({"purpose", "person", "unit", "params", "items", "subject_ref", "useful_until"})


def message(
    number: int, moment: datetime, state: MessageState, *before: Transmission, **more: Any
) -> MessageRecord:
    """The message ``number`` of ``moment`` whose last transmission stands so, after ``before``.

    ``more`` are fields of the message or of that transmission.
    """
    own = {name: more.pop(name) for name in _FIELDS & set(more)}
    last = Transmission(number=len(before) + 1, state=state, **{"not_before": moment, **more})
    defaults = {"person": "cb-18496", "purpose": Purpose.REMINDER, "subject_ref": "commune:18496"}
    return MessageRecord(
        **{**defaults, **own},
        key=f"tin-{number}",
        position=number,
        not_before=moment,
        transmissions=(*before, last),
    )
