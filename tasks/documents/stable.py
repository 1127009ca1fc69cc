"""Zip packages with stable bytes, so that the same document has the same hash."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of ``parts`` in the order given, with fixed dates and attributes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def repack(package: bytes) -> bytes:
    """The same package (docx, xlsx) with its parts unchanged and its dates fixed."""
    with ZipFile(BytesIO(package)) as archive:
        return pack([(name, archive.read(name)) for name in archive.namelist()])
