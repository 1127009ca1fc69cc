from datetime import datetime, timedelta

import pytest

from config.clock import RehearsalClock, SystemClock
from config.workspace import forget_databases, open_workspace
from models.domain.deadlines import HANOI
from models.domain.errors import NotFound
from tests.support.house import CAMPAIGN, House, arm_here, build, settings_at


@pytest.fixture
def _forgotten():
    yield
    forget_databases()


@pytest.mark.parametrize(
    ("stored", "environment", "effective"),
    [
        ("live", "live", "live"),
        ("team", "team", "team"),
        ("live", "sandbox", "sandbox"),
        ("live", "team", "sandbox"),
        ("sandbox", "live", "sandbox"),
        ("rehearsal", "live", "rehearsal"),
        ("rehearsal", "sandbox", "rehearsal"),
        ("sandbox", "sandbox", "sandbox"),
    ],
)
@pytest.mark.usefixtures("_forgotten")
def test_nobody_is_reached_unless_database_and_environment_agree(
    stored, environment, effective, tmp_path
):
    build(tmp_path, mode=stored)
    house = House(tmp_path)
    arm_here(house)
    settings = house.settings.model_copy(update={"mode": environment})

    assert open_workspace(CAMPAIGN, settings).mode == effective


def test_a_rehearsal_lives_in_the_time_of_its_database(opened, move_into):
    house = move_into(opened)

    assert house.workspace.now() == datetime(2021, 10, 11, 8, tzinfo=HANOI)
    assert house.workspace.now().utcoffset() == timedelta(hours=7)


@pytest.mark.usefixtures("_forgotten")
def test_a_campaign_that_is_not_rehearsed_lives_in_real_time(tmp_path):
    build(tmp_path, mode="sandbox")
    workspace = open_workspace(CAMPAIGN, settings_at(tmp_path))

    assert isinstance(workspace.clock, SystemClock)
    assert abs(datetime.now(HANOI) - workspace.now()) < timedelta(minutes=1)


@pytest.mark.usefixtures("_forgotten")
def test_a_rehearsal_begins_on_the_first_morning_of_the_plan(tmp_path):
    build(tmp_path)
    workspace = open_workspace(CAMPAIGN, settings_at(tmp_path))

    assert isinstance(workspace.clock, RehearsalClock)
    assert workspace.now() == datetime(2021, 10, 11, 7, tzinfo=HANOI)


def test_a_campaign_that_was_never_opened_is_not_found(opened, move_into):
    house = move_into(opened)

    with pytest.raises(NotFound):
        open_workspace("ha-tinh-2026", house.settings)


def test_what_fails_in_a_change_leaves_no_trace(opened, move_into):
    workspace = move_into(opened).workspace
    with workspace.read() as uow:
        head = uow.audit.head()

    def fail():
        with workspace.change("test") as uow:
            uow.files.put(b"half", "half.txt")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    with workspace.read() as uow:
        assert uow.audit.head() == head


def test_the_machines_clock_knows_no_moment_later_than_now():
    now = SystemClock().now()
    hour_ago = now - timedelta(hours=1)

    same, later = SystemClock().at(hour_ago, now + timedelta(days=1))
    assert same == hour_ago
    assert later < now + timedelta(hours=1)


def test_a_file_of_today_came_in_simulated_time_in_a_rehearsal(opened, move_into):
    house = move_into(opened)
    house.at("2021-11-05 23:10")

    assert house.workspace.clock.at(SystemClock().now()) == (house.workspace.now(),)
