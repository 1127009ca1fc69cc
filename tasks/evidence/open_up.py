"""Files that were sent, opened up: themselves, or what a zip holds, with what is seen in each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.magic import kind_by_content
from tasks.evidence.pages import look_into_pdf, look_into_picture
from tasks.evidence.unpack import Unpacked, UnpackedFile, unpack_zip
from tasks.files.limits import ENCRYPTED, OLE, Bounds, opened_xlsx
from tasks.files.zip_members import Members

_BOUNDS = Bounds(again="", trimmed="", most_unpacked=120 * 1024 * 1024, is_far=lambda _: False)
_TEXTS = re.compile(
    r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/\w+\.xml|ppt/slides/\w+\.xml"
    r"|content\.xml"
)
_MEDIA = re.compile(r"(?:word|xl|ppt)/(?:media|embeddings|charts)/|Pictures/|Object ")
_MACRO = re.compile(r"vbaProject\.bin$|/macrosheets/|^(?:Basic|Scripts)/.", re.IGNORECASE)
_OLE_MACRO = "_VBA_PROJECT".encode("utf-16-le")
_LOCKED_PART = b"manifest:encryption-data"
_TAG = re.compile(rb"<[^>]*>")
_MOST_TEXT = 8 * 1024 * 1024


def look_into_package(content: bytes, name: str, kind: EvidenceKind) -> EvidenceFacts:
    """The facts about a docx, xlsx, pptx, odt or ods; UnreadableFile when it does not unpack."""
    if content.startswith(OLE):
        return EvidenceFacts(kind=kind, readable=False, encrypted=True)
    with opened_xlsx(content, name, _BOUNDS) as archive:
        names = archive.names
        locked = _is_locked(archive)
        letters = 0 if locked else _letters(archive)
        return EvidenceFacts(
            kind=kind,
            readable=not locked,
            encrypted=locked,
            text_length=letters,
            macro=any(_MACRO.search(each) for each in names),
            blank=not (locked or letters or any(_MEDIA.match(each) for each in names)),
        )


def look_into_old_document(content: bytes) -> EvidenceFacts:
    """The facts about a document of before 2007: whether it has macros or is locked."""
    locked = ENCRYPTED in content
    return EvidenceFacts(
        kind=EvidenceKind.OLD_OFFICE,
        readable=not locked,
        encrypted=locked,
        macro=_OLE_MACRO in content,
    )


def _is_locked(archive: Members) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive and _LOCKED_PART in archive.read(manifest)


def _letters(archive: Members) -> int:
    """Letters between the tags of the parts that hold text, up to a limit of bytes."""
    letters, left = 0, _MOST_TEXT
    for name in archive.names:
        if left > 0 and _TEXTS.fullmatch(name):
            xml = archive.read(name)[:left]
            left -= len(xml)
            letters += len(b"".join(_TAG.sub(b"", xml).split()))
    return letters


_PICTURES = frozenset({EvidenceKind.PNG, EvidenceKind.JPG})
_PACKAGES = frozenset(
    {
        *(EvidenceKind.DOCX, EvidenceKind.XLSX, EvidenceKind.PPTX),
        *(EvidenceKind.ODT, EvidenceKind.ODS),
    }
)


def facts_of(content: bytes, name: str) -> EvidenceFacts:
    """The facts about ``content``, called ``name``; whatever is in it, nothing is raised."""
    kind = kind_by_content(content, name)
    try:
        return _look(content, name, kind)
    # The libraries trust what they read; whatever a damaged file ends in says that it is damaged.
    except Exception:
        return unopened(content, name)


def unopened(content: bytes, name: str) -> EvidenceFacts:
    """The facts about a file that could not be looked into, or not within the limits."""
    return EvidenceFacts(kind=kind_by_content(content, name), readable=False)


def _look(content: bytes, name: str, kind: EvidenceKind) -> EvidenceFacts:
    if kind is EvidenceKind.PDF:
        return look_into_pdf(content)
    if kind in _PICTURES:
        return look_into_picture(content, kind)
    if kind in _PACKAGES:
        return look_into_package(content, name, kind)
    if kind is EvidenceKind.OLD_OFFICE:
        return look_into_old_document(content)
    return EvidenceFacts(kind=kind, readable=kind is not EvidenceKind.EMPTY)


Named = tuple[bytes, str]
"""The bytes of a file and what it is called."""


class Run(Protocol):
    """Calls a function many times, perhaps in processes with limits."""

    def __call__(
        self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]], /
    ) -> Iterable[Any]:
        """The results in order; None for a call that was stopped at a limit."""


@dataclass(frozen=True)
class OpenedFile:
    """A file with its bytes; ``folder`` is the code of its folder inside a zip, or ""."""

    name: str
    folder: str
    content: bytes
    facts: EvidenceFacts


def in_this_process(
    function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]
) -> Iterator[Any]:
    """Plain calls without limits, for files that nobody made to do harm."""
    return (function(*arguments) for arguments in calls)


def open_up(
    sent: Sequence[Named], run: Run = in_this_process
) -> tuple[tuple[OpenedFile, ...], ...]:
    """For each file itself, or a zip followed by the files in it.

    Nothing is raised for what is in them. ``run`` unpacks and looks: a file can make a reader
    loop or crash, so files from outside are given to workers with limits. The zip itself stays: it
    is what was sent, and tells what was left in it.
    """
    packed = [kind_by_content(content, name) is EvidenceKind.ZIP for content, name in sent]
    packages = [(content,) for (content, _), is_zip in zip(sent, packed, strict=True) if is_zip]
    unpacked = iter(tuple(run(unpack_zip, packages)))
    insides = [_inside(next(unpacked)) if is_zip else None for is_zip in packed]
    pairs = list(zip(sent, insides, strict=True))
    seen = iter(tuple(run(facts_of, [each for pair in pairs for each in _to_look_at(*pair)])))
    return tuple(tuple(_opened(*pair, seen)) for pair in pairs)


def _inside(unpacked: Unpacked | None) -> Unpacked:
    """What came out of a zip; of one that could not be unpacked in time, nothing."""
    return unpacked or Unpacked(readable=False)


def _to_look_at(sent: Named, inside: Unpacked | None) -> list[Named]:
    """The file itself, or the files in the zip."""
    return [sent] if inside is None else [(each.content, each.name) for each in inside.files]


def _opened(
    sent: Named, inside: Unpacked | None, seen: Iterator[EvidenceFacts | None]
) -> Iterator[OpenedFile]:
    content, name = sent
    if inside is None:
        yield _with_facts(UnpackedFile(name, "", content), next(seen))
        return
    facts = EvidenceFacts(kind=EvidenceKind.ZIP, readable=inside.readable, left_out=inside.left_out)
    yield OpenedFile(name, "", content, facts)
    for each in inside.files:
        yield _with_facts(each, next(seen))


def _with_facts(file: UnpackedFile, facts: EvidenceFacts | None) -> OpenedFile:
    """The file with what was seen in it; what could not be looked at in time is unreadable."""
    known = facts or unopened(file.content, file.name)
    return OpenedFile(file.name, file.folder, file.content, known)
