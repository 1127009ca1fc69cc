"""What a file's name says it is, and whether that agrees with what is in it."""

from __future__ import annotations

from models.domain.evidence.file import ALLOWED, EvidenceKind

K = EvidenceKind
_EXTENSIONS = {
    K.PDF: "pdf",
    K.DOCX: "docx docm",
    K.XLSX: "xlsx xlsm",
    K.PPTX: "pptx pptm ppsx",
    K.ODT: "odt",
    K.ODS: "ods",
    K.PNG: "png",
    K.JPG: "jpg jpeg jpe jfif",
    K.OLD_OFFICE: "doc xls ppt dot xlt pps",
    K.IMAGE: "gif bmp tif tiff webp heic heif",
    K.ZIP: "zip",
    K.ARCHIVE: "rar 7z gz tgz tar bz2 xz cab iso img",
    K.PROGRAM: "exe com scr msi dll bat cmd js jse vbs vbe wsf ps1 lnk jar apk hta",
    K.WEB: "html htm xhtml mht mhtml svg xml",
}
_KIND_OF = {end: kind for kind, ends in _EXTENSIONS.items() for end in ends.split()}
_WORDS = {
    K.PDF: "PDF",
    K.DOCX: "Word",
    K.XLSX: "Excel",
    K.PPTX: "PowerPoint",
    K.ODT: "văn bản OpenDocument",
    K.ODS: "bảng tính OpenDocument",
    K.PNG: "ảnh PNG",
    K.JPG: "ảnh JPG",
    K.OLD_OFFICE: "Word, Excel, PowerPoint dạng cũ",
    K.IMAGE: "ảnh dạng khác",
    K.ZIP: "tệp nén ZIP",
    K.ARCHIVE: "tệp nén dạng khác",
    K.PROGRAM: "chương trình",
    K.WEB: "trang web",
    K.EMPTY: "tệp rỗng",
    K.OTHER: "dạng không rõ",
}


def kind_by_name(name: str) -> EvidenceKind:
    """The kind that the extension stands for; ``OTHER`` when it stands for none."""
    _, dot, end = name.strip(" .").rpartition(".")
    return _KIND_OF.get(end.lower(), K.OTHER) if dot else K.OTHER


def kind_words(kind: EvidenceKind) -> str:
    """A kind in Vietnamese, as it stands inside a sentence."""
    return _WORDS[kind]


def is_disguised(name: str, kind: EvidenceKind) -> bool:
    """Whether name and content disagree and one of them would be allowed."""
    named = kind_by_name(name)
    return named is not kind and not {named, kind}.isdisjoint(ALLOWED)


def is_forbidden(name: str, kind: EvidenceKind) -> bool:
    """Whether neither name nor content is of a kind that is taken as evidence or unpacked."""
    named = kind_by_name(name)
    unpacked = named is kind is K.ZIP
    return {named, kind}.isdisjoint(ALLOWED) and not unpacked
