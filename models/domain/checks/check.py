"""What a check is: a function in a file of its own that declares when it runs and what it says.

::

    _ERROR = "ô báo lỗi {shown}. Đề nghị gõ thẳng số."

    @BLOCKING.check(_ERROR, after="survey_self_scored")
    def cell_error(review: SelfAssessmentReview) -> Iterator[Problem]:
        ...
            yield Problem(_ERROR.format(shown=value), row.place.ref(ScoreColumn.DECLARED))

Nothing else names it: the file is enough. The phases (``BLOCKING``) stand beside the review that
their checks look at. docs/checks.md lists all checks and is written from these declarations.
"""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from typing import Generic, TypeVar

from models.domain.cells import CellRef
from models.domain.collection.workbook import Severity

Subject = TypeVar("Subject")
CheckFunction = Callable[[Subject], Iterator["Problem"]]
"""Yields what is wrong with a review."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell, or the whole file when ``cell`` is None, and the words for it.

    Problems of one check with the same words become one finding that lists all their cells.
    """

    words: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """A check as declared; ``id`` is stored with findings and never changes.

    ``sentences`` are all that it may say, with ``{fields}`` for what differs; one about cells goes
    on behind their names and starts in lower case. It runs behind the check ``after``.
    """

    id: str
    find: CheckFunction[Subject]
    sentences: tuple[str, ...]
    after: str = ""


class CheckPhase(Generic[Subject]):
    """Checks that run together, in the order that they declare.

    The order matters: a cell is reported once, by the first check that finds it wrong.
    """

    def __init__(self, title: str, severity: Severity) -> None:
        self.title = title
        self.severity = severity
        self._declared: dict[str, Check[Subject]] = {}
        self._in_order: tuple[Check[Subject], ...] = ()

    def check(
        self, *sentences: str, after: str = ""
    ) -> Callable[[CheckFunction[Subject]], CheckFunction[Subject]]:
        """Declare the decorated function as a check of its own name."""

        def declared(function: CheckFunction[Subject]) -> CheckFunction[Subject]:
            self.add(Check(function.__name__, function, sentences, after))
            return function

        return declared

    def add(self, check: Check[Subject]) -> None:
        """Declare a check; ValueError when its id is taken."""
        if check.id in self._declared:
            raise ValueError(f"two checks are called {check.id}")
        self._declared[check.id] = check
        self._in_order = ()

    def remove(self, check_id: str) -> None:
        """Take a declared check out again."""
        del self._declared[check_id]
        self._in_order = ()

    @property
    def checks(self) -> tuple[Check[Subject], ...]:
        """All of this phase in order; one that names no other stands before those that do.

        ValueError when a check is to run after one that this phase does not have.
        """
        load_checks()
        if not self._in_order:
            known = self._declared
            for check in known.values():
                if check.after and check.after not in known:
                    raise ValueError(f"{check.id}: no check is called {check.after}")
            before = {name: filter(None, [known[name].after]) for name in sorted(known)}
            self._in_order = tuple(known[name] for name in TopologicalSorter(before).static_order())
        return self._in_order


@cache
def load_checks() -> None:
    """Import every module of this package, so that every check has declared itself."""
    package = import_module(__name__.rpartition(".")[0])
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
