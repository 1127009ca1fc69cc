"""What is refused before a spreadsheet library sees a file: it comes from outside.

A few kilobytes can unpack to gigabytes, and one value in the last cell of a sheet makes a reader
reserve room for all cells before it. Both are found here from the zip directory and the raw XML.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models.domain.errors import UnreadableFile

MAX_BYTES = 15 * 1024 * 1024
MAX_ENTRIES = 500
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR_CELL = re.compile(rb"<c[^>]*?\sr\s*=\s*[\"'](?:[A-Z]{3,}\d|[A-Z]{1,2}\d{5})", re.IGNORECASE)
_AGAIN = "Đề nghị mở tệp đã gửi cho đơn vị bằng Excel, điền, lưu (.xlsx) rồi gửi lại."


def open_archive(content: bytes, name: str) -> ZipFile:
    """The zip archive of an xlsx, checked; UnreadableFile with what to do when it is not one."""
    _check_bytes(content, name)
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng. {_AGAIN}", name) from error
    _check_directory(archive, name)
    return archive


def check_extent(archive: ZipFile, name: str) -> None:
    """Refuse a workbook with a value beyond column ZZ or row 9999."""
    for member in archive.namelist():
        if not member.startswith("xl/worksheets/") or not member.endswith(".xml"):
            continue
        try:
            far = _FAR_CELL.search(archive.read(member))
        except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise UnreadableFile(f"Tệp “{name}” bị hỏng. {_AGAIN}", name) from error
        if far:
            raise UnreadableFile(
                f"Tệp “{name}” có nội dung ở ô quá xa ngoài bảng. Đề nghị xóa nội dung đó, "
                "hoặc chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại.",
                name,
            )


def _check_bytes(content: bytes, name: str) -> None:
    if not content:
        raise UnreadableFile(f"Tệp “{name}” rỗng (0 byte). {_AGAIN}", name)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            f"Tệp “{name}” lớn hơn {MAX_BYTES // 1024 // 1024} MB. Đề nghị không chèn ảnh, văn bản "
            "quét vào tệp; tài liệu kiểm chứng gửi riêng.",
            name,
        )
    if content.startswith(_OLE):
        raise UnreadableFile(_ole_words(content, name), name)
    if not content.startswith(_ZIP):
        raise UnreadableFile(f"Tệp “{name}” không phải tệp Excel (.xlsx). {_AGAIN}", name)


def _ole_words(content: bytes, name: str) -> str:
    if _ENCRYPTED in content:
        return f"Tệp “{name}” đặt mật khẩu mở tệp. Đề nghị bỏ mật khẩu, lưu và gửi lại."
    return (
        f"Tệp “{name}” ở dạng Excel cũ (.xls) hoặc dạng khác. Đề nghị chọn Lưu thành "
        "(Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
    )


def _check_directory(archive: ZipFile, name: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size) for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise UnreadableFile(f"Tệp “{name}” có cấu trúc bất thường, không mở được. {_AGAIN}", name)
