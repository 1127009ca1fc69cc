"""Start flow runs from a process that has imported everything already (ADR 12).

A cold interpreter imports Prefect, SQLAlchemy and the flows before a run does anything; a person
who presses Resume waits for that. A tick in a new process takes 7.4 s of CPU instead of 1.2 and
four times as long (medians of five pairs on a busy machine, ``bench/flow_runs.py``, December 2026).

Prefect starts served flows through ``multiprocessing`` with the start method "spawn" and offers no
setting for another one, so the name is replaced in the one module of Prefect that uses it. Where
there is no fork server (Windows) nothing changes.
"""

from __future__ import annotations

import copyreg
import multiprocessing
from collections.abc import Callable
from importlib import import_module
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect import Flow

PRELOADED = ["deployments.prefect.preload"]


def start_fork_server() -> BaseContext | None:
    """Let it start and import what runs need, if it has not yet; None where there is none.

    It is the only one of this process, so that a second call starts nothing. Prefect need not be
    imported here: the two imports then take place beside each other.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()
    return context


def use_forked_runs() -> None:
    """Let the flows that this process serves run in forks of the fork server."""
    from prefect import Flow, flow_engine

    copyreg.pickle(Flow, flow_by_name)
    context = start_fork_server()
    if context is None:
        return
    setattr(flow_engine, "multiprocessing", ForkServerOnly(context))  # noqa: B010 - not its type


class ForkServerOnly:
    """Stands for the ``multiprocessing`` module: every context is that of the fork server."""

    def __init__(self, context: BaseContext) -> None:
        self._context = context

    def get_context(self, _method: str) -> BaseContext:
        """The context of the fork server, whatever method is asked for."""
        return self._context


def flow_by_name(
    flow: Flow[Any, Any],
) -> tuple[Callable[[str, str], Flow[Any, Any]], tuple[str, str]]:
    """How a flow is handed to another process: by its name, not by a copy of its code."""
    return find_flow, (flow.fn.__module__, flow.fn.__name__)


def find_flow(module: str, name: str) -> Flow[Any, Any]:
    """The flow that ``module`` has under ``name``."""
    flow: Flow[Any, Any] = getattr(import_module(module), name)
    return flow
