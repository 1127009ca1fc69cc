"""The drop folder: what is put there is stored first, judged next, and moved last.

A file stays in the folder until its verdict is committed, so that a crash at any moment leads to
the same judgement again and to nothing lost. A subfolder named by a unit code says who sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from config.workspace import Workspace, open_workspace
from models.domain.arrival import Arrival
from tasks.step import step

DONE = ".da-nhan"
UNFINISHED = (".tmp", ".part", ".crdownload")
CHUNK = 64
"""Files judged in one step: a step costs more than reading a workbook."""


@step("Nhận tệp từ thư mục nộp bài")
def take_in_files(campaign: str) -> tuple[Arrival, ...]:
    """Store every file of the drop folder; the arrivals in the order of their paths.

    A file that another program holds locked is left for the next time.
    """
    workspace = open_workspace(campaign)
    folder = workspace.settings.drop_folder(campaign)
    arrivals = []
    for path in _files(folder):
        name = normalize("NFC", path.name)
        try:
            content = path.read_bytes()
        except OSError:
            continue
        with workspace.change("door:drop") as uow:
            sha = uow.files.put(content, name)
        sender = path.parent.name if path.parent != folder else ""
        arrivals.append(
            Arrival(
                file=sha,
                name=name,
                sender=_unit_or_nobody(workspace, sender),
                path=str(path.relative_to(folder)),
                at=workspace.now(),
            )
        )
    return tuple(arrivals)


@step("Chuyển tệp đã xử lý")
def clear_arrivals(campaign: str, arrivals: tuple[Arrival, ...]) -> None:
    """Move judged files out of the drop folder; they stay in the database and in ``.da-nhan``.

    A file that was written anew since it was taken in stays, to be judged as it is now.
    """
    folder = open_workspace(campaign).settings.drop_folder(campaign)
    for arrival in arrivals:
        source = folder / arrival.path
        if source.exists() and sha256(source.read_bytes()).hexdigest() == arrival.file:
            target = folder / DONE / f"{arrival.file[:12]}-{arrival.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)


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
