"""What kind of file came, by its first bytes, its members and the end of its name.

A spreadsheet under the name of another one (an .xls that is an xlsx) is harmless and is read by
what it is. What is no spreadsheet is refused with a sentence for the most likely mistake.
"""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from models.domain.errors import UnreadableFile
from tasks.files.limits import OLE

SAVE_AS = "Đề nghị chọn Lưu thành (Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
FILL_OURS = "Đề nghị mở tệp đã gửi cho đơn vị bằng Excel, điền, lưu (.xlsx) rồi gửi lại."


class SpreadsheetKind(StrEnum):
    """A kind of workbook by how it is packed; an xlsm is packed as an xlsx."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"


_PICTURE = f"là ảnh chụp hoặc bản quét, không có số liệu đọc được. {FILL_OURS}"
_PACKED = "là tệp nén. Đề nghị giải nén và gửi riêng tệp bảng tính (.xlsx) bên trong."
_PAGE = f"là trang web mang đuôi của bảng tính. Đề nghị mở bằng Excel; {SAVE_AS[8:]}"
_STARTS = (
    (b"%PDF", f"là tệp PDF. Hệ thống cần tệp bảng tính đã điền, không nhận bản PDF. {FILL_OURS}"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"MZ", f"là chương trình máy tính, không phải bảng tính. {FILL_OURS}"),
    (b"{\\rtf", f"là văn bản, không phải bảng tính. {FILL_OURS}"),
)
_PAGES = (b"<html", b"<!doctype html", b"<table", b"mso-application", b"office:spreadsheet")
_STRANGE_NAMES = re.compile(
    r"\.(pdf|docx?|pptx?|odt|zip|rar|7z|exe|js|vbs|bat|lnk|iso"
    r"|html?|svg|xml|csv|txt|jpe?g|png|gif|eml|msg)",
    re.IGNORECASE,
)
"""Ends of names that say that a file is no spreadsheet, whatever is in it."""
_MEMBERS = (
    ("xl/workbook.bin", f"ở dạng nhị phân (.xlsb). {SAVE_AS}"),
    ("word/document.xml", f"là văn bản Word, không phải bảng tính. {FILL_OURS}"),
    ("ppt/presentation.xml", f"là tệp trình chiếu, không phải bảng tính. {FILL_OURS}"),
    ("Index/Document.iwa", f"ở dạng Numbers của Apple. Đề nghị xuất (Export) ra Excel. {SAVE_AS}"),
)


def spreadsheet_kind(content: bytes, name: str) -> SpreadsheetKind | None:
    """The kind by the first bytes: None for a zip, whose members are yet to be asked.

    UnreadableFile when they are no spreadsheet's, or when the name says it is something else.
    """
    _refuse_disguise(content, name)
    if content.startswith(OLE):
        return SpreadsheetKind.XLS
    if content.startswith(b"PK\x03\x04"):
        return None
    raise _refusal(name, _likely_mistake(content))


def kind_of_members(names: tuple[str, ...], name: str) -> SpreadsheetKind:
    """The kind of a zip by its members; UnreadableFile when it is no workbook."""
    folded = {member.replace("\\", "/").lower() for member in names}
    if "xl/workbook.xml" in folded:
        return SpreadsheetKind.XLSX
    if "content.xml" in folded and not any(member.startswith("word/") for member in folded):
        return SpreadsheetKind.ODS
    for member, words in _MEMBERS:
        if member.lower() in folded:
            raise _refusal(name, words)
    raise _refusal(name, _PACKED)


def _refuse_disguise(content: bytes, name: str) -> None:
    suffix = PurePosixPath(name).suffix.lower()
    if _STRANGE_NAMES.fullmatch(suffix) and content.startswith((OLE, b"PK\x03\x04")):
        raise _refusal(
            name,
            f"có đuôi “{suffix}”, không phải đuôi của bảng tính (.xlsx, .xls, .ods). {FILL_OURS}",
        )


def _likely_mistake(content: bytes) -> str:
    for start, words in _STARTS:
        if content.startswith(start):
            return words
    if any(mark in content[:2048].lower() for mark in _PAGES):
        return _PAGE
    return f"không phải tệp bảng tính Excel. {FILL_OURS}"


def _refusal(name: str, words: str) -> UnreadableFile:
    return UnreadableFile(f"Tệp “{name}” {words}", name)
