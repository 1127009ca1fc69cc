"""Marks of repository methods: every public one either changes data or only reads it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from models.store.clean import clean
from models.store.guard import AuditGuard

MARK = "cchc_mark"
CHANGES = "changes"
READS = "reads"


class Guarded(Protocol):
    """What has a guard: every repository."""

    @property
    def guard(self) -> AuditGuard:
        """The guard of the unit of work."""


P = ParamSpec("P")
R = TypeVar("R")
G = TypeVar("G", bound=Guarded)


def changes(method: Callable[Concatenate[G, P], R]) -> Callable[Concatenate[G, P], R]:
    """Mark a method that changes data: refused when reading, and when it leaves the audit out.

    Text reaches the method clean (``models.store.clean``).
    """

    @wraps(method)
    def guarded(self: G, /, *args: P.args, **kwargs: P.kwargs) -> R:
        self.guard.check_writable()
        self.guard.check()
        result = method(self, *clean(args), **clean(kwargs))
        self.guard.check()
        return result

    setattr(guarded, MARK, CHANGES)
    return guarded


def reads(method: Callable[P, R]) -> Callable[P, R]:
    """Mark a method that only reads."""
    setattr(method, MARK, READS)
    return method


def mark_of(method: object) -> str | None:
    """The mark of a method: ``CHANGES``, ``READS`` or None."""
    mark: str | None = getattr(method, MARK, None)
    return mark
