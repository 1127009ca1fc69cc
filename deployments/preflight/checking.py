"""Look at files as the server would, with nothing but the configuration of the campaign."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from config.clock import SystemClock
from config.loaders import load_campaign, load_criteria_set
from deployments.preflight.adding import PointsByCode, complete
from models.domain.checks.forms import Forms
from models.domain.errors import NotFound, UnreadableFile
from tasks.files.limits import MAX_BYTES
from tasks.workbook.opinion import NOT_OURS, Opinion, form_opinion, unreadable
from tasks.workbook.read.parse import find_identity
from tasks.workbook.read.read import read_workbook

UNREADABLE = "unreadable"
"""The reason of a refusal that speaks of a file which cannot be opened."""


class FileVerdict(StrEnum):
    """What the server would say of a file."""

    ACCEPTED = "accepted"
    FINDINGS = "findings"
    REFUSED = "refused"


@dataclass(frozen=True)
class Checked:
    """One file and what is to be said of it; ``content`` is empty when it could not be opened.

    ``points`` are what it gives if it is accepted.
    """

    path: Path
    content: bytes
    campaign: str
    opinion: Opinion
    forms: Forms | None = None
    points: PointsByCode = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The hash by which the server's receipt names the file."""
        return sha256(self.content).hexdigest()

    @property
    def verdict(self) -> FileVerdict:
        """The verdict; the server gives the same while the round is open."""
        if self.opinion.refusal:
            return FileVerdict.REFUSED
        return FileVerdict.FINDINGS if self.opinion.blocked else FileVerdict.ACCEPTED

    @property
    def status(self) -> int:
        """Exit status: 0 accepted, 1 something to mend, 2 not to be read."""
        if self.verdict is FileVerdict.ACCEPTED:
            return 0
        refusal = self.opinion.refusal
        return 2 if refusal and refusal.reason == UNREADABLE else 1


def checker(campaign: str, unit: str, root: Path | None) -> Callable[[Path], Checked]:
    """What checks one file after another.

    ``campaign`` and ``unit`` are what the files must be of; empty means what each file says.
    ``root`` is a folder of own configuration, as for ``config.loaders``.

    Raises NotFound or ConfigurationError if the configuration of ``campaign`` is not there or
    wrong, NotFound if it has no such unit.
    """

    @cache
    def forms_of(campaign_id: str) -> Forms:
        found = load_campaign(campaign_id, root)
        sets = {form: load_criteria_set(code, root) for form, code in found.criteria.items()}
        return Forms(found, sets)

    if campaign and unit and forms_of(campaign).campaign.find_unit(unit) is None:
        raise NotFound(
            f"Đợt “{campaign}” không có đơn vị mã “{unit}”. Đề nghị kiểm tra lại mã đơn vị.",
            subject=unit,
        )
    return lambda path: _check(path, campaign, unit, forms_of)


def _check(path: Path, campaign: str, unit: str, forms_of: Callable[[str], Forms]) -> Checked:
    try:
        content = _content(path)
        named = campaign or _campaign_in(content, path.name)
        forms = forms_of(named)
    except UnreadableFile as error:
        return Checked(path, b"", campaign, Opinion(refusal=unreadable(error.message)))
    except NotFound:
        if campaign:
            raise
        return Checked(path, content, "", Opinion(refusal=NOT_OURS))
    opinion, points = complete(
        form_opinion(forms, content, path.name, unit), forms, SystemClock().now().date()
    )
    return Checked(path, content, named, opinion, forms, points)


def _content(path: Path) -> bytes:
    """The bytes of a file, one more at most than are taken; UnreadableFile if it is not there."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(
            f"Không mở được tệp “{path}”. Đề nghị kiểm tra lại tên, thư mục và quyền đọc tệp.",
            subject=str(path),
        ) from error


def _campaign_in(content: bytes, name: str) -> str:
    """The campaign that the file says it is of; NotFound if it says none."""
    identity = find_identity(read_workbook(content, name))
    if identity is None:
        raise NotFound("Tệp không ghi đợt đánh giá.", subject=name)
    return identity.campaign
