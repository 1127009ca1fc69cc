"""Reproducible draws: a hash of the seed and of what is drawn, the same on every machine."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """Draws of one seed; the key names what is drawn, so that order does not matter."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def below(self, limit: int, *key: object) -> int:
        """A whole number from 0 to ``limit`` - 1."""
        text = "|".join(map(str, (self._seed, *key)))
        return int.from_bytes(sha256(text.encode()).digest()[:8], "big") % limit

    def between(self, low: int, high: int, *key: object) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1, *key)

    def chance(self, percent: int, *key: object) -> bool:
        """True in ``percent`` of 100 keys."""
        return self.below(100, *key) < percent

    def one_of(self, options: Sequence[T], *key: object) -> T:
        """One of ``options``."""
        return options[self.below(len(options), *key)]
