"""The survey's sources in their folder: which are usable, and which are still awaited.

The stage waits for them and the survey merges them, so both ask here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from config.workspace import Workspace
from models.domain.campaign import Campaign
from models.domain.messages.purposes import Purpose
from models.store import UnitOfWork
from tasks.files.quiet_files import Oversized, QuietFile, file_name_of, read_quiet

ENDINGS = (".csv", ".xlsx")
SOURCE_BYTES = 100 * 1024 * 1024
"""The largest source that is read; ten times what the forms of a province come to."""


@dataclass(frozen=True)
class FoundSource:
    """A whole file of the survey's folder, and the SHA-256 of its content."""

    name: str
    content: bytes
    sha: str


def settled_sources(workspace: Workspace) -> list[tuple[str, QuietFile | Oversized]]:
    """Every file that looks like a source and that nobody is writing to any more, by name."""
    folder = workspace.settings.survey_folder(workspace.campaign.id)
    found = []
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", ".")):
            settled = read_quiet(path, SOURCE_BYTES)
            if settled is not None:
                found.append((file_name_of(path), settled))
    return found


def found_sources(settled: Iterable[tuple[str, QuietFile | Oversized]]) -> list[FoundSource]:
    """The sources among them whose content could be read."""
    return [
        FoundSource(name, file.content, sha256(file.content).hexdigest())
        for name, file in settled
        if isinstance(file, QuietFile)
    ]


def usable_sources(workspace: Workspace, uow: UnitOfWork) -> list[FoundSource]:
    """The sources that were checked and found readable."""
    refused = {m.subject_ref for m in uow.messages.all() if m.purpose is Purpose.SURVEY_SOURCE}
    return [
        source
        for source in found_sources(settled_sources(workspace))
        if uow.files.has(source.sha) and source.sha not in refused
    ]


def awaited_sources(campaign: Campaign, there: Iterable[FoundSource]) -> list[str]:
    """The sources that the configuration names and that are not there; names have no ending."""
    names = {PurePath(source.name).stem for source in there}
    return [name for name in campaign.survey.sources if name not in names]
