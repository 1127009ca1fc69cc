from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from models.domain.messages.breaker import TOKEN_SINCE
from models.domain.messages.mode import EVERYBODY
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.zalo.tokens import TOKEN_FILE, Pair, Vault, vault_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[5]
RIVAL = """
import sys
from datetime import datetime
from pathlib import Path
from models.domain.deadlines import HANOI
from models.domain.messages.mode import EVERYBODY
from tasks.notify.channels.zalo.api import ZaloApi
from tasks.notify.channels.zalo.call import ZaloCall
from tasks.notify.channels.zalo.errors import Host
from tasks.notify.settings import ZaloSettings

settings = ZaloSettings.model_validate_json(sys.argv[1])
api = ZaloApi(settings, EVERYBODY, lambda: datetime(2021, 11, 4, tzinfo=HANOI))
print("ready", flush=True)
sys.stdin.readline()
print(api.ask(ZaloCall(Host.BUSINESS, "/message/quota")).outcome)
"""


def refreshes(zalo):
    return [each["decision"] for each in zalo.log() if each["path"].endswith("access_token")]


def kill(zalo, *tokens):
    """Let access tokens be no good any more."""
    zalo.set(access=dict.fromkeys(tokens, False))


def at_once(count, call):
    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(call, n) for n in range(count)]]


def test_the_first_token_comes_from_the_settings_and_the_next_ones_are_kept(
    zalo, channel, prepared
):
    for _ in range(2):
        assert channel().send(prepared()).outcome is Outcome.ACCEPTED
    assert refreshes(zalo) == ["rotated"]


def test_fifty_sends_at_once_refresh_a_dead_token_once(zalo, channel, prepared):
    sender = channel(timeout=10)
    sender.send(prepared())
    kill(zalo, "AT2")
    outcomes = at_once(50, lambda n: sender.send(prepared(f"849111120{n:02}")).outcome)
    assert set(outcomes) == {Outcome.ACCEPTED}
    assert refreshes(zalo) == ["rotated"] * 2
    assert len(zalo.messages()) == 51


def test_fifty_first_sends_at_once_refresh_once(zalo, channel, prepared):
    sender = channel(timeout=10)
    outcomes = at_once(50, lambda n: sender.send(prepared(f"849111120{n:02}")).outcome)
    assert set(outcomes) == {Outcome.ACCEPTED}
    assert refreshes(zalo) == ["rotated"]


def test_two_processes_at_once_refresh_once(zalo, channel, prepared, settings):
    channel().send(prepared())
    kill(zalo, "AT2")
    zalo.script({"path": "/v4/oa/access_token"}, {"pass": True, "hang": 0.5})
    given = settings(zalo.api, timeout=10)
    shown = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in given
    }
    said = json.dumps(shown, default=str)
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", RIVAL, said]
    rivals = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(2)
    ]
    for rival in rivals:
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        rival.stdin.write("\n")
        rival.stdin.flush()
    assert [rival.communicate(timeout=20)[0] for rival in rivals] == ["accepted\n"] * 2
    assert refreshes(zalo) == ["rotated", "rotated"]


def test_a_new_pair_is_kept_before_it_is_used(zalo, channel, prepared, settings):
    sender = channel()
    sender.send(prepared())
    kept = vault_of(settings(zalo.api)).read()
    assert (kept.access, kept.refresh) == ("AT2", "RT2")


