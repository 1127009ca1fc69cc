"""Start the workers beside the taking in of files, when there will be something to judge."""

from __future__ import annotations

from itertools import chain, islice

from config.workspace import open_workspace
from tasks.intake.look_into import RETURNS, workers


def warm_up(campaign: str) -> None:
    """Let workers start if files lie in the drop folder; they take half a second to do so."""
    workspace = open_workspace(campaign)
    folder = workspace.settings.drop_folder(campaign)
    lying = (path for path in chain(folder.glob("[!.]*.*"), folder.glob("[!.]*/*")))
    if files := len(list(islice(lying, RETURNS.workers))):
        workers().warm(workspace.forms, files)
