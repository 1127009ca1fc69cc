"""A channel that an installation adds: one file of its configuration, and nothing else."""

import pytest
from pydantic import SecretStr

from config.settings import Settings
from config.workspace import load_extensions
from models.domain.errors import ConfigurationError
from models.domain.messages.channels import CHANNELS, ChannelSpec, channel_words, declare_channel
from models.domain.messages.message import Message
from models.domain.messages.mode import Mode
from models.domain.messages.transmission import MessageState
from tasks.notify.channels import registry
from tasks.notify.channels.registry import choose_channels
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.plan.outlook import total, with_routes
from tasks.notify.plan.show_plan import reminders_board
from tasks.notify.settings import notify_settings
from tests.support.memory_outbox import MemoryOutbox

FILE = '''
"""Text messages by the office's gateway."""

from models.domain.messages.channels import ChannelSpec
from models.domain.messages.outcomes import NOT_LISTED, Outcome, Receipt
from tasks.notify.channels.registry import add_channel

SENT = []


class TextMessages:
    spec = ChannelSpec(name="sms", words="Tin nhắn SMS", price=350)
    per_minute = 60
    facts = {}

    def __init__(self, made_from):
        self._writer, self._allowed = made_from.writer, made_from.allowed
        self._token = made_from.settings.get("token")

    def carries(self, message):
        return self._writer.carries(message)

    def write(self, letter):
        return self._writer.write(letter)

    def send(self, prepared):
        if not self._allowed.permits(prepared.address):
            return NOT_LISTED
        SENT.append((self._token.get_secret_value(), prepared.address))
        return Receipt(outcome=Outcome.ACCEPTED, ref="1")

    def check(self):
        return Receipt(outcome=Outcome.ACCEPTED)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


add_channel(TextMessages.spec, TextMessages)
'''
TOKEN = "bi-mat-cong-tin-nhan"


@pytest.fixture
def added(tmp_path, monkeypatch):
    """The folder of a configuration that adds the channel; it is gone after the test."""
    monkeypatch.setattr(registry, "_MAKERS", {})
    monkeypatch.delitem(CHANNELS, "sms", raising=False)
    folder = tmp_path / "cau-hinh"
    (folder / "extensions").mkdir(parents=True)
    (folder / "extensions" / "sms.py").write_text(FILE, encoding="utf-8")
    load_extensions(folder)
    yield folder
    CHANNELS.pop("sms", None)


@pytest.fixture
def reached(campaign):
    """The campaign, its officer reached by text message before all else."""
    people = [
        each.model_copy(update={"ways": {"sms": "0912000000"}}) if each.id == "cb" else each
        for each in campaign.contacts
    ]
    policy = campaign.reminders.model_copy(update={"order": ("sms", "email")})
    return campaign.model_copy(update={"contacts": tuple(people), "reminders": policy})


@pytest.fixture
def channels(added, reached, tmp_path):
    def of(mode, **more):
        values = {"smtp_host": "127.0.0.1", "smtp_port": 9, "channels": {"sms": {"token": TOKEN}}}
        settings = Settings(_env_file=None, home=tmp_path, mode=mode, **values, **more)
        return choose_channels(mode, notify_settings(settings, reached), reached)

    return of


def send(channels, campaign, record, now, folder):
    outbox = MemoryOutbox(record)
    report = dispatch(DispatchContext(outbox, channels, campaign, lambda: now, folder))
    return report, outbox.rows[record.key]


def test_a_message_goes_out_on_it(channels, reached, make_record, now, tmp_path):
    found = channels(Mode.LIVE)
    report, row = send(found, reached, make_record(), now, tmp_path)
    assert report.counts == {MessageState.ACCEPTED: 1}
    assert (row.decisive.channel, row.decisive.ref) == ("sms", "1")


def test_it_stands_on_the_board_with_its_words_and_its_price(channels, reached, make_record):
    planned = Message.model_validate(
        {name: getattr(make_record(), name) for name in Message.model_fields}
    )
    lines = with_routes(reached, channels(Mode.LIVE), [planned])
    assert total(lines) == 350
    assert "Tin nhắn SMS" in reminders_board(reached, lines, "")


def test_a_team_reaches_listed_addresses_only(channels, reached, make_record, now, tmp_path):
    found = channels(Mode.TEAM, allow_list=frozenset({"0912 111 111"}))
    report, _ = send(found, reached, make_record(), now, tmp_path)
    assert report.counts == {MessageState.SUPPRESSED: 1}


def test_in_a_sandbox_it_writes_a_file_and_has_no_secret(
    channels, reached, make_record, now, tmp_path
):
    found = channels(Mode.SANDBOX)
    report, row = send(found, reached, make_record(), now, tmp_path)
    assert report.counts == {MessageState.ACCEPTED: 1}
    assert list(tmp_path.rglob(row.decisive.detail))
    assert TOKEN not in repr(vars(found["sms"]._model))


def test_the_settings_drop_its_secrets_in_a_sandbox(tmp_path):
    given = {"channels": {"sms": {"token": SecretStr(TOKEN)}}}
    assert Settings(_env_file=None, home=tmp_path, **given).channels == {}


def test_the_name_of_another_channel_is_refused():
    with pytest.raises(ConfigurationError, match="email"):
        declare_channel(ChannelSpec(name="email", words="Khác"))
    assert channel_words("email") == "Thư điện tử"


def test_a_file_is_run_once(added):
    load_extensions(added)
    assert CHANNELS["sms"].price == 350


def test_without_its_settings_it_is_not_there(added, reached, tmp_path):
    settings = Settings(
        _env_file=None, home=tmp_path, mode=Mode.LIVE, smtp_host="127.0.0.1", smtp_port=9
    )
    assert "sms" not in choose_channels(Mode.LIVE, notify_settings(settings, reached), reached)
