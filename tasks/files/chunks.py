"""How much of what came in is worked on together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
MOST_IN_CHUNK = 32
"""Things stored in one transaction: making a commit durable takes longer than storing one."""
BYTES_IN_CHUNK = 64 * 1024 * 1024
"""What they may come to together, for those of a few chunks are in memory."""


def in_chunks(
    items: Iterable[T], size: Callable[[T], int], most_bytes: int = BYTES_IN_CHUNK
) -> list[list[T]]:
    """``items`` in order, in chunks by their ``size`` in bytes; one that is too large is alone."""
    chunks: list[list[T]] = []
    room = 0
    for item in items:
        needed = size(item)
        if not chunks or len(chunks[-1]) == MOST_IN_CHUNK or needed > room:
            chunks.append([])
            room = most_bytes
        chunks[-1].append(item)
        room -= needed
    return chunks
