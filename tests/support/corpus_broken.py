"""Files that are no sound workbook: each must be refused with a sentence that helps."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from olefile import OleFileIO

from tasks.files.limits import ENCRYPTED, OLE
from tests.support.corpus_form import answered
from tests.support.zips import edited, unzipped, with_members, zipped

_SHEET = "xl/worksheets/sheet3.xml"


def _sheet(old: bytes, new: bytes) -> Callable[[], bytes]:
    """The workbook with something replaced in the XML of its table."""

    def edit(name: str, data: bytes) -> bytes:
        return data.replace(old, new, 1) if name == _SHEET else data

    return lambda: edited(answered(), edit)


def _doubled() -> bytes:
    target = BytesIO(answered())
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        entry = ZipInfo("xl/other.xml")
        archive.writestr(entry, b"<a/>")
        archive.writestr(ZipInfo("xl/othex.xml"), b"<b/>")
    return target.getvalue().replace(b"xl/othex.xml", b"xl/other.xml")


def _damaged() -> bytes:
    content = bytearray(answered())
    content[3000:3040] = bytes(40)
    return bytes(content)


def _bomb() -> bytes:
    return with_members(answered(), {"xl/media/image1.bin": bytes(30_000_000)})


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty.xlsx": lambda: b"",
    "cut_off.xlsx": lambda: answered()[:-500],
    "damaged.xlsx": _damaged,
    "password.xlsx": lambda: OLE + bytes(504) + ENCRYPTED + bytes(8),
    "pdf_renamed.xlsx": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "photo_renamed.xlsx": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64),
    "web_page.xls": lambda: b"<html><table><tr><td>1.1.1</td></tr></table></html>",
    "xml_of_2003.xls": lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    "commas.xlsx": lambda: "1.1.1;Có;\n1.1.2;95;\n".encode("utf-8-sig"),
    "word_renamed.xlsx": lambda: zipped({"word/document.xml": b"<w:document/>"}),
    "binary.xlsb": lambda: zipped({"xl/workbook.bin": b"\x83\x01\x00"}),
    "numbers.xlsx": lambda: zipped({"Index/Document.iwa": b"\x00"}),
    "packed.xlsx": lambda: zipped({"bai nop.xlsx": answered()}),
    "named_pdf.pdf": answered,
    "bomb.xlsx": _bomb,
    "doubled_member.xlsx": _doubled,
    "leads_out.xlsx": lambda: with_members(answered(), {"../../etc/cron.d/x": b"* * * * *"}),
    "archive_inside.xlsx": lambda: with_members(answered(), {"xl/x.zip": zipped({"a": b"b"})}),
    "entity.xlsx": lambda: edited(answered(), _with_entity),
    "far_column.xlsx": _sheet(b'r="I8"', b'r="XFD8"'),
    "far_row.xlsx": _sheet(b'<row r="20"', b'<row r="1048576"'),
    "no_sheet.xlsx": lambda: zipped(
        {name: data for name, data in unzipped(answered()).items() if "sheet3" not in name}
    ),
    "unbalanced.xlsx": _sheet(b"</sheetData>", b"</sheetDat>"),
    "text_out_of_range.xlsx": _sheet(b'<c r="A8" s="19" t="s"><v>', b'<c r="A8" t="s"><v>99'),
}


def _with_entity(name: str, data: bytes) -> bytes:
    if name != "xl/sharedStrings.xml":
        return data
    head, _, rest = data.partition(b"?>")
    entity = b'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return head + b"?>" + entity + rest.replace(b"<t>", b"<t>&x;", 1)


def _repeated(content: bytes) -> bytes:
    """An ods whose one filled cell stands a billion times."""

    def edit(name: str, data: bytes) -> bytes:
        old, new = b"<table:table-row ", b'<table:table-row table:number-rows-repeated="1000000" '
        return data.replace(old, new, 1) if name == "content.xml" else data

    return edited(content, edit)


def _encrypted_ods(content: bytes) -> bytes:
    def edit(name: str, data: bytes) -> bytes:
        old = b"</manifest:manifest>"
        return data.replace(old, b"<manifest:encryption-data/>" + old)

    return edited(content, edit)


def _encrypted_xls(content: bytes) -> bytes:
    """An xls whose second record says that a password is needed."""
    with OleFileIO(BytesIO(content)) as ole:
        stream = ole.openstream("Workbook").read()
    first = 4 + struct.unpack_from("<2xH", stream)[0]
    head = stream[: first + 2]
    return content.replace(head, stream[:first] + b"\x2f\x00", 1)


BROKEN_OFFICE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "repeated_office.ods": ("should_pass/filled_office.ods", _repeated),
    "password_office.ods": ("should_pass/filled_office.ods", _encrypted_ods),
    "password_office.xls": ("should_pass/filled_office.xls", _encrypted_xls),
    "cut_off_office.xls": ("should_pass/filled_office.xls", lambda content: content[:9000]),
    "cut_off_office.ods": ("should_pass/filled_office.ods", lambda content: content[:-300]),
}
"""Made of what LibreOffice saved: from which file, and how it is spoilt."""
