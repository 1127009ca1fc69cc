"""The warm process that flow runs are forked from (ADR 12)."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

PRELOADED = ["deployments.prefect.preload"]


def start_fork_server() -> BaseContext | None:
    """Let it start and import what runs need, if it has not yet; None where there is none.

    It is the only one of this process, so that a second call starts nothing.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()
    return context
