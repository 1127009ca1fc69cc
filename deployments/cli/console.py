"""The console as commands use it: what they print is text of people, not markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import typer
from rich.console import Console

from models.domain.errors import CchcError


def plain(stderr: bool = False) -> Console:
    """A console on which "[/]" in a title is just that."""
    return Console(stderr=stderr, markup=False)


def tell(error: CchcError) -> None:
    """Say on stderr what went wrong."""
    plain(stderr=True).print(f"Lỗi {error.code}: {error.message}", style="red", soft_wrap=True)


def tell_each(names: Iterable[str], line_of: Callable[[str], str]) -> None:
    """Print the line of each name; a name whose line fails is told, and the status is 1 then."""
    failed = False
    for name in names:
        try:
            plain().print(line_of(name), soft_wrap=True)
        except CchcError as error:
            failed = True
            tell(error)
    if failed:
        raise typer.Exit(1)
