"""Returns with their evidence, a folder each: what comes in one delivery, and what is odd of it.

Beside the files of the unit a folder may have one named by the code of another unit, with what that
one sent before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zipfile import ZipInfo

from deployments.rehearsal.fill import Typed, fill
from models.domain.collection.workbook import Identity
from models.domain.evidence.declared import EvidenceColumn
from tests.support import evidence_files as files
from tests.support.corpus_form import answered
from tests.support.workbooks import EVIDENCE as SHEET
from tests.support.workbooks import identity
from tests.support.zips import unzipped, zipped

WORKBOOK = "bang-tu-cham.xlsx"
FILE = "ke-hoach.pdf"
NEIGHBOUR = "18500"
_NUMBER, _ISSUED = EvidenceColumn.NUMBER, EvidenceColumn.ISSUED
_PAGES, _FILE = EvidenceColumn.PAGES, EvidenceColumn.FILE
_WHOLE: dict[EvidenceColumn, Typed] = {
    _NUMBER: "5/KH-UBND",
    _ISSUED: "10/01/2021",
    _PAGES: "trang 1",
    _FILE: FILE,
}
Files = Mapping[str, bytes]


def _declared(who: Identity | None = None, **rows: Mapping[EvidenceColumn, Typed]) -> bytes:
    """The filled workbook whose evidence sheet has a row for each code (``c1_1_1``)."""
    cells = {
        (SHEET, code.removeprefix("c").replace("_", "."), column.value): value
        for code, row in rows.items()
        for column, value in row.items()
    }
    return zipped(unzipped(fill(answered(who), cells)))


def _sent(*left_out: EvidenceColumn, **typed: Typed) -> Callable[[bytes | None], Files]:
    """One document declared, with columns left empty or typed over, and its file."""
    row = {column: value for column, value in _WHOLE.items() if column not in left_out}
    row |= {EvidenceColumn[column.upper()]: value for column, value in typed.items()}
    name = str(row.get(_FILE, FILE))

    def make(content: bytes | None) -> Files:
        book = {WORKBOOK: _declared(c1_1_1=row)}
        return book if content is None else {**book, name: content}

    return make


def _plan() -> bytes:
    return files.text_pdf("Ke hoach cai cach hanh chinh nam 2021")


def _locked() -> bytes:
    mime = (ZipInfo("mimetype"), b"application/vnd.oasis.opendocument.text")
    manifest = (ZipInfo("META-INF/manifest.xml"), b"<manifest:encryption-data/>")
    return files.zipped(mime, (ZipInfo("content.xml"), b"<office:body/>"), manifest)


def _runs() -> bytes:
    script = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    return files.text_pdf("Ke hoach", catalog=script)


def _packed() -> Files:
    inside = {FILE: _plan(), "cu.zip": zipped({"ke-hoach-cu.pdf": _plan()})}
    return {**_sent()(None), "ho-so.zip": zipped(inside)}


def _twice() -> Files:
    row = {column: value for column, value in _WHOLE.items() if column is not _PAGES}
    return {WORKBOOK: _declared(c1_1_1=row, c1_1_2=row), FILE: _plan()}


def _of_two_communes() -> Files:
    theirs = _declared(identity(unit=NEIGHBOUR), c1_1_1=_WHOLE)
    own = _sent()(_plan())
    return {**own, f"{NEIGHBOUR}/{WORKBOOK}": theirs, f"{NEIGHBOUR}/{FILE}": _plan()}


RIGHT_FOLDERS: dict[str, Callable[[], Files]] = {
    "evidence_beside": lambda: _sent()(_plan()),
    "evidence_in_a_zip": lambda: {**_sent()(None), "ho-so.zip": zipped({FILE: _plan()})},
}
WRONG_FOLDERS: dict[str, Callable[[], Files]] = {
    "evidence_blank/empty_page": lambda: _sent()(files.text_pdf("")),
    "evidence_date/none": lambda: _sent(_ISSUED)(_plan()),
    "evidence_date_unclear/quarter": lambda: _sent(issued="quý I/2021")(_plan()),
    "evidence_disguised/picture": lambda: _sent()(files.picture(files.page().resize((40, 60)))),
    "evidence_empty/no_byte": lambda: _sent()(b""),
    "evidence_forbidden/rar": lambda: _sent(file="ke-hoach.rar")(b"Rar!\x1a\x07\x00" + bytes(64)),
    "evidence_left_out/zip_in_zip": _packed,
    "evidence_locked/password": lambda: _sent(file="ke-hoach.odt")(_locked()),
    "evidence_macro/script": lambda: _sent()(_runs()),
    "evidence_not_named/one_more": lambda: {**_sent()(_plan()), "anh.png": _picture()},
    "evidence_not_sent/forgotten": lambda: _sent()(None),
    "evidence_number/none": lambda: _sent(_NUMBER)(_plan()),
    "evidence_outside_year/of_2019": lambda: _sent(issued="15/01/2019")(_plan()),
    "evidence_outside_year/to_come": lambda: _sent(issued="15/01/2099")(_plan()),
    "evidence_reused/two_criteria": _twice,
    "evidence_shared/two_communes": _of_two_communes,
    "evidence_unreadable/cut_off": lambda: _sent()(b"%PDF-1.7\n1 0 obj\n<< /Type"),
}


def _picture() -> bytes:
    return files.picture(files.page(lines=1).crop((100, 100, 300, 180)))
