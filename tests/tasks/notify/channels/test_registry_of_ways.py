"""Which channels there are besides mail, by mode and by what is set up."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from config.settings import Settings
from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.port import OutgoingLetter
from tasks.notify.channels.registry import choose_channels
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.settings import notify_settings

ZALO = {"zalo_app_id": "1", "zalo_app_secret": "bi-mat-ung-dung", "zalo_refresh_token": "RT1"}
BOT = {"zalo_bot_token": "1001:bi-mat-bot"}
MAIL = {"smtp_host": "127.0.0.1", "smtp_port": 9}
TELEGRAM = {"ways": {"telegram": "tgram://123:bi-mat-kenh/{address}/"}}


@pytest.fixture
def chosen(tmp_path, campaign):
    def make(mode, people=campaign, **values):
        settings = Settings(_env_file=None, home=tmp_path, mode="live", **values)
        return choose_channels(Mode(mode), notify_settings(settings, people), people)

    return make


@pytest.fixture
def reached(campaign):
    """The campaign, its officer reached on every way."""
    more = {
        "phone": "84912345678",
        "zalo": "u1",
        "ways": {"zalo_bot": "c1", "zalo_chat": "u1", "telegram": "77"},
    }
    people = [c.model_copy(update=more) if c.id == "cb" else c for c in campaign.contacts]
    return campaign.model_copy(update={"contacts": tuple(people)})


@pytest.mark.parametrize("mode", ["sandbox", "rehearsal"])
class TestASandbox:
    def test_has_a_stand_in_for_each_way_on_which_somebody_is_reached(self, chosen, reached, mode):
        assert set(chosen(mode)) == {"email"}
        found = chosen(mode, reached)
        assert list(found) == [
            "email",
            "zalo_user",
            "zalo_phone",
            "zalo_bot",
            "zalo_chat",
            "telegram",
        ]
        assert all(isinstance(each, SandboxChannel) for each in found.values())

    def test_writes_what_would_be_sent_to_a_file(
        self, chosen, reached, mode, make_record, now, tmp_path, socket_disabled
    ):
        found = chosen(mode, reached, **ZALO, **BOT, **TELEGRAM)
        for name, channel in found.items():
            if name == "zalo_chat":
                continue
            letter = OutgoingLetter(make_record(), 1, reached.contact("cb"), "x@y.example", now)
            receipt = channel.send(channel.write(letter))
            assert receipt.outcome is Outcome.ACCEPTED
            (file,) = tmp_path.rglob(receipt.detail)
            if name != "email":
                assert "[THỬ]" in str(json.loads(file.read_text(encoding="utf-8")))
            file.unlink()

    def test_has_no_secret_whatever_is_set_up(self, chosen, reached, mode):
        found = chosen(mode, reached, **ZALO, **BOT, **TELEGRAM)
        seen: list[str] = []
        things = list(found.values())
        for thing in things:
            for value in getattr(thing, "__dict__", {}).values():
                seen.append(type(value).__name__)
                if hasattr(value, "__dict__") and len(things) < 200 and value not in things:
                    things.append(value)
        assert {"ZbsWriter", "ShortWriter"} <= set(seen)
        assert not {"SecretStr", "ZaloSettings", "ZaloApi"} & set(seen)


@pytest.mark.parametrize("mode", ["team", "live"])
class TestSending:
    def test_has_what_is_set_up_and_no_more(self, chosen, reached, mode):
        assert set(chosen(mode, reached, **MAIL)) == {"email"}
        account = {"email", "zalo_user", "zalo_phone", "zalo_chat"}
        assert set(chosen(mode, reached, **MAIL, **ZALO)) == account
        assert set(chosen(mode, reached, **MAIL, **BOT)) == {"email", "zalo_bot"}
        everything = chosen(mode, reached, **MAIL, **ZALO, **BOT, **TELEGRAM)
        assert set(everything) == account | {"zalo_bot", "telegram"}

    def test_wants_an_account_whole(self, chosen, mode):
        with pytest.raises(ConfigurationError, match="CCHC_ZALO_APP_SECRET"):
            chosen(mode, **MAIL, zalo_app_id="1")


def test_a_team_reaches_listed_numbers_only_on_every_way(chosen, reached, make_record, now):
    listed = {"allow_list": frozenset({"0912 000 000"})}
    found = chosen("team", reached, **MAIL, **ZALO, **BOT, **listed)
    for name in ("zalo_phone", "zalo_user", "zalo_bot"):
        letter = OutgoingLetter(make_record(), 1, reached.contact("cb"), "84912345678", now)
        receipt = found[name].send(found[name].write(letter))
        assert receipt.outcome is Outcome.SUPPRESSED


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"zalo_bot_url": "http://bot.example"}, "CCHC_ZALO_BOT_URL: .*https"),
        ({"zalo_oauth_url": "bot.example"}, "CCHC_ZALO_OAUTH_URL"),
        ({"ways": {"telegram": "tgram://x/"}}, "CCHC_WAYS: .*telegram.*address"),
        ({"ways": {"email": "mailto://{address}"}}, "CCHC_WAYS"),
        ({"ways": {"Tele gram": "tgram://{address}"}}, "CCHC_WAYS"),
    ],
)
def test_a_wrong_setting_is_named(chosen, given, words):
    with pytest.raises(ConfigurationError, match=words):
        chosen("sandbox", **given)


def test_templates_of_an_unknown_form_are_refused(chosen):
    with pytest.raises(ConfigurationError, match="CCHC_ZALO_TEMPLATES"):
        chosen("sandbox", zalo_templates={"nhac-viec": {"ma-mau": "1"}})


def test_this_machine_may_be_reached_in_the_open(tmp_path):
    url = "http://127.0.0.1:8080/"
    assert Settings(_env_file=None, home=tmp_path, zalo_bot_url=url).zalo_bot_url == url[:-1]


def test_no_secret_is_shown(tmp_path, campaign):
    given = {**ZALO, **BOT, **TELEGRAM, "zalo_oa_secret": "bi-mat-oa"}
    settings = Settings(_env_file=None, home=tmp_path, **given)
    shown = f"{settings!r}{notify_settings(settings, campaign)!r}"
    assert not [s for s in ("bi-mat", "RT1") if s in shown]


def test_choosing_for_a_sandbox_imports_nothing_that_could_send():
    code = (
        "import sys, tasks.notify.channels.registry; print({'apprise', 'httpx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
