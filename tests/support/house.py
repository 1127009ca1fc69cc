"""A whole installation in a folder: a campaign of three communes, its database, clock and people.

``House`` plays the people; the flows run in process. Snapshots of the year are made once a session
and copied for each test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prefect import Flow
from prefect.input import RunInput
from sqlalchemy import Connection, Engine, event

from config.loaders import load_campaign
from config.locks import arm, put_seal
from config.settings import Settings
from config.workspace import Workspace, forget_databases, open_workspace, store_at
from deployments.bootstrap import freeze
from deployments.migrations.run import migrate
from deployments.rehearsal import officials
from deployments.rehearsal.in_process import InProcessEngine
from deployments.rehearsal.survey_part import drop_survey
from deployments.rehearsal.world import World, make_world
from flows.engine import use_engine
from flows.forms import BallotForm, ReworkForm
from flows.registry import STAGE_FLOWS
from flows.ticks import collection_tick
from models.domain.campaign import Campaign, Form
from models.domain.collection.submission_events import RoundLocked
from models.domain.criteria.parts import part_of
from models.domain.deadlines import HANOI
from models.domain.gate.records import GateKey, Verdict, parse_wait
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.stages import Body, StageName, StageRecord, StageState
from models.store.engine import WRITES
from tasks.gates.codes import current_code
from tasks.gates.votes import cast_vote
from tasks.notify.dispatch.send_due import send_due_messages

S = StageName
CAMPAIGN = "huong-khe-2021"
COMMUNES = ("18496", "18499", "18502")
SIGNERS = {Body.CHAIRMAN: "chairman", Body.COUNCIL: "council-chairman"}
MEMBERS = ("council-member-1", "council-member-2", "council-member-3")


class Killed(BaseException):
    """The process died. Not an Exception: nobody may handle it."""


@contextmanager
def killed_at_commit(number: int) -> Iterator[None]:
    """Die when a writing transaction is about to be committed for the ``number``-th time."""
    left = number

    def die(connection: Connection) -> None:
        nonlocal left
        if connection.get_execution_options().get(WRITES):
            left -= 1
            if left == 0:
                raise Killed

    event.listen(Engine, "commit", die)
    try:
        yield
    finally:
        event.remove(Engine, "commit", die)


@contextmanager
def counted_commits() -> Iterator[list[int]]:
    """The numbers of the writing transactions that are committed, from 1."""
    numbers: list[int] = []

    def count(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            numbers.append(len(numbers) + 1)

    event.listen(Engine, "commit", count)
    try:
        yield numbers
    finally:
        event.remove(Engine, "commit", count)


@contextmanager
def copied_at_commit(home: Path, folder: Path, numbers: Collection[int]) -> Iterator[list[Path]]:
    """Copies of ``home`` as a power cut would leave it, before the commits with these numbers."""
    copies: list[Path] = []
    number = 0

    def copy(connection: Connection) -> None:
        nonlocal number
        if connection.get_execution_options().get(WRITES):
            number += 1
            if number in numbers:
                copies.append(copy_of(home, folder / f"{number:03d}"))

    event.listen(Engine, "commit", copy)
    try:
        yield copies
    finally:
        event.remove(Engine, "commit", copy)


def small_campaign() -> Campaign:
    """The campaign of 2021 with three of its communes."""
    campaign = load_campaign(CAMPAIGN)
    departments = {unit.code for unit in campaign.departments}
    kept = {*COMMUNES, *departments}
    return campaign.model_copy(
        update={
            "units": tuple(unit for unit in campaign.units if unit.code in kept),
            "contacts": tuple(c for c in campaign.contacts if c.unit is None or c.unit in kept),
        }
    )


def settings_at(home: Path) -> Settings:
    """The settings of the installation in ``home``, which the machine's own power cut may take."""
    return Settings(home=home, durable=False, _env_file=None)  # type: ignore[call-arg]


