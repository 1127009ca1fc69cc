"""Lay out the folder and the databases of a rehearsal."""

from __future__ import annotations

import shutil

from config.settings import Settings
from config.workspace import REHEARSAL, Workspace, forget_databases
from deployments.bootstrap import open_campaign
from deployments.rehearsal.replaceable import check_not_open
from deployments.rehearsal.world import World, make_world

Played = tuple[Workspace, World]


def prepare(campaign_id: str, settings: Settings, seed: int) -> Played:
    """An empty rehearsal of a campaign and the made-up world it plays in.

    ConfigurationError when the database given already holds the campaign: a rehearsal never
    touches one that is open.
    """
    shutil.rmtree(settings.home, ignore_errors=True)
    forget_databases()
    check_not_open(settings.database, campaign_id)
    workspace = open_campaign(campaign_id, settings, REHEARSAL)
    return workspace, make_world(workspace.campaign, workspace.sets, seed)
