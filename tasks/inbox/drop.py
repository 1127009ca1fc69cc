"""The drop folder: what is put there is stored first, judged next, and moved last.

A file stays in the folder until its verdict is committed, so that a crash at any moment leads to
the same judgement again and to nothing lost. A subfolder named by a unit code says who sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from config.workspace import Workspace, open_workspace
from models.domain.arrival import Arrival
from tasks.archive import MAX_BYTES
from tasks.inbox.aside import finish_moving, make_room
from tasks.inbox.oversized import tell_oversized
from tasks.settled import Oversized, Settled, read_settled, readable_name
from tasks.step import step

UNFINISHED = (".tmp", ".part", ".crdownload")
CHUNK = 64
"""Files judged in one step: a step costs more than reading a workbook."""


@step("Nhận tệp từ thư mục nộp bài")
def take_in_files(campaign: str) -> tuple[Arrival, ...]:
    """Store every finished file of the drop folder; the arrivals, earliest first.

    A file arrived when it was last written or renamed there, as the file system notes it, and not
    when a tick came to look: it is the same however late or often one looks, and a sender cannot
    set it. A file that is still written, or held locked, is left for the next time; one that is
    too large is left unread, and told.
    """
    workspace = open_workspace(campaign)
    folder = workspace.settings.drop_folder(campaign)
    folder.mkdir(parents=True, exist_ok=True)
    make_room(folder)
    finish_moving(folder)
    arrivals = [arrived for path in _files(folder) if (arrived := _take_in(workspace, path))]
    return tuple(sorted(arrivals, key=lambda arrival: (arrival.at, arrival.path)))


def _take_in(workspace: Workspace, path: Path) -> Arrival | None:
    found = read_settled(path, MAX_BYTES)
    if isinstance(found, Oversized):
        tell_oversized(workspace, _sender(workspace, path), readable_name(path), found)
    return _stored(workspace, path, found) if isinstance(found, Settled) else None


def _stored(workspace: Workspace, path: Path, settled: Settled) -> Arrival:
    folder, name = workspace.settings.drop_folder(workspace.campaign.id), readable_name(path)
    with workspace.change("door:drop") as uow:
        sha = uow.files.put(settled.content, name)
    return Arrival(
        file=sha,
        name=name,
        sender=_sender(workspace, path),
        path=os.fsencode(path.relative_to(folder)),
        at=workspace.clock.at(settled.changed),
    )


def chunks_of(arrivals: tuple[Arrival, ...]) -> Iterator[tuple[Arrival, ...]]:
    """The arrivals in chunks of one step each."""
    for start in range(0, len(arrivals), CHUNK):
        yield arrivals[start : start + CHUNK]


def _files(folder: Path) -> list[Path]:
    """The finished files of the folder and of its unit subfolders, hidden ones left out."""
    return sorted(
        path
        for path in [*folder.glob("*"), *folder.glob("*/*")]
        if not path.name.startswith(("~$", "."))
        and path.suffix.lower() not in UNFINISHED
        and not path.parent.name.startswith(".")
        and _is_file(path)
    )


def _is_file(path: Path) -> bool:
    """Whether it is a file; what cannot be looked at is none."""
    with suppress(OSError):
        return path.is_file()
    return False


def _sender(workspace: Workspace, path: Path) -> str:
    """The unit whose subfolder the file lies in; empty when that is none."""
    code = path.parent.name
    return code if any(unit.code == code for unit in workspace.campaign.units) else ""
