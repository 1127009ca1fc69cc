"""What a person was reminded of before."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.messages.message import Item, Message, Purpose
from models.domain.reminders.duties import Duty
from models.domain.values import Value


class Told(Value):
    """What people have been told, or will be.

    ``known`` are the keys of all messages in the outbox and of their items; ``given`` says which
    purposes about which ``subject_ref`` were given out for good, so that the next step may follow.
    """

    known: frozenset[str] = frozenset()
    given: frozenset[tuple[Purpose, str]] = frozenset()

    def has_had(self, step: Purpose, duty: Duty) -> bool:
        """Whether ``step`` (late, escalation) was given out about ``duty``: the next may follow.

        A step that there is nobody for is passed over: a unit without a head, or without anybody,
        is one for the chairman all the same.
        """
        if (step, duty.subject_ref) in self.given:
            return True
        if step is Purpose.ESCALATION:
            return not duty.superiors and self.has_had(Purpose.LATE, duty)
        return not duty.people

    def and_given(self, messages: Iterable[Message]) -> Told:
        """The same with ``messages``, all of them given out."""
        parts: list[Message | Item] = []
        for message in messages:
            parts += (message, *message.items)
        given = {(part.purpose, part.subject_ref) for part in parts}
        return Told(known=self.known | {part.key for part in parts}, given=self.given | given)
