"""The console as commands use it: what they print is text of people, not markup."""

from __future__ import annotations

from rich.console import Console


def plain(stderr: bool = False) -> Console:
    """A console on which "[/]" in a title is just that."""
    return Console(stderr=stderr, markup=False)
