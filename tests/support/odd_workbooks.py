"""The same workbook as other programs write it: dialects, prefixes, missing parts."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from tests.support.annotated import members_of, packed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
Members = dict[str, bytes]


def rewritten(content: bytes, change: Callable[[Members], None]) -> bytes:
    """The file after ``change`` of its members."""
    members = members_of(content)
    change(members)
    return packed(members)


def strict(members: Members) -> None:
    """The strict dialect of Office Open XML."""
    for name, content in members.items():
        for usual, other in _STRICT.items():
            members[name] = content = content.replace(usual.encode(), other.encode())


def prefixed(members: Members) -> None:
    """Every element of a sheet, the book and the styles with a prefix."""
    for name in members:
        if _MAIN.encode() in members[name]:
            named = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", members[name])
            members[name] = named.replace(b'xmlns="', b'xmlns:x="')


def without_places(members: Members) -> None:
    """Rows and cells that do not say where they are."""
    name = "xl/worksheets/sheet3.xml"
    members[name] = re.sub(rb'<(c|row) r="\w+"', rb"<\1", members[name])


def inline(members: Members) -> None:
    """No shared strings: each text stands in its cell."""
    shared = etree.fromstring(members.pop("xl/sharedStrings.xml"))
    texts = ["".join(item.itertext()) for item in shared]
    for name in [each for each in members if each.startswith("xl/worksheets/sheet")]:
        root = etree.fromstring(members[name])
        for cell in root.iter("{*}c"):
            if cell.get("t") == "s":
                text = texts[int(cell[0].text)]
                cell.set("t", "inlineStr")
                cell.remove(cell[0])
                etree.SubElement(
                    etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t"
                ).text = text
        members[name] = etree.tostring(root)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        members[name] = re.sub(rb"<[^<>]*sharedStrings\.xml[^<>]*/>", b"", members[name])


def absolute(members: Members) -> None:
    """Relations that name their targets from the root."""
    name = "xl/_rels/workbook.xml.rels"
    members[name] = re.sub(rb'Target="(\w)', rb'Target="/xl/\1', members[name])


def without_styles(members: Members) -> None:
    """No styles part; the cells say no style."""
    del members["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        members[name] = re.sub(rb"<[^<>]*styles\.xml[^<>]*/>", b"", members[name])
    for name in [each for each in members if each.startswith("xl/worksheets/")]:
        members[name] = re.sub(rb' s="\d+"', b"", members[name])


def without_views(members: Members) -> None:
    """A book without views and names."""
    name = "xl/workbook.xml"
    for gone in (b"bookViews", b"definedNames"):
        members[name] = re.sub(b"<%b>.*?</%b>" % (gone, gone), b"", members[name])


def with_rules(members: Members) -> None:
    """A rule of the unit's own, of the first priority, and tables at the end."""
    name = "xl/worksheets/sheet3.xml"
    rule = (
        b'<conditionalFormatting sqref="D8:D20"><cfRule type="expression" priority="1">'
        b"<formula>LEN(D8)&gt;90</formula></cfRule></conditionalFormatting>"
    )
    end = b'<tableParts count="0"/></worksheet>'
    members[name] = (
        members[name].replace(b"<dataValidations", rule + b"<dataValidations", 1)
    ).replace(b"</worksheet>", end)


def with_macros(members: Members) -> None:
    """A project of macros, as xlsm carries it."""
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not really macros"
    members["[Content_Types].xml"] = (
        members["[Content_Types].xml"]
        .replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        .replace(
            b"<Default",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            b"<Default",
            1,
        )
    )
    name = "xl/_rels/workbook.xml.rels"
    members[name] = members[name].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
        b'vbaProject" Target="vbaProject.bin"/></Relationships>',
    )


ODD = (
    *(strict, prefixed, without_places, inline, absolute, without_styles, without_views),
    *(with_rules, with_macros),
)
"""Every way in which a sound file may look odd."""
