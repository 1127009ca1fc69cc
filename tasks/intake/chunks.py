"""How many deliveries are judged together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.domain.delivery import Delivery
from models.domain.values import Sha256

CHUNK = 32
"""Deliveries judged in one transaction: making a commit durable takes longer than judging one."""
MOST_BYTES = 64 * 1024 * 1024
"""What the files of one transaction may come to together, for those of a few are in memory."""


def chunks_of(
    waiting: Iterable[Delivery], sizes: Mapping[Sha256, int], most_bytes: int = MOST_BYTES
) -> list[list[Delivery]]:
    """The deliveries in order, in chunks; one that is larger than ``most_bytes`` stands alone.

    ``sizes`` are those of their files in bytes.
    """
    chunks: list[list[Delivery]] = []
    room = 0
    for delivery in waiting:
        size = sum(sizes[sent.file] for sent in delivery.files)
        if not chunks or len(chunks[-1]) == CHUNK or size > room:
            chunks.append([])
            room = most_bytes
        chunks[-1].append(delivery)
        room -= size
    return chunks
