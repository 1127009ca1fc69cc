"""Zip archives that are spoilt as archives: directory, sizes, names, members."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.support.zips import unzipped, zipped

ODD_NAMES = (
    *("../../x.xml", "/etc/passwd", "C:\\x.xml", "xl\\workbook.xml", "a" * 5000, "x\u202ecod.exe"),
    *("CON", ".", "..", "xl/", "xl//workbook.xml", "xl/worksheets/sheet99.xml", "\u0000x", "ạ.xml"),
)


def spoil(content: bytes, random: Random) -> bytes:
    """The archive, spoilt in one way."""
    return random.choice(_WAYS)(content, random)


def _field(content: bytes, random: Random) -> bytes:
    """A field of the directory or of a local header says something else."""
    spoilt = bytearray(content)
    head = random.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))
    places = [at for at in range(len(content) - 4) if content[at : at + 4] == head]
    at = random.choice(places) + random.choice((6, 8, 10, 14, 16, 18, 20, 22, 24, 26, 28))
    value = random.choice((0, 1, 99, 0xFFFF, 0xFFFFFFFF, random.randrange(2**32)))
    struct.pack_into("<I", spoilt, min(at, len(spoilt) - 4), value)
    return bytes(spoilt)


def _drop(content: bytes, random: Random) -> bytes:
    members = unzipped(content)
    for name in random.sample(sorted(members), random.randint(1, 3)):
        del members[name]
    return zipped(members)


def _empty(content: bytes, random: Random) -> bytes:
    members = unzipped(content)
    return zipped(members | {random.choice(sorted(members)): b""})


def _swap(content: bytes, random: Random) -> bytes:
    members = unzipped(content)
    one, other = random.sample(sorted(members), 2)
    return zipped(members | {one: members[other], other: members[one]})


def _add(content: bytes, random: Random) -> bytes:
    odd = random.choice((b"", b"<a/>", content, random.randbytes(500)))
    return zipped(unzipped(content) | {random.choice(ODD_NAMES): odd})


def _many(content: bytes, random: Random) -> bytes:
    return zipped(unzipped(content) | {f"m{n}": b"" for n in range(random.choice((400, 600)))})


def _bomb(content: bytes, random: Random) -> bytes:
    name = random.choice(sorted(unzipped(content)))
    return zipped(unzipped(content) | {name: random.choice((_zeros(), _spaces()))})


def _double(content: bytes, random: Random) -> bytes:
    name = random.choice(sorted(unzipped(content)))
    target = BytesIO(content)
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo(name[:-1] + "~"), b"<a/>")
    return target.getvalue().replace((name[:-1] + "~").encode(), name.encode())


def _stored(content: bytes, random: Random) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, data in unzipped(content).items():
            kind = random.choice((ZIP_STORED, ZIP_DEFLATED, 12))
            archive.writestr(ZipInfo(name), data, kind)
    return target.getvalue()


@cache
def _zeros() -> bytes:
    return bytes(20_000_000)


@cache
def _spaces() -> bytes:
    return b"<worksheet><sheetData>" + b" " * 900_000


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_field, _field, _field, _field, _field, _drop, _drop, _drop, _empty, _empty, _swap, _swap),
    *(_add, _add, _many, _double, _stored, _bomb),
)
