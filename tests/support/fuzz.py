"""Malformed workbooks without end, the same for the same seed: our own, spoilt at every level."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from olefile import OleFileIO

from tests.support import fuzz_xml, fuzz_zip
from tests.support.corpus import FOLDER
from tests.support.corpus_form import answered
from tests.support.workbooks import RIGHT

Spoil = Callable[[bytes, Random], bytes]
NONSENSE = (
    *("", " ", "\u00a0", "x" * 40_000, "=1+1", "=cmd|'/c calc'!A0", "@SUM(1)", "#REF!", "Err:502"),
    *(
        "1e999",
        "NaN",
        "-0",
        "∞",
        "½",
        "٣",
        "1,2,3",
        "1.2.3",
        "12.345,678.9",
        "99999999999999999999",
    ),
    *("%", "%%", "-%", "()", "(((", "1 (((", "0.5 (có giải trình)", "1\n2", "\u202e1,5", "\ufeff2"),
    *("<script>alert(1)</script>", "&amp;", "]]>", "{{ 7*7 }}", "../../etc/passwd", "'", '"', "\\"),
    *("𝟗𝟓", "95\u200b", "e\u0301" * 500, "🙂", "Có\tKhông", "không áp dụng", "KHÔNG", "2021-05-01"),
)
COLUMNS = ("declared", "self_score", "evidence", "explanation", "name", "maximum")


def cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` files with their names, the level at which each was spoilt first in the name."""
    for number in range(count):
        random = Random(f"{seed}-{number}")
        ending = random.choice(tuple(_SOURCES))
        level, spoil = random.choice(_LEVELS[ending])
        content = spoil(random.choice(_sources(ending)), random)
        yield f"{level}_{number}.{ending}", content


def nonsense_in_cells(_: bytes, random: Random) -> bytes:
    """The form with nonsense typed into some of its cells."""
    columns: dict[str, dict[str, str]] = {}
    for _cell in range(random.randint(1, 12)):
        column, code = random.choice(COLUMNS), random.choice(tuple(RIGHT))
        columns.setdefault(column, {})[code] = random.choice(NONSENSE)
    return answered(**columns)


def flipped_bytes(content: bytes, random: Random) -> bytes:
    """Some bytes of the whole file are others."""
    spoilt = bytearray(content)
    for _ in range(random.choice((1, 3, 30, 300))):
        spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def cut(content: bytes, random: Random) -> bytes:
    """The file ends early, lacks a part, or has too much."""
    first, second = sorted(random.sample(range(len(content)), 2))
    junk = random.randbytes(random.randint(1, 2000))
    return random.choice(
        (
            content[:first],
            content[:first] + content[second:],
            content + junk,
            content[:first] + junk + content[first:],
            content[:first] + bytes(second - first) + content[second:],
        )
    )


def odd_records(content: bytes, random: Random) -> bytes:
    """Records of an old workbook with another number, length, or other content."""
    with OleFileIO(BytesIO(content)) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
    start = content.index(bytes(stream[:512]))
    places = _places(bytes(stream))
    for _ in range(random.choice((1, 2, 10, 40))):
        place, length = random.choice(places)
        kind = random.randrange(3)
        if kind == 0:
            struct.pack_into("<H", stream, place, random.randrange(0x900))
        elif kind == 1:
            struct.pack_into("<H", stream, place + 2, random.choice((0, 1, 7, 8224, 65535)))
        elif length:
            at = place + 4 + random.randrange(length)
            stream[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
    return content[:start] + bytes(stream) + content[start + len(stream) :]


def _places(stream: bytes) -> list[tuple[int, int]]:
    places, at = [], 0
    while at + 4 <= len(stream):
        length = struct.unpack_from("<H", stream, at + 2)[0]
        places.append((at, length))
        at += 4 + length
    return places[:-1]


_SOURCES = {
    "xlsx": ("should_pass/filled.xlsx", "should_pass/filled_office.xlsx", "should_pass/dates.xlsx"),
    "xlsm": ("should_fail/has_macros/macro.xlsm",),
    "ods": ("should_pass/filled_office.ods", "should_pass/percent_cells_office.ods"),
    "xls": ("should_pass/filled_office.xls", "should_pass/percent_cells_office.xls"),
}
_ZIP: tuple[tuple[str, Spoil], ...] = (
    ("bytes", flipped_bytes),
    ("cut", cut),
    ("zip", fuzz_zip.spoil),
    ("zip", fuzz_zip.spoil),
    ("xml", fuzz_xml.spoil),
    ("xml", fuzz_xml.spoil),
    ("xml", fuzz_xml.spoil),
)
_LEVELS: dict[str, tuple[tuple[str, Spoil], ...]] = {
    "xlsx": (*_ZIP, ("cells", nonsense_in_cells), ("cells", nonsense_in_cells)),
    "xlsm": _ZIP,
    "ods": _ZIP,
    "xls": (
        ("bytes", flipped_bytes),
        ("cut", cut),
        ("records", odd_records),
        ("records", odd_records),
    ),
}


@cache
def _sources(ending: str) -> tuple[bytes, ...]:
    return tuple(Path(FOLDER, path).read_bytes() for path in _SOURCES[ending])
