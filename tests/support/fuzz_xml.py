"""Workbooks whose XML is spoilt: no XML at all, or XML that says what no program would."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.support.zips import unzipped, zipped

_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;">]>'
_FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_NUMBERS = (b"-1", b"0", b"99999", b"1048577", b"4294967296", b"99999999999999999999", b"", b"1e9")
_PLACES = (
    b"XFD1048576",
    b"AAAA1",
    b"A0",
    b"A1048577",
    b"",
    b"1A",
    b"ZZ9999",
    b"A" * 300,
    b"\xc3\x28",
)
_ODD = (b"<", b">", b"&", b"&x;", b"\0", b"\xff\xfe", b"</c>", b"<c>", b"]]>", b"<!--", b"'", b'"')
_REPEATS = (b"1000000", b"2147483647", b"-5", b"0", b"9000", b"700", b"x")
_MAIN = re.compile(r"(sheet\d+|workbook|styles|sharedStrings|content|\.rels|Content_Types)")


def spoil(content: bytes, random: Random) -> bytes:
    """The workbook with one or two of its members spoilt in one or two ways."""
    members = unzipped(content)
    names = [name for name in sorted(members) if _MAIN.search(name)]
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(names)
        members[name] = random.choice(_WAYS)(members[name], random)
    return zipped(members)


def _at(xml: bytes, random: Random) -> int:
    return random.randrange(len(xml) + 1)


def _cut(xml: bytes, random: Random) -> bytes:
    return xml[: _at(xml, random)]


def _hole(xml: bytes, random: Random) -> bytes:
    at = _at(xml, random)
    return xml[:at] + xml[at + random.randint(1, 200) :]


def _insert(xml: bytes, random: Random) -> bytes:
    at = _at(xml, random)
    odd = random.choice(
        (
            b"<",
            b">",
            b"&",
            b"&x;",
            b"\x00",
            b"\xff\xfe",
            b"</c>",
            b"<c>",
            b"]]>",
            b"<!--",
            b"'",
            b'"',
        )
    )
    return xml[:at] + odd + xml[at:]


def _entity(xml: bytes, random: Random) -> bytes:
    head, mark, rest = xml.partition(b"?>")
    declared = random.choice((_LAUGHS, _FILE))
    return (head + mark + declared if mark else declared) + (rest or head).replace(
        b"</", b"&a;</", 3
    )


def _wide(xml: bytes, random: Random) -> bytes:
    code = random.choice(("utf-16", "utf-16-be", "utf-32"))
    return xml.decode(errors="replace").encode(code)


def _huge_attribute(xml: bytes, random: Random) -> bytes:
    return re.sub(rb'="', b'="' + b"A" * random.choice((5_000, 300_000)), xml, count=1)


def _attribute(name: bytes, values: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    """Some attributes of this name with other values."""
    pattern = re.compile(rb"(?<=\s)" + name + rb'="[^"]*"')

    def change(xml: bytes, random: Random) -> bytes:
        share = random.choice((0.02, 0.2, 1))

        def other(found: re.Match[bytes]) -> bytes:
            return (
                name + b'="' + random.choice(values) + b'"' if random.random() < share else found[0]
            )

        return pattern.sub(other, xml)

    return change


def _value(xml: bytes, random: Random) -> bytes:
    """Some texts and numbers are others."""
    odd = (b"99999999", b"-1", b"", b"1e400", b"x", b"#REF!", b"<f>1</f>", b"\xc3\x28", b"&#0;")
    return re.sub(
        rb">([^<>]+)<",
        lambda f: b">" + random.choice(odd) + b"<" if random.random() < 0.05 else f[0],
        xml,
    )


def _deep(xml: bytes, random: Random) -> bytes:
    depth = random.choice((100, 20_000))
    at = xml.find(b"<row") if b"<row" in xml else xml.find(b">") + 1
    return xml[:at] + b"<x>" * depth + b"</x>" * depth + xml[at:]


def _names(xml: bytes, random: Random) -> bytes:
    """Another namespace, prefix or element name all through."""
    old, new = random.choice(
        (
            (b"http://", b"urn:"),
            (b"<row", b"<x:row"),
            (b"<c ", b"<C "),
            (b"sheetData", b"SheetData"),
            (b"spreadsheetml/2006", b"spreadsheetml/1906"),
            (b"table:", b"tbl:"),
            (b"office:value", b"office:valeur"),
            (b"<v>", b"<w>"),
        )
    )
    return xml.replace(old, new)


def _twice(xml: bytes, random: Random) -> bytes:
    """A part of the XML stands many times."""
    first = _at(xml, random)
    part = xml[first : first + random.randint(10, 3000)]
    return xml[:first] + part * random.choice((2, 50)) + xml[first:]


_KINDS = (b"zz", b"e", b"b", b"d", b"s", b"str", b"inlineStr", b"n", b"")
_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_cut, _hole, _hole, _insert, _insert, _entity, _wide, _huge_attribute, _value, _value, _deep),
    *(_names, _names, _twice),
    _attribute(b"r", _PLACES),
    _attribute(b"r", _NUMBERS),
    _attribute(b"s", _NUMBERS),
    _attribute(b"t", _KINDS),
    _attribute(b"ref", (b"A1:XFD1048576", b"A1", b"", b"B2:A1")),
    _attribute(b"count", _NUMBERS),
    _attribute(b"uniqueCount", _NUMBERS),
    _attribute(b"numFmtId", _NUMBERS),
    _attribute(b"Target", (b"", b"../../x", b"/xl/workbook.xml", b"http://x.example/", b"\\x")),
    _attribute(b"table:number-rows-repeated", _REPEATS),
    _attribute(b"table:number-columns-repeated", _REPEATS),
    _attribute(
        b"office:value-type", (b"float", b"date", b"zz", b"percentage", b"boolean", b"time")
    ),
    _attribute(b"office:value", _NUMBERS),
    _attribute(b"name", (b"", b"_cchc", b"\xe1\xba", b"x" * 3000)),
)