def build(home: Path, mode: str = Mode.REHEARSAL, campaign: Campaign | None = None) -> None:
    """A new installation in which the small campaign is open and nothing has happened."""
    settings = settings_at(home)
    migrate(settings.database)
    freeze(store_at(settings.database), campaign or small_campaign(), settings, mode)


def arm_here(house: House) -> None:
    """Let the installation of a live campaign reach people (on a server of the test's own)."""
    workspace = house.workspace
    with workspace.change("operator-1") as uow:
        arm(uow, "thử")
    put_seal(workspace.store, CAMPAIGN, workspace.settings)


_WORLDS: dict[tuple[object, ...], World] = {}
"""What officials declare, by the campaign and its sets: the same for every house of a test."""


class House:
    """Plays the people of one installation; ``engine`` runs the flows."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.settings = settings_at(home)
        self.workspace: Workspace = open_workspace(CAMPAIGN, self.settings)
        self.restart()

    def restart(self) -> None:
        """A new engine, which knows nothing of forms that were filled in before."""
        self.engine = InProcessEngine({stage: flow.fn for stage, flow in STAGE_FLOWS.items()})
        use_engine(self.engine)

    @property
    def world(self) -> World:
        """What the officials of this year declare."""
        campaign, sets = self.workspace.campaign, self.workspace.sets
        key = (campaign.model_dump_json(), *sets.items())
        if key not in _WORLDS:
            _WORLDS[key] = make_world(campaign, sets, seed=1)
        return _WORLDS[key]

    def at(self, moment: str) -> None:
        """Set the clock, for example to ``2021-10-20 09:00``."""
        self._set(datetime.fromisoformat(moment).replace(tzinfo=HANOI))

    def not_before(self, moment: str) -> None:
        """Set the clock unless it is later already."""
        wanted = datetime.fromisoformat(moment).replace(tzinfo=HANOI)
        self._set(max(wanted, self.workspace.now()))

    def later(self, **delta: int) -> None:
        """Move the clock on."""
        self._set(self.workspace.now() + timedelta(**delta))

    def _set(self, moment: datetime) -> None:
        with self.workspace.store.begin(CAMPAIGN, "test", moment) as uow:
            uow.clock.set(moment)

    def tick(self, flow: Flow[[str], None]) -> None:
        """Run a tick once."""
        flow.fn(CAMPAIGN)

    def start(self, stage: StageName) -> None:
        """Run a stage from the top until it ends or waits."""
        self.engine.start(CAMPAIGN, stage, "test")

    def code(self, person: str) -> str:
        """What the person's app shows now."""
        return current_code(self.settings, self.workspace.campaign, person, self.workspace.now())

    def fill_in(self, stage: StageName, form: RunInput) -> None:
        """Fill in the form that a stage waits with."""
        self.engine.answer(CAMPAIGN, stage, form)

    def ballot(
        self,
        stage: StageName,
        verdict: Verdict = Verdict.APPROVE,
        opinion: str = "",
        code: str | None = None,
    ) -> None:
        """Sign as the one who has the right, a minute after whatever came before."""
        self.later(minutes=1)
        code = code or self.code(SIGNERS[self.gate(stage).body])
        self.fill_in(stage, BallotForm(verdict=verdict.words, opinion=opinion, code=code))

    def vote(self, stage: StageName) -> None:
        """Let as many members vote as the quorum asks for; who has voted stays out."""
        self.later(minutes=1)
        gate = self.gate(stage)
        with self.workspace.read() as uow:
            voted = {vote.member for vote in uow.gates.votes(gate)}
        for member in MEMBERS:
            if member not in voted:
                cast_vote(CAMPAIGN, gate, Verdict.APPROVE, "", self.code(member))

    def sign(self, stage: StageName) -> None:
        """Do whatever a stage waits for so that it goes on."""
        if self.asks_for(stage, ReworkForm):
            self.fill_in(stage, ReworkForm(note="Đã rà soát lại số liệu"))
            return
        if self.gate(stage).body is Body.COUNCIL:
            self.vote(stage)
        self.ballot(stage)

    def play(self, stage: StageName) -> None:
        """Run a stage to its end, everybody approving."""
        self.start(stage)
        while stage in self.engine.asking:
            self.sign(stage)

    def asks_for(self, stage: StageName, form: type[RunInput]) -> bool:
        """Whether a stage waits with this form."""
        return self.engine.asking[stage][1] is form

    def gate(self, stage: StageName) -> GateKey:
        """The gate at which a stage waits."""
        wait = parse_wait(self.stage(stage).waiting_for)
        assert wait is not None
        assert wait.gate is not None
        return wait.gate

    def text(self, stage: StageName) -> str:
        """What the form that a stage waits with shows."""
        return self.engine.asking[stage][2]

    def stage(self, stage: StageName) -> StageRecord:
        """Where a stage stands."""
        with self.workspace.read() as uow:
            return uow.stages.all()[stage]

    def has_ended(self, stage: StageName) -> bool:
        """Whether a stage has come to its end."""
        return self.stage(stage).state is StageState.ENDED

    def messages(self, *purposes: Purpose) -> list[MessageRecord]:
        """All messages of these purposes, in the order of the queue."""
        with self.workspace.read() as uow:
            return [m for m in uow.messages.all() if not purposes or m.purpose in purposes]

    def drop(self, unit: str, name: str, content: bytes) -> None:
        """Put a file into the unit's subfolder of the drop folder."""
        officials.drop(self.workspace, unit, name, content)

    def collect(self) -> None:
        """Run the collection tick."""
        self.tick(collection_tick)

    def lock(self, form: Form) -> None:
        """Lock the round of every unit that owes ``form`` now."""
        now = self.workspace.now()
        with self.workspace.change("operator-1") as uow:
            for unit in self.workspace.campaign.owing(form):
                event = RoundLocked(at=now, by="operator-1", reason="Khóa sớm")
                uow.submissions.append(form, unit.code, event)

    def commune_file(self, unit: str, spoil: Callable[..., officials.Cells] | None = None) -> bytes:
        """The commune's own workbook, filled in."""
        cells = officials.typed_answers(self.world.declared[unit])
        return officials.filled_self_assessment(
            self.workspace, unit, spoil(cells) if spoil else cells
        )

    def department_file(self, unit: str) -> bytes:
        """The department's part of the authority's own sheet, filled in."""
        part = part_of(self.workspace.sets[Form.AUTHORITY], unit)
        assert part is not None
        codes = {leaf.code for _, _, leaf in part.leaves()}
        own = {code: answer for code, answer in self.world.own.items() if code in codes}
        return officials.filled_self_assessment(self.workspace, unit, officials.typed_answers(own))

    def appraisal_file(self, unit: str) -> bytes:
        """The department's score sheet with nothing changed."""
        return officials.filled_appraisal(self.workspace, unit, {})

    def close(self) -> None:
        """Close the database, so that the folder can be copied."""
        self.workspace.store.dispose()
        use_engine(None)


