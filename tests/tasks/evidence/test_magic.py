from io import BytesIO

import pytest
from PIL import Image

from models.domain.evidence.file import EvidenceKind
from tasks.evidence.magic import kind_by_content
from tasks.files.limits import ENCRYPTED
from tests.support.evidence_files import (
    OLE,
    excel,
    open_document,
    page,
    picture,
    text_pdf,
    with_parts,
    word,
    zipped,
)

K = EvidenceKind
PPTX = zipped(("[Content_Types].xml", b""), ("ppt/presentation.xml", b""))
FILES = {
    K.EMPTY: [b""],
    K.PDF: [text_pdf("x"), b"\n\n%PDF-1.4"],
    K.DOCX: [word(), with_parts(word(), ("word/vbaProject.bin", b"x"))],
    K.XLSX: [excel()],
    K.PPTX: [PPTX],
    K.ODT: [open_document()],
    K.ODS: [open_document("spreadsheet")],
    K.PNG: [picture(page())],
    K.JPG: [picture(page(), "JPEG")],
    K.IMAGE: [picture(page(), "GIF"), picture(page(), "TIFF"), b"\0\0\0\x18ftypheic", b"BM"],
    K.OLD_OFFICE: [OLE + b"x", OLE + ENCRYPTED],
    K.ZIP: [zipped(("a.pdf", b"x")), zipped(), b"PK\x03\x04 broken"],
    K.ARCHIVE: [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"],
    K.PROGRAM: [b"MZ\x90", b"\x7fELF", b"#!/bin/sh"],
    K.WEB: [b"<!DOCTYPE html>", b"\xef\xbb\xbf<svg>", b" <HTML>", b'<?xml version="1.0"?>'],
    K.OTHER: [b"alert(1)", b"{\\rtf1", b"\0", open_document("graphics")],
}


@pytest.mark.parametrize(
    ("kind", "content"), [(kind, content) for kind, all_ in FILES.items() for content in all_]
)
def test_bytes_tell_their_kind(kind, content):
    assert kind_by_content(content, "ke-hoach.pdf") is kind


def test_every_kind_is_found_by_its_bytes():
    assert set(FILES) == set(K)


def test_a_locked_office_document_is_what_its_name_says():
    locked = OLE + b"\0" * 100 + ENCRYPTED

    assert kind_by_content(locked, "bang.xlsx") is K.XLSX
    assert kind_by_content(locked, "bang.xls") is K.OLD_OFFICE


def test_a_document_that_lost_its_directory_is_still_one():
    assert kind_by_content(word()[:400], "a.docx") is K.ZIP
    assert kind_by_content(word()[:-100], "a.docx") is K.DOCX


def test_pictures_of_phones_are_told_from_others():
    buffer = BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "WEBP")

    assert kind_by_content(buffer.getvalue(), "") is K.IMAGE
