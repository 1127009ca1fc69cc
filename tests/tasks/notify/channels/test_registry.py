from __future__ import annotations

import pytest

from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.registry import choose_channels
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import NotifySettings, SmtpSettings


@pytest.fixture
def settings(tmp_path, sender):
    smtp = SmtpSettings(host="thu.huyen-thu.example")
    return NotifySettings(sandbox_folder=tmp_path, sender=sender, smtp=smtp)


@pytest.fixture
def choose(campaign):
    return lambda mode, settings: choose_channels(Mode(mode), settings, campaign)


@pytest.mark.parametrize("mode", ["rehearsal", "sandbox"])
def test_rehearsal_and_sandbox_end_in_files_even_where_a_mail_server_is_set_up(
    mode, settings, choose
):
    channels = choose(mode, settings)
    assert channels
    assert all(isinstance(channel, SandboxChannel) for channel in channels.values())


@pytest.mark.parametrize("mode", ["", "Live", "LIVE", "live ", "production", "test", "team,live"])
def test_any_other_mode_is_refused(mode, settings, choose):
    with pytest.raises(ConfigurationError, match="rehearsal, sandbox, team, live"):
        choose(mode, settings)


@pytest.mark.parametrize("mode", ["team", "live"])
def test_sending_without_a_mail_server_is_refused(mode, settings, choose):
    without = settings.model_copy(update={"smtp": None})
    with pytest.raises(ConfigurationError, match="CCHC_SMTP_HOST"):
        choose(mode, without)


def test_team_mode_reaches_the_list_only(settings, mail_server, make_prepared, choose):
    here = SmtpSettings(host="127.0.0.1", port=mail_server.port, security="none")
    allowed = frozenset({"ok@xa-thu.example"})
    team = settings.model_copy(update={"smtp": here, "allow_list": allowed})
    with choose("team", team)["email"] as channel:
        assert isinstance(channel, SmtpChannel)
        assert channel.send(make_prepared("ok@xa-thu.example")).outcome is Outcome.ACCEPTED
        assert channel.send(make_prepared("xa@xa-thu.example")).outcome is Outcome.SUPPRESSED


def test_live_mode_reaches_everyone(settings, mail_server, make_prepared, choose):
    here = SmtpSettings(host="127.0.0.1", port=mail_server.port, security="none")
    with choose("live", settings.model_copy(update={"smtp": here}))["email"] as channel:
        assert channel.send(make_prepared("xa@xa-thu.example")).outcome is Outcome.ACCEPTED
