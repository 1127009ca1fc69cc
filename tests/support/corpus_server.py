"""The corpus taken through the real intake: what the server made of each case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from config.settings import Settings
from config.workspace import Workspace, open_workspace
from deployments.bootstrap import open_campaign
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
    SubmissionEvent,
)
from models.domain.deadlines import HANOI
from models.domain.delivery import Delivery, Door, SentFile
from models.domain.messages.mode import Mode
from models.domain.scoring.score_tree import SELF
from models.domain.values import UnitCode
from models.store import UnitOfWork
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.intake.judge import judge_at_once
from tasks.workbook.send import made_for, send_out
from tests.support.corpus import CONFIG
from tests.support.corpus_cases import Case
from tests.support.corpus_config import CAMPAIGN
from tests.support.corpus_form import answered
from tests.support.workbooks import UNIT

Verdict = SubmissionAccepted | FindingsReturned | FileRefused
_OPEN = datetime(2021, 11, 4, 8, 0, tzinfo=HANOI)
"""A moment at which every round of the campaign is open."""


@dataclass(frozen=True)
class Told:
    """The verdict on a case as it is kept, the file that went back, and the points that count.

    ``unit`` is in whose history it stands.
    """

    unit: UnitCode
    verdict: Verdict
    marked: bytes | None
    points: dict[str, str]


class Server:
    """An installation in which the forms went out; its deliveries come a second apart."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        with workspace.read() as uow:
            self._number = len(uow.deliveries.all())

    def take(self, case: Case, sender: str = "") -> Told:
        """Take a case in as one delivery, after what others sent before."""
        for folder in case.before:
            self.deliver(sorted(folder.iterdir()), folder.name)
        at = self.deliver([case.workbook, *case.beside], sender)
        with self.workspace.read() as uow:
            form, unit, verdict = next(each for each in _verdicts(uow) if each[2].at == at)
            marked = verdict.marked if isinstance(verdict, FindingsReturned) else None
            content = uow.files.get(marked) if marked else None
            accepted = isinstance(verdict, SubmissionAccepted)
            return Told(unit, verdict, content, _points(uow, form, unit) if accepted else {})

    def deliver(self, files: Sequence[Path], sender: str) -> datetime:
        """Put the files into the store, as a door would, judge them, and give the moment."""
        return self.put([(file.name, file.read_bytes()) for file in files], sender)

    def put(self, files: Sequence[tuple[str, bytes]], sender: str) -> datetime:
        """The same with the contents at hand."""
        self._number += 1
        at = _OPEN + timedelta(seconds=self._number)
        with self.workspace.change("door:drop") as uow:
            sent = tuple(SentFile(name=n, file=uow.files.put(c, n)) for n, c in files)
            delivery = Delivery(
                door=Door.DROP, reference=str(self._number), at=at, sender=sender, files=sent
            )
            uow.deliveries.put(delivery)
        judge_at_once(self.workspace, [delivery])
        return at


def new_server(home: Path) -> Server:
    """An installation at ``home`` in which every commune has its form and one has sent it in."""
    workspace = open_campaign(CAMPAIGN, _settings(home), Mode.REHEARSAL)
    communes = list(workspace.campaign.communes)
    with workspace.change("flow:self_assessment") as uow:
        for identity, content in made_for(workspace, Form.COMMUNE, communes):
            about = {"form": Form.COMMUNE}
            send_out(workspace, uow, identity, content, about)
    server = Server(workspace)
    server.put([("bang-tu-cham.xlsx", answered())], UNIT)
    return server


@contextmanager
def server_at(home: Path) -> Iterator[Server]:
    """The server whose installation is in ``home`` already."""
    workspace = open_workspace(CAMPAIGN, _settings(home))
    try:
        yield Server(workspace)
    finally:
        workspace.store.dispose()


def _settings(home: Path) -> Settings:
    return Settings(home=home, config_dir=CONFIG, durable=False, _env_file=None)  # type: ignore[call-arg]


def _verdicts(uow: UnitOfWork) -> Iterator[tuple[Form, UnitCode, Verdict]]:
    """All verdicts, those on files of nobody's too; the newest of a unit first."""
    for form in Form:
        for unit in (*uow.submissions.states(form), UNKNOWN_UNIT):
            events: list[SubmissionEvent] = list(uow.submissions.history(form, unit))
            for event in reversed(events):
                if isinstance(event, Verdict):
                    yield form, unit, event


def _points(uow: UnitOfWork, form: Form, of: UnitCode) -> dict[str, str]:
    """The points that the return of a unit gave, as the offline check has them."""
    if form is Form.APPRAISAL:
        return {
            f"{row.criterion}-{unit}": str(row.points)
            for unit, rows in uow.scores.of(form, of).items()
            for row in rows
        }
    rows = uow.scores.of(form, SELF)[of]
    return {row.criterion: str(row.points) for row in rows}
