"""The one way in: a file with findings becomes the file that its sender can mend.

Patching its members takes a fifth of loading and saving it with openpyxl, which besides loses what
it does not know (bench/workbook_annotate.py, docs/adr/0017-surgical-annotation.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from lxml.etree import LxmlError

from models.domain.collection.workbook import Finding
from models.domain.errors import UnreadableFile
from tasks.files.limits import opened_xlsx
from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.copied import copy_into_form
from tasks.workbook.annotate.marks import clear, mark
from tasks.workbook.annotate.package import Package
from tasks.workbook.annotate.remarks import remarks_of
from tasks.workbook.read.read import RETURNED_BOUNDS

_SUFFIX = "-can-sua"
_HOPELESS = (UnreadableFile, LxmlError)
"""What patching ends in when a file is damaged: some XML can be read and not be written again."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file to send back; ``own`` is False when it is our form with the unit's answers in it."""

    content: bytes
    name: str
    own: bool = True


def annotate(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    blank: Callable[[], bytes] | None = None,
) -> Annotated | None:
    """What ``content`` looks like with the cells of ``findings`` coloured, commented and listed.

    Nothing else in the file changes; marks of an earlier time are taken off first; the same
    arguments give the same bytes. A file that cannot be patched (an old format, or damaged where
    nobody reads) is replaced by the unit's form from ``blank``, filled with what they typed. None
    when there is nothing to say, or no way to say it; never an error of the file's.
    """
    if not findings:
        return None
    title = _titled(name)
    try:
        return Annotated(_patched(content, name, findings), title)
    except _HOPELESS:
        return _on_form(content, name, findings, blank)


def _patched(
    content: bytes, name: str, findings: Sequence[Finding], *, copied: bool = False
) -> bytes:
    with opened_xlsx(content, name, RETURNED_BOUNDS) as archive:
        book = XlsxBook(Package(archive))
        clear(book)
        remarks = remarks_of(findings, [sheet.name for sheet in book.sheets])
        mark(book, name, remarks, copied=copied)
        return book.package.saved()


def _on_form(
    content: bytes, name: str, findings: Sequence[Finding], blank: Callable[[], bytes] | None
) -> Annotated | None:
    if blank is None:
        return None
    try:
        form, moved = copy_into_form(content, name, findings, blank())
        return Annotated(
            _patched(form, name, moved, copied=True), _titled(f"{PurePath(name).stem}.xlsx"), False
        )
    except _HOPELESS:
        return None


def _titled(name: str) -> str:
    path = PurePath(name)
    return f"{path.stem.removesuffix(_SUFFIX)}{_SUFFIX}{path.suffix}"


def marked(
    content: bytes, name: str, findings: Sequence[Finding], blank: bytes
) -> Annotated | None:
    """As ``annotate``, with the unit's form as bytes that pickle can carry; empty for none."""
    return annotate(content, name, findings, (lambda: blank) if blank else None)
