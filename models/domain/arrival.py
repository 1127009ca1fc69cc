"""A file that came in through a door and waits to be judged."""

from __future__ import annotations

from pydantic import AwareDatetime

from models.domain.values import Sha256, Value


class Arrival(Value):
    """A stored file; ``sender`` is the unit code that the door knows, or empty.

    ``path`` is as the file system spells it, which need not be text; ``name`` is for people.
    """

    file: Sha256
    name: str
    sender: str
    path: bytes
    at: AwareDatetime
