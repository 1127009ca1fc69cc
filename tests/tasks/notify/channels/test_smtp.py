from __future__ import annotations

import smtplib
import socket
from email import message_from_bytes, policy

import pytest
from pydantic import SecretStr

from models.domain.errors import ConfigurationError
from models.domain.messages.mode import EVERYBODY, NOBODY, AllowList
from models.domain.messages.outcomes import Outcome
from models.domain.messages.transmission import Blame
from tasks.notify.channels.smtp import SmtpChannel, hand_over
from tasks.notify.settings import SmtpSettings
from tasks.signed.mail_marks import MailMarks


@pytest.fixture
def settings(mail_server):
    return SmtpSettings(host="127.0.0.1", port=mail_server.port, security="none", timeout=5)


@pytest.fixture
def channel(settings, writer):
    with SmtpChannel(settings, writer, allowed=EVERYBODY) as channel:
        yield channel


@pytest.mark.parametrize(
    ("local", "outcome", "code"),
    [
        ("ok", Outcome.ACCEPTED, "250"),
        ("temp", Outcome.RETRY, "451"),
        ("perm", Outcome.NEXT_CHANNEL, "550"),
        ("bye", Outcome.RETRY, "421"),
        ("late-temp", Outcome.RETRY, "452"),
        ("spam", Outcome.NEXT_CHANNEL, "554"),
        ("unknown", Outcome.UNKNOWN, ""),
        ("cut", Outcome.RETRY, ""),
    ],
)
def test_the_servers_answer_decides_the_outcome(channel, make_prepared, local, outcome, code):
    receipt = channel.send(make_prepared(f"{local}@xa-thu.example"))
    assert (receipt.outcome, receipt.code) == (outcome, code)
    assert receipt.detail


@pytest.mark.parametrize("local", ["temp", "perm", "bye", "late-temp", "unknown", "cut"])
def test_the_next_message_goes_out_after_a_failure(channel, make_prepared, local):
    channel.send(make_prepared(f"{local}@xa-thu.example", key="k1"))
    receipt = channel.send(make_prepared(key="k2"))
    assert receipt.outcome is Outcome.ACCEPTED


def test_a_mail_lost_after_data_reaches_the_server_once(channel, make_prepared, mail_server):
    channel.send(make_prepared("unknown@xa-thu.example"))
    assert len(mail_server.received) == 1


def test_the_mail_arrives_whole(channel, make_prepared, mail_server):
    channel.send(make_prepared())
    (envelope,) = mail_server.received
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.mail_from == "noi-vu@huyen-thu.example"
    assert envelope.rcpt_tos == ["ok@xa-thu.example"]
    assert mail["Message-ID"] == MailMarks().message_id("k1", "huyen-thu.example")
    assert "\n.\nMột dòng" in mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_thousand_messages_share_one_connection(channel, make_prepared, mail_server):
    outcomes = {channel.send(make_prepared(key=f"k{n}")).outcome for n in range(1000)}
    assert outcomes == {Outcome.ACCEPTED}
    assert len(mail_server.received) == 1000
    assert mail_server.connections == 1


def test_a_connection_that_died_while_idle_is_opened_again(channel, make_prepared, mail_server):
    channel.send(make_prepared(key="k1"))
    mail_server.loop.call_soon_threadsafe(mail_server.smtpd.transport.abort)
    receipt = channel.send(make_prepared(key="k2"))
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(mail_server.received) == 2


def test_only_listed_addresses_are_reached_outside_live_mode(
    settings, writer, make_prepared, mail_server
):
    allowed = AllowList(listed={"tap-huan@xa-thu.example"})
    with SmtpChannel(settings, writer, allowed) as channel:
        other = channel.send(make_prepared("ok@xa-thu.example"))
        assert mail_server.connections == 0
        listed = channel.send(make_prepared("Tap-Huan@xa-thu.example"))
    assert other.outcome is Outcome.SUPPRESSED
    assert listed.outcome is Outcome.ACCEPTED
    assert [e.rcpt_tos for e in mail_server.received] == [["Tap-Huan@xa-thu.example"]]


