"""What is refused before a spreadsheet library sees a file: it comes from outside.

A few kilobytes can unpack to gigabytes, XML can name files of the reader's machine, and one value
in the last cell of a sheet takes the memory of all cells before it. All of it is found here, from
the zip directory and the raw XML, and each refusal says what the sender should do.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from struct import error as CutShort  # noqa: N812 - the library's own name is a common noun
from typing import TypeVar
from zipfile import BadZipFile
from zlib import error as InflateError  # noqa: N812 - as above

from models.domain.errors import UnreadableFile
from tasks.files.zip_members import Members

MAX_BYTES = 15 * 1024 * 1024
MAX_ENTRIES = 500
MAX_RATIO = 200
_SMALL = 1024 * 1024
_ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = b"<!DOCTYPE"
_DOCTYPE_WIDE = _DOCTYPE.decode().encode("utf-16-le")[:-1]
_WIDE = b"\0"
"""XML of two bytes a sign has one of these in its first four bytes: a mark may come first."""
_NEVER_PARSED = ("META-INF/manifest.xml", "media/", "Pictures/")
"""OpenOffice 3 and pictures in SVG declare a document type there."""
_ARCHIVES = (_ZIP, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_EMBEDDED = ("embeddings/", "Object ")
DAMAGE = (
    *(BadZipFile, InflateError, CutShort, OSError, EOFError, RuntimeError, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError, MemoryError),
)
"""What reading a damaged file ends in: the libraries trust what they read, and XML that is none is
a SyntaxError to them. One such file must not keep the others from being judged."""
_SUSPECT = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{0,2}\d{5})')
_FAR_CELL = re.compile(rb'R="(?:[A-Z]{3,}\d|[A-Z]{1,2}\d{5})')
_FAR_ROW = re.compile(rb'R="\d{5}[^>]*(?<!/)><C')
"""A row beyond 9999 that has cells: they need not name themselves."""
_PLACE = re.compile(rb'R="([A-Z]{0,3})(\d{1,7})"')
_PREFIX = re.compile(rb"<([^<>:\"/]+:)SHEETDATA")
_CAPITALS = bytes.maketrans(b"'abcdefghijklmnopqrstuvwxyz", b'"ABCDEFGHIJKLMNOPQRSTUVWXYZ')
_SPACES = b" \t\r\n"


def plain(xml: bytes) -> bytes:
    """The XML of a sheet as the searches here expect it, however it was written.

    In capitals, with double quotes, without spaces and without a prefix of the namespace.
    """
    text = xml.translate(_CAPITALS, _SPACES)
    prefix = None if b"<SHEETDATA" in text else _PREFIX.search(text)
    return text.replace(b"<" + prefix[1], b"<").replace(b"/" + prefix[1], b"/") if prefix else text


def reaches_far(sheet: bytes) -> bool:
    """Whether a ``plain`` sheet has a value beyond column ZZ or row 9999."""
    if _SUSPECT.search(sheet) is None:
        return False
    return bool(_FAR_CELL.search(sheet) or _FAR_ROW.search(sheet))


def spanned_cells(sheet: bytes) -> int:
    """The cells of the smallest area from A1 that holds all rows and cells of a ``plain`` sheet."""
    columns, last = {b"A"}, 0
    for place in _PLACE.finditer(sheet):
        columns.add(place[1])
        last = max(last, int(place[2]))
    return last * max(map(column_number, columns))


@lru_cache(maxsize=1024)
def column_number(letters: bytes) -> int:
    """The number of a column from 1 by its letters; none at all is that of a row, 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@dataclass(frozen=True)
class Bounds:
    """What a kind of workbook may not exceed, and what its sender is asked to do then.

    ``is_far`` is asked with the XML of a sheet as ``plain`` gives it.
    """

    again: str
    trimmed: str
    most_bytes: int = MAX_BYTES
    most_unpacked: int = 60 * 1024 * 1024
    is_far: Callable[[bytes], bool] = reaches_far


def too_large(name: str, most: int) -> str:
    """The sentence about a file of more than ``most`` bytes."""
    return (
        f"Tệp “{name}” lớn hơn {most // 1024 // 1024} MB. Đề nghị không chèn ảnh, văn bản "
        "quét vào tệp; tài liệu kiểm chứng gửi riêng."
    )


def password_refusal(name: str) -> UnreadableFile:
    """The refusal of a file that asks for a password."""
    words = f"Tệp “{name}” đặt mật khẩu mở tệp. Đề nghị bỏ mật khẩu, lưu và gửi lại."
    return UnreadableFile(words, name)


