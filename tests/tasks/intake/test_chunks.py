"""Deliveries are judged together as far as memory allows."""

from datetime import UTC, datetime

import pytest

from models.domain.delivery import Delivery, Door, SentFile
from tasks.intake.chunks import CHUNK, chunks_of

AT = datetime(2021, 11, 4, 2, tzinfo=UTC)


def sent(number, *files):
    return Delivery(
        door=Door.MAIL,
        reference=f"<{number}>",
        at=AT,
        files=tuple(SentFile(name=f"{file}.xlsx", file=file * 64) for file in files),
    )


def lengths(deliveries, sizes, most):
    chunks = chunks_of(deliveries, {file * 64: size for file, size in sizes.items()}, most)
    assert [one for chunk in chunks for one in chunk] == deliveries
    return [len(chunk) for chunk in chunks]


def test_nothing_waits_nothing_is_judged():
    assert chunks_of([], {}) == []


def test_many_small_ones_are_judged_so_many_at_once():
    deliveries = [sent(number, "a") for number in range(2 * CHUNK + 1)]
    assert lengths(deliveries, {"a": 1}, 1_000) == [CHUNK, CHUNK, 1]


@pytest.mark.parametrize(("most", "expected"), [(30, [3]), (29, [2, 1]), (10, [1, 1, 1])])
def test_large_ones_are_judged_apart(most, expected):
    deliveries = [sent(number, "a") for number in range(3)]
    assert lengths(deliveries, {"a": 10}, most) == expected


def test_one_that_is_too_large_for_any_chunk_stands_alone():
    deliveries = [sent(1, "a"), sent(2, "b", "a"), sent(3, "a")]
    assert lengths(deliveries, {"a": 1, "b": 99}, 10) == [1, 1, 1]


def test_a_question_takes_no_room():
    assert lengths([sent(1, "a"), sent(2), sent(3)], {"a": 10}, 10) == [3]