class TestALostAnswer:
    def test_is_tried_once_more_and_then_needs_an_administrator(self, zalo, channel, prepared):
        sender = channel()
        sender.send(prepared())
        kill(zalo, "AT2")
        zalo.set(oauth={"rotate_then_drop": 1})
        receipts = [sender.send(prepared()) for _ in range(3)]
        assert {each.outcome for each in receipts} == {Outcome.STOP_CHANNEL}
        assert all("cấp quyền lại" in each.detail for each in receipts)
        assert refreshes(zalo) == ["rotated", "rotated, no answer", "-14014"]
        assert len(zalo.messages()) == 1

    def test_is_no_loss_when_the_token_was_not_spent(self, zalo, channel, prepared):
        zalo.script({"path": "/v4/oa/access_token"}, {"cut": "reset"})
        assert channel().send(prepared()).outcome is Outcome.ACCEPTED
        assert len(refreshes(zalo)) == 2

    def test_twice_in_a_row_stops_the_channel_and_is_tried_again_later(
        self, zalo, channel, prepared
    ):
        zalo.script({"path": "/v4/oa/access_token"}, {"status": 502, "times": 2})
        sender = channel()
        assert sender.send(prepared()).outcome is Outcome.STOP_CHANNEL
        assert sender.send(prepared()).outcome is Outcome.ACCEPTED

    def test_is_mended_by_a_new_first_token(self, zalo, channel, prepared):
        channel().send(prepared())
        kill(zalo, "AT2")
        zalo.set(refresh={"RT2": False, "RT-moi": True})
        assert channel().send(prepared()).outcome is Outcome.STOP_CHANNEL
        mended = channel(refresh_token=SecretStr("RT-moi"))
        assert mended.send(prepared()).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"app_secret": SecretStr("sai-khoa")}, "CCHC_ZALO_APP_SECRET"),
        ({"app_id": "0"}, "CCHC_ZALO_APP_ID"),
        ({"refresh_token": SecretStr("")}, "cấp quyền lại"),
        ({"refresh_token": SecretStr("khong-co")}, "cấp quyền lại"),
        ({"app_secret": SecretStr("khóa có dấu")}, "ký tự lạ"),
    ],
)
def test_a_wrong_setting_stops_the_channel_and_says_which(channel, prepared, change, words):
    receipt = channel(**change).send(prepared())
    assert receipt.outcome is Outcome.STOP_CHANNEL
    assert words in receipt.detail
    assert not [s for s in ("sai-khoa", "khong-co", "khóa có dấu") if s in receipt.detail]


def test_a_token_that_is_refused_again_stops_the_channel(zalo, channel, prepared):
    zalo.script({"path": "/message/template"}, {"error": -124, "times": 2})
    receipt = channel().send(prepared())
    assert (receipt.outcome, receipt.code) == (Outcome.STOP_CHANNEL, "-124")


@pytest.mark.parametrize("code", [-216, -220])
def test_the_codes_of_the_other_host_refresh_as_well(zalo, channel, prepared, code):
    zalo.script({"path": "/v3.0/oa/message/template"}, {"error": code})
    assert channel("zalo_user").send(prepared("u1")).outcome is Outcome.ACCEPTED
    assert refreshes(zalo) == ["rotated"] * 2


def test_a_wrong_proof_is_no_reason_to_refresh(zalo, channel, prepared):
    zalo.script({"path": "/message/template"}, {"error": -1241})
    assert channel().send(prepared()).outcome is Outcome.STOP_CHANNEL
    assert refreshes(zalo) == ["rotated"]


class TestTheVault:
    def pair(self, now):
        return Pair(access="AT-bi-mat", refresh="RT-bi-mat", since=now, seed="0" * 64)

    def test_keeps_a_pair_that_only_its_owner_may_read(self, tmp_path, now):
        vault = Vault(tmp_path, b"k" * 32)
        vault.write(self.pair(now))
        assert vault.read() == self.pair(now)
        assert (tmp_path / TOKEN_FILE).stat().st_mode & 0o777 == 0o600
        assert b"bi-mat" not in (tmp_path / TOKEN_FILE).read_bytes()
        assert [file.name for file in tmp_path.iterdir()] == [TOKEN_FILE]

    def test_opens_with_its_own_key_only(self, tmp_path, now):
        Vault(tmp_path, b"k" * 32).write(self.pair(now))
        assert Vault(tmp_path, b"x" * 32).read() is None
        (tmp_path / TOKEN_FILE).write_bytes(b"hong")
        assert Vault(tmp_path, b"k" * 32).read() is None

    def test_does_not_show_what_it_keeps(self, now):
        assert "bi-mat" not in repr(self.pair(now))

    def test_has_a_key_of_its_own_where_the_installation_has_no_secret(self, settings, now):
        plain = settings("http://127.0.0.1", secret=SecretStr(""))
        vault_of(plain).write(self.pair(now))
        assert vault_of(plain).read() == self.pair(now)
        assert vault_of(settings("http://127.0.0.1")).read() is None


def test_the_age_of_the_token_is_known(zalo, settings, now):
    from tasks.notify.channels.zalo.api import ZaloApi

    api = ZaloApi(settings(zalo.api), EVERYBODY, lambda: now + timedelta(hours=20))
    assert api.known == {}
    pair = Pair(access="AT1", refresh="RT1", since=now, seed="0" * 64)
    vault_of(settings(zalo.api)).write(pair)
    assert api.known == {TOKEN_SINCE: now.isoformat()}
    api.close()
