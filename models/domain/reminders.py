"""The reminder plan: (campaign, calendar, states, policy, today) -> messages, and nothing else."""
from __future__ import annotations

from models.domain.values import Value


class ReminderPolicy(Value):
    """Working days before (negative) and after (positive) a limit on which people are reminded.

    From ``escalate_from`` working days after the limit on, the head of the unit is told as well.
    """

    ladder: tuple[int, ...] = (-7, -3, -1, 0, 1)
    escalate_from: int = 1
