"""The drop folder: what is put there is stored first, judged next, and moved last.

A file stays in the folder until its verdict is committed, so that a crash at any moment leads to
the same judgement again and to nothing lost. A subfolder named by a unit code says who sent.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_from_bytes

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.deadlines import day_in_hanoi
from models.domain.delivery import Arrival, Delivery, Door, SentFile
from models.domain.messages.message import messages_to
from models.domain.messages.purposes import Purpose
from models.domain.units import Position
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words
from tasks.files.limits import MAX_BYTES, in_chunks, too_large
from tasks.files.quiet_files import Oversized, QuietFile, file_name_of, read_quiet
from tasks.inbox.processed import DroppedFile, finish_moving, make_room
from tasks.prefect_steps.step import step

UNFINISHED_ENDINGS = (".tmp", ".part", ".crdownload")

OnStored = Callable[[Forms, Iterable[Arrival]], None]
"""What is called with new files when they are stored and others still are to be."""


@step("Nhận tệp từ thư mục nộp bài")
def take_in_files(campaign: str, on_stored: OnStored | None = None) -> tuple[DroppedFile, ...]:
    """Store every finished file of the drop folder as a delivery of its own, if it is not yet.

    A file arrived when it was last written or renamed there, as the file system notes it, and not
    when a tick came to look: it is the same however late or often one looks, and a sender cannot
    set it. A file that is still written, or held locked, is left for the next time; one that is
    too large is left unread, and its sender is told.
    """
    workspace = open_workspace(campaign)
    folder = workspace.settings.drop_folder(campaign)
    folder.mkdir(parents=True, exist_ok=True)
    make_room(folder)
    finish_moving(folder)
    paths = _files(folder)
    chunks = in_chunks(paths, _size)
    return tuple(file for chunk in chunks for file in _take_in(workspace, chunk, on_stored))


def _take_in(
    workspace: Workspace, paths: Sequence[Path], on_stored: OnStored | None
) -> list[DroppedFile]:
    """Store those of ``paths`` that are whole, and tell of the new and of the oversized."""
    found = [(path, read_quiet(path, MAX_BYTES)) for path in paths]
    whole = {path: file for path, file in found if isinstance(file, QuietFile)}
    dropped, new = _stored(workspace, whole)
    if on_stored:
        on_stored(workspace.forms, _sent(new, dropped, whole.values()))
    for path, file in found:
        if isinstance(file, Oversized):
            tell_oversized(workspace, _sender(workspace, path), file_name_of(path), file)
    return dropped


def _stored(
    workspace: Workspace, whole: Mapping[Path, QuietFile]
) -> tuple[list[DroppedFile], tuple[Delivery, ...]]:
    """Store files in one transaction: all of them, and the deliveries of those that are new."""
    folder = workspace.settings.drop_folder(workspace.campaign.id)
    moments = workspace.clock.at(*(file.changed for file in whole.values()))
    with workspace.change(f"door:{Door.DROP}") as uow:
        keys = uow.files.put_all([(f.content, file_name_of(path)) for path, f in whole.items()])
        dropped = [
            DroppedFile(path=place, file=key, reference=_reference(place, at, key))
            for path, at, key in zip(whole, moments, keys, strict=True)
            for place in [os.fsencode(path.relative_to(folder))]
        ]
        acts = zip(whole, moments, dropped, strict=True)
        return dropped, uow.deliveries.put_all([_delivery(workspace, *act) for act in acts])


def _sent(
    deliveries: Iterable[Delivery], dropped: Iterable[DroppedFile], whole: Iterable[QuietFile]
) -> Iterator[Arrival]:
    """The files of deliveries with their contents."""
    contents = {one.file: file.content for one, file in zip(dropped, whole, strict=True)}
    for one in deliveries:
        for sent in one.files:
            yield contents[sent.file], sent.name, one.sender


def _reference(place: bytes, at: datetime, key: str) -> str:
    """The same for one file at one place, as long as nobody writes or renames it."""
    return f"{quote_from_bytes(place)}@{at.astimezone(UTC).isoformat()}/{key[:16]}"


def _delivery(workspace: Workspace, path: Path, at: datetime, dropped: DroppedFile) -> Delivery:
    return Delivery(
        door=Door.DROP,
        reference=dropped.reference,
        at=at,
        sender=_sender(workspace, path),
        files=(SentFile(name=file_name_of(path), file=dropped.file),),
    )


def _files(folder: Path) -> list[Path]:
    """The finished files of the folder and of its unit subfolders, hidden ones left out."""
    return sorted(
        path
        for path in [*folder.glob("*"), *folder.glob("*/*")]
        if not path.name.startswith(("~$", "."))
        and path.suffix.lower() not in UNFINISHED_ENDINGS
        and not path.parent.name.startswith(".")
        and _is_file(path)
    )


def _size(path: Path) -> int:
    """What will be read of a file: nothing if it is gone."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _is_file(path: Path) -> bool:
    """Whether it is a file; what cannot be looked at is none."""
    with suppress(OSError):
        return path.is_file()
    return False


def _sender(workspace: Workspace, path: Path) -> str:
    """The unit whose subfolder the file lies in; empty when that is none."""
    code = path.parent.name
    return code if workspace.campaign.find_unit(code) else ""


def tell_oversized(workspace: Workspace, sender: UnitCode, name: str, found: Oversized) -> None:
    """Queue the refusal once to the officers of ``sender``, or to the operators if it is empty."""
    campaign = workspace.campaign
    form = campaign.form_of(sender) if sender else Form.COMMUNE
    params = {
        "file": name,
        "sha256": "",
        "reason": f"{too_large(name, MAX_BYTES)} Tệp vẫn ở thư mục nộp bài, chưa được mở.",
        "closed": "",
        "received_at": moment_in_words(found.changed),
        "limit": campaign.limit_of(form).in_words(),
    }
    officers = campaign.contacts_of(sender, Position.OFFICER)
    refusals = messages_to(
        officers if sender else campaign.people(Position.OPERATOR),
        campaign.id,
        Purpose.REFUSED,
        f"{form}:{sender}:{found.mark[:16]}",
        workspace.now(),
        day_in_hanoi(found.changed),
        unit=sender or None,
        params=params,
    )
    with workspace.change("door:drop") as uow:
        uow.messages.queue(refusals)
