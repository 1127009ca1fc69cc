"""Whether the scores of a form have been decided on."""

from __future__ import annotations

from models.domain.campaign import USED_BY, Form
from models.domain.stages import StageState
from models.store import UnitOfWork


def is_used(uow: UnitOfWork, form: Form) -> bool:
    """Whether the stage that decides on the scores of ``form`` has ended."""
    return uow.stages.all()[USED_BY[form]].state is StageState.ENDED
