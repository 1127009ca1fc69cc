"""Start flow runs from a process that has imported everything already.

A cold interpreter spends about three seconds importing Prefect and SQLAlchemy before a run does
anything; a person who presses Resume waits for that. Prefect starts served flows through
``multiprocessing`` with the start method "spawn" and offers no setting for another one, so the name
is replaced in the one module of Prefect that uses it (ADR 12). Where there is no fork server
(Windows) nothing changes.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from importlib import import_module
from multiprocessing.context import BaseContext
from typing import Any

from prefect import Flow, flow_engine

from deployments.prefect.fork_server import start_fork_server


class WarmProcesses:
    """Stands for the ``multiprocessing`` module: every context is that of the fork server."""

    def __init__(self, context: BaseContext) -> None:
        self._context = context

    def get_context(self, _method: str) -> BaseContext:
        """The context of the fork server, whatever method is asked for."""
        return self._context


AnyFlow = Flow[Any, Any]


def flow_called(module: str, name: str) -> AnyFlow:
    """The flow that ``module`` has under ``name``."""
    flow: AnyFlow = getattr(import_module(module), name)
    return flow


def by_name(flow: AnyFlow) -> tuple[Callable[[str, str], AnyFlow], tuple[str, str]]:
    """How a flow is handed to another process: by its name, not by a copy of its code."""
    return flow_called, (flow.fn.__module__, flow.fn.__name__)


def use_warm_processes() -> None:
    """Let served flows of this process run in forks of a warm one."""
    copyreg.pickle(Flow, by_name)
    context = start_fork_server()
    if context is None:
        return
    setattr(flow_engine, "multiprocessing", WarmProcesses(context))  # noqa: B010 - not its type
