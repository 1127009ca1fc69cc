"""A file that was sent, opened up: itself, or what a zip holds, each with what is seen in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.domain.evidence import EvidenceFacts, EvidenceKind
from tasks.evidence.look import Look, look
from tasks.evidence.magic import kind_of
from tasks.evidence.unpack import Unpacked, unpack


@dataclass(frozen=True)
class OpenedFile:
    """A file with its bytes; ``folder`` is the code of its folder inside a zip, or ""."""

    name: str
    folder: str
    content: bytes
    facts: EvidenceFacts


def open_up(
    content: bytes,
    name: str,
    look: Look = look,
    unpack: Callable[[bytes], Unpacked] = unpack,
) -> tuple[OpenedFile, ...]:
    """The file, or a zip followed by the files in it; nothing is raised for what is in them.

    All of it may run in a worker, or only ``look`` and ``unpack`` where they are given as calls
    into workers. The zip itself stays: it is what was sent, and tells what was left in it.
    """
    if kind_of(content, name) is not EvidenceKind.ZIP:
        return (OpenedFile(name, "", content, look(content, name)),)
    inside = unpack(content)
    facts = EvidenceFacts(kind=EvidenceKind.ZIP, readable=inside.readable, left_out=inside.left_out)
    files = (
        OpenedFile(each.name, each.folder, each.content, look(each.content, each.name))
        for each in inside.files
    )
    return (OpenedFile(name, "", content, facts), *files)
