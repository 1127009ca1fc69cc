"""What is refused before a spreadsheet library sees a file: it comes from outside.

A few kilobytes can unpack to gigabytes, and one value in the last cell of a sheet makes a reader
reserve room for all cells before it. Both are found here from the zip directory and the raw XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as InflateError  # noqa: N812 - the library's own name is a common noun

from models.domain.errors import UnreadableFile

MAX_BYTES = 15 * 1024 * 1024
MAX_ENTRIES = 500
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
_ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR_CELL = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{1,2}\d{5})')
_FAR_ROW = re.compile(rb'R="\d{5}[^>]*(?<!/)><(?:[A-Z0-9]+:)?C')
"""A row beyond 9999 that has cells: they need not name themselves."""
_PLAIN = bytes.maketrans(b"'abcdefghijklmnopqrstuvwxyz", b'"ABCDEFGHIJKLMNOPQRSTUVWXYZ')
_SPACES = b" \t\r\n"
_BROKEN = (
    *(BadZipFile, InflateError, OSError, EOFError, RuntimeError, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError),
)
"""What reading a damaged file ends in: the libraries trust what they read, and XML that is none is
a SyntaxError to them. One such file must not keep the others from being judged."""
_AGAIN = "Đề nghị mở tệp đã gửi cho đơn vị bằng Excel, điền, lưu (.xlsx) rồi gửi lại."


@contextmanager
def opened(content: bytes, name: str) -> Iterator[ZipFile]:
    """The zip archive of an xlsx, its limits checked; ``name`` is for the sentences.

    UnreadableFile, with what to do, when it is none, or when what is done with it inside the block
    finds it damaged.
    """
    _check_bytes(content, name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_directory(archive, name)
            _check_extent(archive, name)
            yield archive
    except _BROKEN as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng hoặc không phải tệp Excel. {_AGAIN}", name
        ) from error


def _check_bytes(content: bytes, name: str) -> None:
    if not content:
        raise UnreadableFile(f"Tệp “{name}” rỗng (0 byte). {_AGAIN}", name)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            f"Tệp “{name}” lớn hơn {MAX_BYTES // 1024 // 1024} MB. Đề nghị không chèn ảnh, văn bản "
            "quét vào tệp; tài liệu kiểm chứng gửi riêng.",
            name,
        )
    if content.startswith(OLE):
        raise UnreadableFile(_ole_words(content, name), name)
    if not content.startswith(_ZIP):
        raise UnreadableFile(f"Tệp “{name}” không phải tệp Excel (.xlsx). {_AGAIN}", name)


def _ole_words(content: bytes, name: str) -> str:
    if ENCRYPTED in content:
        return f"Tệp “{name}” đặt mật khẩu mở tệp. Đề nghị bỏ mật khẩu, lưu và gửi lại."
    return (
        f"Tệp “{name}” ở dạng Excel cũ (.xls) hoặc dạng khác. Đề nghị chọn Lưu thành "
        "(Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
    )


def _check_directory(archive: ZipFile, name: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    odd = any(
        entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size)
        or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or odd:
        raise UnreadableFile(f"Tệp “{name}” có cấu trúc bất thường, không mở được. {_AGAIN}", name)


def _check_extent(archive: ZipFile, name: str) -> None:
    """Refuse a value beyond column ZZ or row 9999, in whatever member a sheet may be."""
    if any(_reaches_far(archive.read(member)) for member in archive.namelist()):
        raise UnreadableFile(
            f"Tệp “{name}” có nội dung ở ô quá xa ngoài bảng. Đề nghị xóa nội dung đó, "
            "hoặc chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại.",
            name,
        )


def _reaches_far(xml: bytes) -> bool:
    """Whether a sheet names a far cell, however its XML is spaced, quoted or cased."""
    if b"sheetData" not in xml:
        return False
    plain = xml.translate(_PLAIN, _SPACES)
    return bool(_FAR_CELL.search(plain) or _FAR_ROW.search(plain))
