"""Asks who types a command before it sends to many people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

from models.domain.messages.bulk_confirmation import ConfirmationNeeded

Result = TypeVar("Result")


def confirmed(act: Callable[[bool], Result], yes: bool) -> Result:
    """Act, and when that needs a confirmation, ask for it and act again; Abort on a no.

    ``act`` is told whether it is confirmed; ``yes`` confirms beforehand.
    """
    try:
        return act(yes)
    except ConfirmationNeeded as needed:
        if not typer.confirm(f"{needed.message} Tiếp tục?"):
            raise typer.Abort from None
    return act(True)
