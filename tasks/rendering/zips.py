"""Zip packages with stable bytes, so that the same document has the same hash."""

import struct
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)


PACKED = (".docx", ".xlsx")
"""Files that are zips themselves and get no smaller."""


def pack_zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of ``parts`` in the order given, with fixed dates and attributes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def without_dates(package: bytes) -> bytes:
    """The same package (docx, xlsx) as if its parts had been written at ``EPOCH``.

    Only the dates in the headers of the zip (APPNOTE.TXT, 4.3.7 and 4.3.12) are written over: to
    compress the parts again takes longer than to make them.
    """
    fixed = bytearray(package)
    with ZipFile(BytesIO(package)) as archive:
        directory = archive.start_dir
        for part in archive.infolist():
            _set_date(fixed, part.header_offset + 10)
            _set_date(fixed, directory + 12)
            directory += 46 + sum(struct.unpack_from("<HHH", fixed, directory + 28))
    return bytes(fixed)


def _set_date(package: bytearray, offset: int) -> None:
    year, month, day, *_ = EPOCH
    struct.pack_into("<HH", package, offset, 0, (year - 1980) << 9 | month << 5 | day)
