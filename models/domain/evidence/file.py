"""Evidence (tài liệu kiểm chứng): files that a unit sends to prove what it declares.

A file is kept by what is in it. What a look into it tells is kept beside it, so that nobody needs
to open it again to give advice on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.campaign import Form
from models.domain.delivery import Door
from models.domain.values import Sha256, UnitCode, Value, half_up
from models.domain.vietnamese.numbers import format_number
from models.domain.vietnamese.text import fold

_KILOBYTE = 1024
_MEGABYTE = _KILOBYTE * _KILOBYTE


class EvidenceKind(StrEnum):
    """What the bytes of a file are, or what its name says that they are."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    PNG = "png"
    JPG = "jpg"
    OLD_OFFICE = "old_office"
    """Word, Excel and PowerPoint as they were before 2007 (.doc, .xls, .ppt)."""
    IMAGE = "image"
    """A picture of another kind (HEIC of a phone, TIFF, BMP, GIF, WebP)."""
    ZIP = "zip"
    ARCHIVE = "archive"
    """A packed file that is no zip (RAR, 7z)."""
    PROGRAM = "program"
    WEB = "web"
    """HTML, SVG and other XML, which a browser may run."""
    EMPTY = "empty"
    OTHER = "other"


ALLOWED_KINDS = frozenset(
    {
        *(EvidenceKind.PDF, EvidenceKind.DOCX, EvidenceKind.XLSX, EvidenceKind.PPTX),
        *(EvidenceKind.ODT, EvidenceKind.ODS, EvidenceKind.PNG, EvidenceKind.JPG),
    }
)
"""The kinds that evidence may be of, by name and by content both."""


class LeftOutReason(StrEnum):
    """Why a file inside a zip was left there."""

    ENCRYPTED = "encrypted"
    NESTED = "nested"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    ODD_PATH = "odd_path"
    """A link, or a path that leads out of the archive."""
    DAMAGED = "damaged"


class LeftOut(Value):
    """A file inside a zip that was not taken out; ``name`` is for people."""

    name: str
    reason: LeftOutReason


class EvidenceFacts(Value):
    """What a look into the bytes tells.

    ``pages`` is None where there are none to count. ``text_length`` counts the letters on the
    pages that were looked at. ``blank`` is a document without text whose pages are of nearly one
    colour. ``encrypted`` needs a password to be opened. ``macro`` holds something that runs.
    ``signatures`` counts digital signatures, which are not verified. ``left_out`` is what stayed
    inside a zip.
    """

    kind: EvidenceKind
    readable: bool = True
    pages: int | None = None
    text_length: int = 0
    encrypted: bool = False
    macro: bool = False
    blank: bool = False
    width: int | None = None
    height: int | None = None
    signatures: int = 0
    left_out: tuple[LeftOut, ...] = ()


class Evidence(Value):
    """A file as it was sent.

    ``name`` is what the sender called it, as text; ``folder`` the code of the criterion whose
    folder it lay in inside a zip, or "". ``criteria`` are the codes that it belongs to, as far as
    they are known. ``door`` and ``reference`` name the delivery.
    """

    sha256: Sha256
    name: str
    size: int = Field(ge=0)
    folder: str = ""
    facts: EvidenceFacts
    criteria: tuple[str, ...] = ()
    door: Door
    reference: str
    at: AwareDatetime

    @property
    def slot(self) -> str:
        """What a later file must agree in to take the place of this one: folder and name."""
        return f"{self.folder}/{fold(self.name)}"


class EvidenceFile(Evidence):
    """A kept file of a unit's form; ``position`` counts from 1 in the order of arrival."""

    form: Form
    unit: UnitCode
    position: int = Field(ge=1)

    @property
    def is_document(self) -> bool:
        """Whether it can prove something itself, and is not the package that others came in."""
        return self.facts.kind is not EvidenceKind.ZIP


