"""The directory of a zip archive, before a library reads all of it."""

from __future__ import annotations

import struct

_END = b"PK\x05\x06"
_END_SIZE = 22
_MOST_COMMENT = 65_535
_MOST_DIRECTORY = 512 * 1024
"""Bytes: several thousand entries, more than any document has."""


def has_small_directory(content: bytes) -> bool:
    """Whether the archive's directory is of a size that is read in no time.

    A library makes an object of each entry that the directory names; there can be hundreds of
    thousands in a few megabytes. An archive without a directory has none to fear.
    """
    at = content.rfind(_END, max(0, len(content) - _END_SIZE - _MOST_COMMENT))
    end = content[at : at + _END_SIZE]
    if at < 0 or len(end) < _END_SIZE:
        return True
    (size,) = struct.unpack_from("<I", end, 12)
    return bool(size <= _MOST_DIRECTORY)