def test_an_empty_list_reaches_nobody(settings, writer, make_prepared, mail_server):
    with SmtpChannel(settings, writer, NOBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.SUPPRESSED
    assert mail_server.connections == 0


def test_a_server_that_is_not_there_is_the_channels_fault(writer, make_prepared):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", timeout=2)
    with SmtpChannel(settings, writer, EVERYBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL


def test_a_refused_sender_is_the_channels_fault(channel, make_prepared, mail_server):
    mail_server.answer_to_sender = "530 5.7.0 authentication required"
    receipt = channel.send(make_prepared())
    assert (receipt.outcome, receipt.code) == (Outcome.STOP_CHANNEL, "530")


def test_a_sender_put_off_is_tried_again_later(channel, make_prepared, mail_server):
    mail_server.answer_to_sender = "451 4.3.0 busy"
    receipt = channel.send(make_prepared())
    assert (receipt.outcome, receipt.code) == (Outcome.RETRY, "451")


def test_a_password_is_not_sent_to_a_server_without_login(settings, writer, make_prepared):
    with_user = settings.model_copy(update={"username": "noi-vu"})
    with SmtpChannel(with_user, writer, EVERYBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL


def test_a_password_that_the_login_does_not_take_is_the_channels_fault(
    settings, writer, make_prepared, mail_server, monkeypatch
):
    def login(*_):
        raise UnicodeEncodeError("ascii", "đ", 0, 1, "ordinal not in range")

    monkeypatch.setattr(smtplib.SMTP, "login", login)
    with_user = settings.model_copy(update={"username": "noi-vu", "password": SecretStr("mật")})
    with SmtpChannel(with_user, writer, EVERYBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL
        assert channel.check().outcome is Outcome.STOP_CHANNEL


def test_a_server_without_starttls_is_not_spoken_to_in_the_open(
    settings, writer, make_prepared, mail_server
):
    encrypted = settings.model_copy(update={"security": "starttls"})
    with SmtpChannel(encrypted, writer, EVERYBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL
    assert mail_server.received == []


def test_an_address_that_is_not_ascii_can_not_be_written(channel, make_letter):
    with pytest.raises(ConfigurationError, match="ASCII"):
        channel.write(make_letter("nguyễn@xa-thu.example"))


@pytest.mark.parametrize(
    ("local", "blame"),
    [
        ("perm", Blame.RECIPIENT),
        ("policy", Blame.TEXT),
        ("spam", Blame.TEXT),
        ("temp", Blame.NOBODY),
        ("ok", Blame.NOBODY),
    ],
)
def test_a_refusal_says_who_must_mend_it(channel, make_prepared, local, blame):
    assert channel.send(make_prepared(f"{local}@xa-thu.example")).blame is blame


def test_a_check_says_whether_the_server_lets_us_in(settings, writer, mail_server):
    with SmtpChannel(settings, writer, EVERYBODY) as channel:
        assert channel.check().outcome is Outcome.ACCEPTED
    unknown = settings.model_copy(update={"username": "noi-vu"})
    with SmtpChannel(unknown, writer, EVERYBODY) as channel:
        assert channel.check().outcome is Outcome.STOP_CHANNEL
    assert mail_server.received == []


def test_a_channel_without_a_server_writes_and_sends_nothing(writer, make_letter):
    with SmtpChannel(None, writer, EVERYBODY) as channel:
        assert channel.send(channel.write(make_letter())).outcome is Outcome.STOP_CHANNEL


@pytest.fixture
def smtp(mail_server):
    with smtplib.SMTP("127.0.0.1", mail_server.port, "may.example", timeout=5) as connection:
        connection.ehlo()
        yield connection


@pytest.mark.parametrize("body", [b".\r\nsau\r\n", b"..a\r\n.b\r\n", b"a.\r\n\r\n", b".\r\n.\r\n"])
def test_lines_of_dots_neither_end_the_mail_nor_are_lost(smtp, mail_server, body):
    content = b"Subject: x\r\n\r\n" + body
    receipt = hand_over(smtp, "a@x.example", "ok@x.example", content, "x1")
    assert receipt.outcome is Outcome.ACCEPTED
    assert mail_server.received[0].content == content


def test_the_servers_words_are_kept_for_the_register(smtp):
    content = b"Subject: x\r\n\r\n"
    receipt = hand_over(smtp, "a@x.example", "ok@x.example", content, "x1")
    assert (receipt.code, receipt.detail) == ("250", "2.0.0 queued as A1")
