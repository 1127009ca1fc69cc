"""What a file's name says it is, and whether that agrees with what is in it."""

from __future__ import annotations

from models.domain.evidence.file import ALLOWED_KINDS, EvidenceKind

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
