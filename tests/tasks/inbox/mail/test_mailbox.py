"""Which campaign reads a mailbox, and when nobody does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.settings import Settings
from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from tasks.inbox.mail.mailbox import account_of
from tests.support.house import CAMPAIGN, small_campaign


@pytest.fixture
def account(opened, move_into):
    house = move_into(opened)

    def of(mode=Mode.LIVE, **settings):
        values = {"imap_host": "thu.huyen.example", "imap_user": "cchc"} | settings
        made = Settings(_env_file=None, home=house.home, **values)
        return account_of(replace(house.workspace, settings=made, mode=mode))

    of.house = house
    return of


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.SANDBOX])
def test_a_trial_takes_no_mail_out_of_an_offices_mailbox(account, mode):
    assert account(mode) is None
    assert account(mode, imap_host="127.0.0.1") is not None


@pytest.mark.parametrize("mode", [Mode.TEAM, Mode.LIVE])
def test_who_really_sends_reads_too(account, mode):
    found = account(mode)
    assert (found.host, found.port, found.tls) == ("thu.huyen.example", 993, True)
    assert (found.folder, found.processed) == ("INBOX", "Da-xu-ly")


def test_without_a_server_there_is_no_mailbox(account):
    assert account(imap_host="") is None


def test_the_mailbox_of_another_campaign_is_left_alone(account):
    assert account(imap_campaign="khac-2026") is None
    assert account(imap_campaign=CAMPAIGN) is not None


def test_with_two_campaigns_somebody_must_say_whose_it_is(account):
    house = account.house
    other = small_campaign().model_copy(update={"id": "khac-2026"})
    with house.workspace.store.begin("khac-2026", "test", house.workspace.now()) as uow:
        uow.campaigns.open(other, {}, Mode.REHEARSAL)
    with pytest.raises(ConfigurationError, match="CCHC_IMAP_CAMPAIGN"):
        account()
    assert account(imap_campaign=CAMPAIGN) is not None


def test_only_this_machine_is_spoken_to_in_the_open(tmp_path):
    with pytest.raises(ConfigurationError, match="CCHC_IMAP_TLS"):
        Settings(_env_file=None, home=tmp_path, imap_host="thu.example", imap_tls=False)
    local = Settings(_env_file=None, home=tmp_path, imap_host="127.0.0.1", imap_tls=False)
    assert not local.imap_tls


def test_the_password_is_not_printed(account):
    assert "bí mật" not in repr(account(imap_password="rất bí mật"))