def current(history: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """The files that stand: of those with one folder and name, the one that came last."""
    newest = {file.slot: file for file in history}
    return tuple(sorted(newest.values(), key=lambda file: file.position))


def is_known(history: Sequence[EvidenceFile], sent: Evidence) -> bool:
    """Whether ``sent`` brings nothing new: it is what stands, or its delivery is taken in."""
    same = [f for f in history if (f.slot, f.sha256) == (sent.slot, sent.sha256)]
    standing = {file.position for file in current(history)}
    taken = any((f.door, f.reference) == (sent.door, sent.reference) for f in same)
    return taken or any(file.position in standing for file in same)


_K = EvidenceKind
_EXTENSIONS = {
    _K.PDF: "pdf",
    _K.DOCX: "docx docm",
    _K.XLSX: "xlsx xlsm",
    _K.PPTX: "pptx pptm ppsx",
    _K.ODT: "odt",
    _K.ODS: "ods",
    _K.PNG: "png",
    _K.JPG: "jpg jpeg jpe jfif",
    _K.OLD_OFFICE: "doc xls ppt dot xlt pps",
    _K.IMAGE: "gif bmp tif tiff webp heic heif",
    _K.ZIP: "zip",
    _K.ARCHIVE: "rar 7z gz tgz tar bz2 xz cab iso img",
    _K.PROGRAM: "exe com scr msi dll bat cmd js jse vbs vbe wsf ps1 lnk jar apk hta",
    _K.WEB: "html htm xhtml mht mhtml svg xml",
}
_KIND_OF = {end: kind for kind, ends in _EXTENSIONS.items() for end in ends.split()}
_WORDS = {
    _K.PDF: "PDF",
    _K.DOCX: "Word",
    _K.XLSX: "Excel",
    _K.PPTX: "PowerPoint",
    _K.ODT: "văn bản OpenDocument",
    _K.ODS: "bảng tính OpenDocument",
    _K.PNG: "ảnh PNG",
    _K.JPG: "ảnh JPG",
    _K.OLD_OFFICE: "Word, Excel, PowerPoint dạng cũ",
    _K.IMAGE: "ảnh dạng khác",
    _K.ZIP: "tệp nén ZIP",
    _K.ARCHIVE: "tệp nén dạng khác",
    _K.PROGRAM: "chương trình",
    _K.WEB: "trang web",
    _K.EMPTY: "tệp rỗng",
    _K.OTHER: "dạng không rõ",
}


def kind_by_name(name: str) -> EvidenceKind:
    """The kind that the extension stands for; ``OTHER`` when it stands for none."""
    _, dot, end = name.strip(" .").rpartition(".")
    return _KIND_OF.get(end.lower(), _K.OTHER) if dot else _K.OTHER


def kind_words(kind: EvidenceKind) -> str:
    """A kind in Vietnamese, as it stands inside a sentence."""
    return _WORDS[kind]


def is_disguised(name: str, kind: EvidenceKind) -> bool:
    """Whether name and content disagree and one of them would be allowed."""
    named = kind_by_name(name)
    return named is not kind and not {named, kind}.isdisjoint(ALLOWED_KINDS)


def is_forbidden(name: str, kind: EvidenceKind) -> bool:
    """Whether neither name nor content is of a kind that is taken as evidence or unpacked."""
    named = kind_by_name(name)
    unpacked = named is kind is _K.ZIP
    return {named, kind}.isdisjoint(ALLOWED_KINDS) and not unpacked


def facts_words(facts: EvidenceFacts) -> str:
    """What was seen in a file: ``PDF, 3 trang, có chữ ký số`` or ``PDF, không mở được``."""
    return ", ".join((kind_words(facts.kind), *_remarks(facts)))


def size_words(size: int) -> str:
    """A size in bytes as people read it, halves of the last place rounded up."""
    if size < _KILOBYTE:
        return f"{size} byte"
    unit, word = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    return f"{format_number(half_up(Decimal(size) / unit, Decimal('0.1')))} {word}"


def criteria_words(file: EvidenceFile) -> str:
    """The criteria that a file belongs to."""
    return ", ".join(file.criteria) or "chưa rõ tiêu chí"


def _remarks(facts: EvidenceFacts) -> Iterator[str]:
    if facts.pages is not None:
        yield f"{facts.pages} trang"
    if facts.width is not None and facts.height is not None:
        yield f"{facts.width} x {facts.height} điểm ảnh"
    if facts.signatures:
        yield "có chữ ký số (chưa xác minh)"
    if facts.encrypted:
        yield "đặt mật khẩu"
    elif not facts.readable:
        yield "không mở được"
    if facts.macro:
        yield "có macro hoặc mã lệnh"
    if facts.blank:
        yield "không thấy nội dung"
    if facts.left_out:
        yield f"còn {len(facts.left_out)} tệp chưa lấy ra được"
