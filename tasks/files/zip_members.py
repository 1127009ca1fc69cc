"""The members of a zip archive that came from outside, unpacked within limits.

The directory is read by ``zipfile``; unpacking is done here, because an entry may lie about its
size and ``zipfile`` unpacks all of it before it says so.
"""

import zlib
from io import BytesIO
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_LOCAL_HEADER = 30
_ENCRYPTED = 1
_KEPT = 4 * 1024 * 1024
"""Larger members are unpacked again when they are asked for again, to spare memory."""


class Members:
    """Names and contents of an archive; BadZipFile when it is damaged."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self.entries = tuple(archive.infolist())
        self._content = content
        self._by_name = {entry.filename: entry for entry in self.entries}
        self._unpacked: dict[str, bytes] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, each once."""
        return tuple(self._by_name)

    @property
    def encrypted(self) -> bool:
        """Whether a member asks for a password."""
        return any(entry.flag_bits & _ENCRYPTED for entry in self.entries)

    @property
    def doubled(self) -> bool:
        """Whether two members have one name: programs differ in which of them they read."""
        return len(self._by_name) < len(self.entries)

    @property
    def unpacked_size(self) -> int:
        """What all members come to, by their own account, in bytes."""
        return sum(entry.file_size for entry in self.entries)

    def read(self, name: str) -> bytes:
        """The content of a member; KeyError when there is none of that name."""
        if name in self._unpacked:
            return self._unpacked[name]
        unpacked = _unpack(self._content, self._by_name[name])
        if len(unpacked) <= _KEPT:
            self._unpacked[name] = unpacked
        return unpacked

    def packable(self, most_ratio: int, small: int) -> bool:
        """Whether no member swells more than ``most_ratio``-fold, those up to ``small`` aside."""
        return all(
            entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
            and entry.file_size <= max(small, most_ratio * entry.compress_size)
            for entry in self.entries
        )


def _unpack(content: bytes, entry: ZipInfo) -> bytes:
    at = entry.header_offset
    name, extra = unpack_from("<HH", content, at + _LOCAL_HEADER - 4)
    start = at + _LOCAL_HEADER + name + extra
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == ZIP_DEFLATED:
        try:
            packed = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
        except zlib.error as error:
            raise _damaged(entry) from error
    if len(packed) != entry.file_size or zlib.crc32(packed) != entry.CRC:
        raise _damaged(entry)
    return packed


def _damaged(entry: ZipInfo) -> BadZipFile:
    return BadZipFile(f"member {entry.filename!r} is damaged")
