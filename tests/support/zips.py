"""Zip archives with members changed, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of ``members`` in their order, all of one old date."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The members of an archive by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_members(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The archive with members added or replaced."""
    return zipped(unzipped(content) | changes)


def edited(content: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each member as ``edit`` makes it of its name and content."""
    return zipped({name: edit(name, data) for name, data in unzipped(content).items()})
