"""The drop folder: what is put there is stored first, judged next, and moved last.

A file stays in the folder until its verdict is committed, so that a crash at any moment leads to
the same judgement again and to nothing lost. A subfolder named by a unit code says who sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from config.workspace import Workspace, open_workspace
from models.domain.arrival import Arrival
from tasks.inbox.aside import finish_moving
from tasks.settled import read_settled
from tasks.step import step

UNFINISHED = (".tmp", ".part", ".crdownload")
CHUNK = 64
"""Files judged in one step: a step costs more than reading a workbook."""


@step("Nhận tệp từ thư mục nộp bài")
def take_in_files(campaign: str) -> tuple[Arrival, ...]:
    """Store every finished file of the drop folder; the arrivals, earliest first.

    A file arrived when it was last written or renamed there, as the file system notes it, and not
    when a tick came to look: it is the same however late or often one looks, and a sender cannot
    set it. A file that is still written, or held locked, is left for the next time.
    """
    workspace = open_workspace(campaign)
    folder = workspace.settings.drop_folder(campaign)
    finish_moving(folder)
    arrivals = [arrived for path in _files(folder) if (arrived := _take_in(workspace, path))]
    return tuple(sorted(arrivals, key=lambda arrival: (arrival.at, arrival.path)))


def _take_in(workspace: Workspace, path: Path) -> Arrival | None:
    settled = read_settled(path)
    if settled is None:
        return None
    folder, name = (
        workspace.settings.drop_folder(workspace.campaign.id),
        normalize("NFC", path.name),
    )
    with workspace.change("door:drop") as uow:
        sha = uow.files.put(settled.content, name)
    sender = path.parent.name if path.parent != folder else ""
    return Arrival(
        file=sha,
        name=name,
        sender=_unit_or_nobody(workspace, sender),
        path=str(path.relative_to(folder)),
        at=workspace.clock.at(settled.changed),
    )


def chunks_of(arrivals: tuple[Arrival, ...]) -> Iterator[tuple[Arrival, ...]]:
    """The arrivals in chunks of one step each."""
    for start in range(0, len(arrivals), CHUNK):
        yield arrivals[start : start + CHUNK]


def _files(folder: Path) -> list[Path]:
    """The finished files of the folder and of its unit subfolders, hidden ones left out."""
    folder.mkdir(parents=True, exist_ok=True)
    return sorted(
        path
        for path in [*folder.glob("*"), *folder.glob("*/*")]
        if path.is_file()
        and not path.name.startswith(("~$", "."))
        and path.suffix.lower() not in UNFINISHED
        and not path.parent.name.startswith(".")
    )


def _unit_or_nobody(workspace: Workspace, code: str) -> str:
    return code if any(unit.code == code for unit in workspace.campaign.units) else ""
