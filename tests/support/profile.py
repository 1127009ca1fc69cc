"""How much of what could be tried is tried: a sample at every turn, all of it in CI.

``CCHC_TEST_PROFILE=full`` (``make nightly``, ``.ci/run``) asks for all. The sample is the same each
time.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

FULL = os.environ.get("CCHC_TEST_PROFILE") == "full"
SEED = 2021

T = TypeVar("T")


def examples(full: int) -> int:
    """How many examples Hypothesis tries of a property that is worth ``full`` of them."""
    return full if FULL else max(full // 4, 10)


def sample(cases: Sequence[T], number: int) -> list[T]:
    """So many of the cases, in their order; all of them in the full profile."""
    if FULL or number >= len(cases):
        return list(cases)
    chosen = random.Random(SEED).sample(range(len(cases)), number)
    return [cases[place] for place in sorted(chosen)]
