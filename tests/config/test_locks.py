"""The locks that keep a rehearsal, a sandbox or a copy from real people: each is tried."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime

import pytest

from config import locks
from config.locks import EgressRefused, arm, put_seal, why_not_armed
from config.settings import SENDING_SECRETS, Settings
from config.workspace import forget_databases, open_workspace
from models.domain.deadlines import HANOI
from models.domain.messages.mode import Mode
from models.store import Store
from tests.support.house import CAMPAIGN, build, settings_at

NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)


@pytest.fixture
def home(tmp_path):
    yield tmp_path / "nha"
    forget_databases()


@pytest.fixture
def live(home):
    """The settings of an installation with a campaign that is live, and not armed."""
    build(home, mode="live")
    return settings_at(home).model_copy(update={"mode": Mode.LIVE})


@pytest.fixture
def armed(live):
    store = Store.open(live.database)
    with store.begin(CAMPAIGN, "operator-1", NOW) as uow:
        arm(uow, "gửi thật")
    put_seal(store, CAMPAIGN, live)
    yield live
    store.dispose()


def back_up(settings, copy):
    """A copy of the database, as a backup makes it."""
    source, target = sqlite3.connect(settings.home / "cchc.db"), sqlite3.connect(copy)
    with closing(source), closing(target):
        source.backup(target)


def change_something(settings):
    """An event more in the audit, as every day brings them."""
    store = Store.open(settings.database)
    with store.begin(CAMPAIGN, "operator-1", NOW) as uow:
        uow.audit.record("thu", "gì đó")
    store.dispose()


class TestTheMode:
    def test_is_live_only_when_database_environment_host_and_home_agree(self, armed):
        workspace = open_workspace(CAMPAIGN, armed)
        assert (workspace.mode, workspace.withheld) == ("live", "")

    def test_is_a_sandbox_until_somebody_arms_it(self, live):
        workspace = open_workspace(CAMPAIGN, live)
        assert workspace.mode == "sandbox"
        assert "cchc arm" in workspace.withheld

    @pytest.mark.parametrize("mode", ["sandbox", "team"])
    def test_is_a_sandbox_when_the_environment_says_something_else(self, armed, mode):
        other = armed.model_copy(update={"mode": Mode(mode)})
        workspace = open_workspace(CAMPAIGN, other)
        assert workspace.mode == "sandbox"
        assert "CCHC_MODE=live" in workspace.withheld

    def test_is_a_sandbox_on_another_machine(self, armed, monkeypatch):
        monkeypatch.setattr(locks, "this_host", lambda: "may-khac")
        workspace = open_workspace(CAMPAIGN, armed)
        assert workspace.mode == "sandbox"
        assert "máy may-khac" in workspace.withheld


class TestARestoredBackup:
    def test_in_another_home_reaches_nobody(self, armed, tmp_path):
        other = tmp_path / "khoi-phuc"
        other.mkdir()
        back_up(armed, other / "cchc.db")
        workspace = open_workspace(CAMPAIGN, armed.model_copy(update={"home": other}))
        assert workspace.mode == "sandbox"
        assert "cchc arm" in workspace.withheld

    def test_of_the_database_in_the_same_home_reaches_nobody(self, armed, tmp_path):
        back_up(armed, tmp_path / "sao-luu.db")
        change_something(armed)
        store = Store.open(armed.database)
        put_seal(store, CAMPAIGN, armed)
        store.dispose()
        forget_databases()
        for name in ("cchc.db", "cchc.db-wal", "cchc.db-shm"):
            (armed.home / name).unlink(missing_ok=True)
        shutil.copy(tmp_path / "sao-luu.db", armed.home / "cchc.db")
        assert "đã khôi phục" in open_workspace(CAMPAIGN, armed).withheld

    def test_with_a_seal_that_somebody_cut_reaches_nobody(self, armed):
        next(armed.home.glob("duoc-gui-*")).write_text('{"nonce": "x"')
        assert open_workspace(CAMPAIGN, armed).mode == "sandbox"

    def test_whose_audit_went_another_way_reaches_nobody(self, armed):
        seal = next(armed.home.glob("duoc-gui-*"))
        seal.write_text(seal.read_text().replace('"hash":"', '"hash":"0')[:-3] + '"}')
        assert open_workspace(CAMPAIGN, armed).mode == "sandbox"

    def test_is_armed_again_by_a_person(self, armed, tmp_path):
        other = tmp_path / "khoi-phuc"
        other.mkdir()
        back_up(armed, other / "cchc.db")
        moved = armed.model_copy(update={"home": other})
        store = Store.open(moved.database)
        with store.begin(CAMPAIGN, "operator-1", NOW) as uow:
            arm(uow, "chuyển máy")
        put_seal(store, CAMPAIGN, moved)
        assert why_not_armed(store, CAMPAIGN, moved) == ""
        store.dispose()


def test_what_every_day_brings_does_not_disarm(armed):
    change_something(armed)
    assert open_workspace(CAMPAIGN, armed).mode == "live"


def test_disarming_reaches_nobody_at_once(armed):
    store = Store.open(armed.database)
    with store.begin(CAMPAIGN, "operator-1", NOW) as uow:
        uow.arming.clear("dừng")
    store.dispose()
    assert open_workspace(CAMPAIGN, armed).mode == "sandbox"


class TestSecrets:
    SECRET = "mat-khau-that"

    @pytest.fixture(autouse=True)
    def _set(self, monkeypatch):
        for name in ("SMTP_PASSWORD", "ZALO_APP_SECRET", "ZALO_REFRESH_TOKEN", "ZALO_BOT_TOKEN"):
            monkeypatch.setenv(f"CCHC_{name}", self.SECRET)
        monkeypatch.setenv("CCHC_ZALO_APP_ID", "123")
        monkeypatch.setenv("CCHC_CHANNELS", f'{{"sms": {{"token": "{self.SECRET}"}}}}')
        monkeypatch.setenv("CCHC_WAYS", f'{{"telegram": "tgram://{self.SECRET}/{{address}}/"}}')

    def held(self, settings):
        values = [getattr(settings, name) for name in SENDING_SECRETS]
        plain = [v.get_secret_value() if hasattr(v, "get_secret_value") else v for v in values]
        return [name for name, value in zip(SENDING_SECRETS, plain, strict=True) if value]

    def test_are_not_there_in_a_sandbox(self):
        assert self.held(Settings(_env_file=None)) == []

    @pytest.mark.parametrize("mode", ["team", "live"])
    def test_are_there_where_messages_are_sent(self, mode):
        assert self.held(Settings(_env_file=None, mode=mode)) == list(SENDING_SECRETS)


class TestEgress:
    CODE = (
        "import socket, sys\n"
        "from config.locks import EgressRefused, stay_on_this_machine\n"
        "stay_on_this_machine()\n"
        "try:\n    {}\n"
        "except EgressRefused as refused: print('refused', refused.subject)\n"
        "except OSError as error: print('tried', type(error).__name__)\n"
    )

    def run(self, attempt):
        code = self.CODE.format(attempt)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    @pytest.mark.parametrize(
        "attempt",
        [
            "socket.create_connection(('192.0.2.1', 25), 1)",
            "socket.create_connection(('2001:db8::1', 25), 1)",
            "import smtplib; smtplib.SMTP('192.0.2.1', 25, timeout=1)",
            "import httpx; httpx.get('http://192.0.2.1/', timeout=1)",
            "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
            "import requests; requests.get('http://192.0.2.1/', timeout=1)",
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
            "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 25))",
        ],
    )
    def test_a_guarded_process_reaches_no_other_machine(self, attempt):
        assert self.run(attempt).startswith("refused 192.0.2.1") or "2001:db8" in self.run(attempt)

    @pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
    def test_its_own_machine_it_reaches(self, host):
        attempt = f"socket.create_connection(('{host}', 9), 1)"
        assert self.run(attempt).startswith("tried")

    def test_the_process_of_a_rehearsal_is_guarded(self, home):
        build(home, mode="rehearsal")
        code = (
            "import socket, sys\n"
            "from pathlib import Path\n"
            "from config.settings import Settings\n"
            "from config.workspace import open_workspace\n"
            f"open_workspace({CAMPAIGN!r}, Settings(_env_file=None, home=Path(sys.argv[1])))\n"
            "from config.locks import EgressRefused\n"
            "try:\n    socket.create_connection(('192.0.2.1', 25), 1)\n"
            "except EgressRefused: print('refused')\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(home)],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stdout.strip() == "refused"

    def test_the_tests_themselves_are_guarded(self):
        with socket.socket() as outside, pytest.raises(EgressRefused, match="kết nối ra ngoài"):
            outside.connect(("192.0.2.1", 25))
