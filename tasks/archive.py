"""What is refused before a spreadsheet library sees a file: it comes from outside.

A few kilobytes can unpack to gigabytes, and one value in the last cell of a sheet makes a reader
reserve room for all cells before it. Both are found here from the zip directory and the raw XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as InflateError  # noqa: N812 - the library's own name is a common noun

from models.domain.errors import UnreadableFile

MAX_BYTES = 15 * 1024 * 1024
MAX_ENTRIES = 500
MAX_RATIO = 200
_SMALL = 1024 * 1024
_ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR_CELL = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{1,2}\d{5})')
_FAR_ROW = re.compile(rb'R="\d{5}[^>]*(?<!/)><(?:[A-Z0-9]+:)?C')
"""A row beyond 9999 that has cells: they need not name themselves."""
_PLACE = re.compile(rb'R="([A-Z]{0,3})(\d{1,7})"')
_PLAIN = bytes.maketrans(b"'abcdefghijklmnopqrstuvwxyz", b'"ABCDEFGHIJKLMNOPQRSTUVWXYZ')
_SPACES = b" \t\r\n"
_BROKEN = (
    *(BadZipFile, InflateError, OSError, EOFError, RuntimeError, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError),
)
"""What reading a damaged file ends in: the libraries trust what they read, and XML that is none is
a SyntaxError to them. One such file must not keep the others from being judged."""


def _reaches_far(xml: bytes) -> bool:
    """Whether a sheet has a value beyond column ZZ or row 9999."""
    return bool(_FAR_CELL.search(xml) or _FAR_ROW.search(xml))


@dataclass(frozen=True)
class Bounds:
    """What a kind of workbook may not exceed, and what its sender is asked to do then.

    ``is_far`` is asked with the XML of a sheet in capitals, with double quotes and no spaces.
    """

    again: str
    trimmed: str
    most_bytes: int = MAX_BYTES
    most_unpacked: int = 60 * 1024 * 1024
    is_far: Callable[[bytes], bool] = _reaches_far


def spanned_cells(xml: bytes) -> int:
    """The cells of the smallest area from A1 that holds all rows and cells a sheet names."""
    columns, last = {b"A"}, 0
    for place in _PLACE.finditer(xml):
        columns.add(place[1])
        last = max(last, int(place[2]))
    return last * max(map(_number, columns))


def _number(column: bytes) -> int:
    """The number of a column from 1 by its letters; none at all is that of a row."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def too_large(name: str, most: int) -> str:
    """The sentence about a file of more than ``most`` bytes."""
    return (
        f"Tệp “{name}” lớn hơn {most // 1024 // 1024} MB. Đề nghị không chèn ảnh, văn bản "
        "quét vào tệp; tài liệu kiểm chứng gửi riêng."
    )


@contextmanager
def opened(content: bytes, name: str, bounds: Bounds) -> Iterator[ZipFile]:
    """The zip archive of an xlsx, its limits checked; ``name`` is for the sentences.

    UnreadableFile, with what to do, when it is none, or when what is done with it inside the block
    finds it damaged.
    """
    _check_bytes(content, name, bounds)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_directory(archive, name, bounds)
            _check_extent(archive, name, bounds)
            yield archive
    except _BROKEN as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng hoặc không phải tệp Excel. {bounds.again}", name
        ) from error


def _check_bytes(content: bytes, name: str, bounds: Bounds) -> None:
    if not content:
        raise UnreadableFile(f"Tệp “{name}” rỗng (0 byte). {bounds.again}", name)
    if len(content) > bounds.most_bytes:
        raise UnreadableFile(too_large(name, bounds.most_bytes), name)
    if content.startswith(OLE):
        raise UnreadableFile(_ole_words(content, name), name)
    if not content.startswith(_ZIP):
        raise UnreadableFile(f"Tệp “{name}” không phải tệp Excel (.xlsx). {bounds.again}", name)


def _ole_words(content: bytes, name: str) -> str:
    if ENCRYPTED in content:
        return f"Tệp “{name}” đặt mật khẩu mở tệp. Đề nghị bỏ mật khẩu, lưu và gửi lại."
    return (
        f"Tệp “{name}” ở dạng Excel cũ (.xls) hoặc dạng khác. Đề nghị chọn Lưu thành "
        "(Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
    )


def _check_directory(archive: ZipFile, name: str, bounds: Bounds) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    odd = any(
        entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size)
        or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > bounds.most_unpacked or odd:
        raise UnreadableFile(
            f"Tệp “{name}” có cấu trúc bất thường, không mở được. {bounds.again}", name
        )


def _check_extent(archive: ZipFile, name: str, bounds: Bounds) -> None:
    """Refuse a sheet that reaches too far, in whatever member it may be."""
    for member in archive.namelist():
        xml = archive.read(member)
        if b"sheetData" in xml and bounds.is_far(xml.translate(_PLAIN, _SPACES)):
            raise UnreadableFile(
                f"Tệp “{name}” có nội dung ở ô quá xa ngoài bảng. {bounds.trimmed}", name
            )
