"""A file that lies in the drop folder, and the delivery that it was taken in as."""

from __future__ import annotations

from models.domain.values import Sha256, Value


class Lying(Value):
    """``path`` (below the folder) is as the file system spells it, which need not be text.

    ``file`` is what was in it then; ``reference`` is that of its delivery.
    """

    path: bytes
    file: Sha256
    reference: str