def far_cells_refusal(name: str, bounds: Bounds) -> UnreadableFile:
    """The refusal of a sheet that reaches too far."""
    words = f"Tệp “{name}” có nội dung ở ô quá xa ngoài bảng. {bounds.trimmed}"
    return UnreadableFile(words, name)


@contextmanager
def opened_xlsx(content: bytes, name: str, bounds: Bounds) -> Iterator[Members]:
    """The zip archive of an xlsx, its limits checked; ``name`` is for the sentences.

    UnreadableFile, with what to do, when it is none, or when what is done with it inside the block
    finds it damaged.
    """
    check_bytes(content, name, bounds)
    if content.startswith(OLE):
        raise password_refusal(name) if ENCRYPTED in content else _old_excel(name)
    if not content.startswith(_ZIP):
        raise UnreadableFile(f"Tệp “{name}” không phải tệp Excel (.xlsx). {bounds.again}", name)
    with damage_told(name, bounds):
        members = checked_members(content, name, bounds)
        for member in members.names:
            far_cells_refused(members.read(member), name, bounds)
        yield members


@contextmanager
def damage_told(name: str, bounds: Bounds) -> Iterator[None]:
    """UnreadableFile for whatever a library stumbles over inside the block."""
    try:
        yield
    except DAMAGE as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng hoặc không phải tệp Excel. {bounds.again}", name
        ) from error


def check_bytes(content: bytes, name: str, bounds: Bounds) -> None:
    """UnreadableFile for a file that is empty or too large."""
    if not content:
        raise UnreadableFile(f"Tệp “{name}” rỗng (0 byte). {bounds.again}", name)
    if len(content) > bounds.most_bytes:
        raise UnreadableFile(too_large(name, bounds.most_bytes), name)


def checked_members(content: bytes, name: str, bounds: Bounds) -> Members:
    """The members of an archive within its limits, none of them encrypted, odd or an archive."""
    members = Members(content)
    if members.encrypted:
        raise password_refusal(name)
    if (
        members.doubled
        or len(members.names) > MAX_ENTRIES
        or members.unpacked_size > bounds.most_unpacked
        or not members.packable(MAX_RATIO, _SMALL)
        or any(_is_odd(members, member) for member in members.names)
    ):
        raise UnreadableFile(
            f"Tệp “{name}” có cấu trúc bất thường, không mở được. {bounds.again}", name
        )
    return members


def far_cells_refused(xml: bytes, name: str, bounds: Bounds) -> bytes | None:
    """The ``plain`` XML of a sheet, None for what is none; UnreadableFile if it reaches too far."""
    if b"sheetData" not in xml:
        return None
    sheet = plain(xml)
    if bounds.is_far(sheet):
        raise far_cells_refusal(name, bounds)
    return sheet


def _is_odd(members: Members, member: str) -> bool:
    """Whether a member would lead out of the archive, is an archive, or declares a DTD."""
    if ".." in member.split("/") or member.startswith("/"):
        return True
    content = members.read(member)
    if content.startswith(_ARCHIVES) and not any(place in member for place in _EMBEDDED):
        return True
    declares = _DOCTYPE in content or (_WIDE in content[:4] and _DOCTYPE_WIDE in content)
    return declares and not any(place in member for place in _NEVER_PARSED)


def _old_excel(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp “{name}” ở dạng Excel cũ (.xls) hoặc dạng khác. Đề nghị chọn Lưu thành "
        "(Save As) dạng Excel Workbook (.xlsx) rồi gửi lại.",
        name,
    )


T = TypeVar("T")
MOST_IN_CHUNK = 32
"""Things stored in one transaction: making a commit durable takes longer than storing one."""
BYTES_IN_CHUNK = 64 * 1024 * 1024
"""What they may come to together, for those of a few chunks are in memory."""


def in_chunks(
    items: Iterable[T], size: Callable[[T], int], most_bytes: int = BYTES_IN_CHUNK
) -> list[list[T]]:
    """``items`` in order, in chunks by their ``size`` in bytes; one that is too large is alone."""
    chunks: list[list[T]] = []
    room = 0
    for item in items:
        needed = size(item)
        if not chunks or len(chunks[-1]) == MOST_IN_CHUNK or needed > room:
            chunks.append([])
            room = most_bytes
        chunks[-1].append(item)
        room -= needed
    return chunks
