"""Houses to live in: snapshots of a small campaign's year, for every test that names one."""

from tests.support.house import (
    appraised,
    approved,
    asked,
    assessed,
    move_into,
    opened,
    planned,
    snapshot,
)

__all__ = [
    "appraised",
    "approved",
    "asked",
    "assessed",
    "move_into",
    "opened",
    "planned",
    "snapshot",
]