@contextmanager
def living_in(home: Path) -> Iterator[House]:
    """The house in ``home``, in force for this process."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "CONFIG_DIR", "MODE", "SMTP_HOST"):
            patch.delenv(f"CCHC_{name}", raising=False)
        patch.setenv("CCHC_HOME", str(home))
        patch.setenv("CCHC_DURABLE", "no")
        house = House(home)
        try:
            yield house
        finally:
            house.close()


def copy_of(home: Path, target: Path) -> Path:
    """A copy of a house; of an open one, what a power cut would leave."""
    left_out = shutil.ignore_patterns("*-shm")
    shutil.copytree(home, target, dirs_exist_ok=True, ignore=left_out)
    return target


Snapshot = Callable[[Path | None, Callable[[House], None]], Path]


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Makes a house out of another one, by letting something happen in it."""

    def make(before: Path | None, happen: Callable[[House], None]) -> Path:
        home = tmp_path_factory.mktemp("house") / "home"
        if before is None:
            build(home)
        else:
            copy_of(before, home)
        with living_in(home) as house:
            happen(house)
        return home

    yield make
    forget_databases()


@pytest.fixture(scope="session")
def opened(snapshot: Snapshot) -> Path:
    """The first day of the year; nothing has begun."""
    return snapshot(None, lambda house: house.at("2021-10-11 08:00"))


