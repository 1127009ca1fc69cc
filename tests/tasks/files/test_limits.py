"""What came in is worked on together as far as memory allows."""

import pytest

from tasks.files.limits import MOST_IN_CHUNK, in_chunks


def lengths(sizes, most=10):
    chunks = in_chunks(sizes, int, most)
    assert [one for chunk in chunks for one in chunk] == sizes
    return [len(chunk) for chunk in chunks]


def test_nothing_waits_nothing_is_done():
    assert lengths([]) == []


def test_many_small_ones_are_so_many_at_once():
    assert lengths([1] * (2 * MOST_IN_CHUNK + 1), most=1_000) == [MOST_IN_CHUNK, MOST_IN_CHUNK, 1]


@pytest.mark.parametrize(("most", "expected"), [(30, [3]), (29, [2, 1]), (10, [1, 1, 1])])
def test_large_ones_are_apart(most, expected):
    assert lengths([10, 10, 10], most) == expected


def test_one_that_is_too_large_for_any_chunk_stands_alone():
    assert lengths([1, 100, 1]) == [1, 1, 1]


def test_what_has_no_size_takes_no_room():
    assert lengths([10, 0, 0]) == [3]
