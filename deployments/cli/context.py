"""The campaign that a command is about; what the database needs is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.settings import Settings

if TYPE_CHECKING:
    from config.workspace import Workspace


def find_campaign(campaign: str, settings: Settings) -> Workspace:
    """The workspace of a campaign that was opened here; NotFound says to open it first."""
    from deployments.bootstrap import find_campaign as find

    return find(campaign, settings)