@pytest.fixture(scope="session")
def decided(snapshot: Snapshot, opened: Path) -> Path:
    """The plan is decided; the council is not."""

    def happen(house: House) -> None:
        house.play(S.PLAN)
        house.at("2021-10-20 08:00")

    return snapshot(opened, happen)


@pytest.fixture(scope="session")
def planned(snapshot: Snapshot, decided: Path) -> Path:
    """The plan and the council are decided; the self-assessment has not begun."""
    return snapshot(decided, lambda house: house.play(S.COUNCIL))


@pytest.fixture(scope="session")
def asked(snapshot: Snapshot, planned: Path) -> Path:
    """Every unit has its workbook in its mailbox."""

    def happen(house: House) -> None:
        house.start(S.SELF_ASSESSMENT)
        send_due_messages(CAMPAIGN)

    return snapshot(planned, happen)


@pytest.fixture(scope="session")
def assessed(snapshot: Snapshot, asked: Path) -> Path:
    """All self-assessments are in and the round is locked."""

    def happen(house: House) -> None:
        house.at("2021-11-04 15:00")
        for unit in COMMUNES:
            house.drop(unit, "bang-tu-cham.xlsx", house.commune_file(unit))
        for department in house.workspace.campaign.departments:
            content = house.department_file(department.code)
            house.drop(department.code, "bang-tu-cham.xlsx", content)
        house.collect()
        house.at("2021-11-10 08:00")
        house.play(S.SELF_ASSESSMENT)

    return snapshot(asked, happen)


@pytest.fixture(scope="session")
def appraised(snapshot: Snapshot, assessed: Path) -> Path:
    """The appraisal and the survey have ended."""

    def happen(house: House) -> None:
        house.start(S.APPRAISAL)
        house.start(S.SURVEY)
        send_due_messages(CAMPAIGN)
        house.at("2021-11-11 15:00")
        for department in house.workspace.campaign.departments:
            content = house.appraisal_file(department.code)
            house.drop(department.code, "phieu-tham-dinh.xlsx", content)
        house.collect()
        house.at("2021-11-13 08:00")
        drop_survey(house.workspace, house.world)
        house.collect()
        house.play(S.SURVEY)
        house.at("2021-11-16 08:00")
        house.play(S.APPRAISAL)

    return snapshot(assessed, happen)


@pytest.fixture(scope="session")
def approved(snapshot: Snapshot, appraised: Path) -> Path:
    """The results are approved; nothing is published."""

    def happen(house: House) -> None:
        house.play(S.RESULTS)
        house.at("2021-11-19 08:00")

    return snapshot(appraised, happen)


@pytest.fixture(scope="session")
def published(snapshot: Snapshot, approved: Path) -> Path:
    """The results are published and the authority's own dossier is packed."""

    def happen(house: House) -> None:
        house.play(S.PUBLICATION)
        house.play(S.DISTRICT_DOSSIER)
        house.at("2021-11-22 08:00")

    return snapshot(approved, happen)


Move = Callable[[Path], House]


@pytest.fixture
def move_into(tmp_path: Path) -> Iterator[Move]:
    """Gives a copy of a snapshot to live in."""
    with _rooms(tmp_path) as move:
        yield move


@contextmanager
def _rooms(folder: Path) -> Iterator[Move]:
    open_ones = []

    def move(home: Path) -> House:
        room = living_in(copy_of(home, folder / "home"))
        open_ones.append(room)
        return room.__enter__()

    try:
        yield move
    finally:
        for room in reversed(open_ones):
            room.__exit__(None, None, None)
