from __future__ import annotations

import socket
from email import message_from_bytes, policy

import pytest

from tasks.mail_marks import Marks
from tasks.notify.channels.port import Outcome
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import SmtpSettings


@pytest.fixture
def settings(mail_server):
    return SmtpSettings(host="127.0.0.1", port=mail_server.port, security="none", timeout=5)


@pytest.fixture
def channel(settings, sender):
    with SmtpChannel(settings, sender, allowed=None) as channel:
        yield channel


@pytest.mark.parametrize(
    ("local", "outcome", "code"),
    [
        ("ok", Outcome.ACCEPTED, "250"),
        ("temp", Outcome.TEMPORARY, "451"),
        ("perm", Outcome.PERMANENT, "550"),
        ("bye", Outcome.TEMPORARY, "421"),
        ("late-temp", Outcome.TEMPORARY, "452"),
        ("spam", Outcome.PERMANENT, "554"),
        ("unknown", Outcome.UNKNOWN, ""),
        ("cut", Outcome.TEMPORARY, ""),
    ],
)
def test_the_servers_answer_decides_the_outcome(channel, make_delivery, local, outcome, code):
    receipt = channel.send(make_delivery(f"{local}@xa-thu.example"))
    assert (receipt.outcome, receipt.code) == (outcome, code)
    assert receipt.detail


@pytest.mark.parametrize("local", ["temp", "perm", "bye", "late-temp", "unknown", "cut"])
def test_the_next_message_goes_out_after_a_failure(channel, make_delivery, local):
    channel.send(make_delivery(f"{local}@xa-thu.example", key="k1"))
    receipt = channel.send(make_delivery(key="k2"))
    assert receipt.outcome is Outcome.ACCEPTED


def test_a_mail_lost_after_data_reaches_the_server_once(channel, make_delivery, mail_server):
    channel.send(make_delivery("unknown@xa-thu.example"))
    assert len(mail_server.received) == 1


def test_the_mail_arrives_whole(channel, make_delivery, mail_server):
    channel.send(make_delivery())
    (envelope,) = mail_server.received
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.mail_from == "noi-vu@huyen-thu.example"
    assert envelope.rcpt_tos == ["ok@xa-thu.example"]
    assert mail["Message-ID"] == Marks().message_id("k1", "huyen-thu.example")
    assert "\n.\nMột dòng" in mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_thousand_messages_share_one_connection(channel, make_delivery, mail_server):
    outcomes = {channel.send(make_delivery(key=f"k{n}")).outcome for n in range(1000)}
    assert outcomes == {Outcome.ACCEPTED}
    assert len(mail_server.received) == 1000
    assert mail_server.connections == 1


def test_a_connection_that_died_while_idle_is_opened_again(channel, make_delivery, mail_server):
    channel.send(make_delivery(key="k1"))
    mail_server.loop.call_soon_threadsafe(mail_server.smtpd.transport.abort)
    receipt = channel.send(make_delivery(key="k2"))
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(mail_server.received) == 2


def test_only_listed_addresses_are_reached_outside_live_mode(
    settings, sender, make_delivery, mail_server
):
    allowed = frozenset({"tap-huan@xa-thu.example"})
    with SmtpChannel(settings, sender, allowed) as channel:
        other = channel.send(make_delivery("ok@xa-thu.example"))
        assert mail_server.connections == 0
        listed = channel.send(make_delivery("Tap-Huan@xa-thu.example"))
    assert other.outcome is Outcome.SUPPRESSED
    assert listed.outcome is Outcome.ACCEPTED
    assert [e.rcpt_tos for e in mail_server.received] == [["Tap-Huan@xa-thu.example"]]


def test_an_empty_list_reaches_nobody(settings, sender, make_delivery, mail_server):
    with SmtpChannel(settings, sender, frozenset()) as channel:
        assert channel.send(make_delivery()).outcome is Outcome.SUPPRESSED
    assert mail_server.connections == 0


def test_a_server_that_is_not_there_is_the_channels_fault(sender, make_delivery):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", timeout=2)
    with SmtpChannel(settings, sender, None) as channel:
        assert channel.send(make_delivery()).outcome is Outcome.CHANNEL_DOWN


def test_a_refused_sender_is_the_channels_fault(channel, make_delivery, mail_server):
    mail_server.answer_to_sender = "530 5.7.0 authentication required"
    receipt = channel.send(make_delivery())
    assert (receipt.outcome, receipt.code) == (Outcome.CHANNEL_DOWN, "530")


def test_a_sender_put_off_is_tried_again_later(channel, make_delivery, mail_server):
    mail_server.answer_to_sender = "451 4.3.0 busy"
    receipt = channel.send(make_delivery())
    assert (receipt.outcome, receipt.code) == (Outcome.TEMPORARY, "451")


def test_a_password_is_not_sent_to_a_server_without_login(settings, sender, make_delivery):
    with_user = settings.model_copy(update={"username": "noi-vu"})
    with SmtpChannel(with_user, sender, None) as channel:
        assert channel.send(make_delivery()).outcome is Outcome.CHANNEL_DOWN


def test_a_server_without_starttls_is_not_spoken_to_in_the_open(
    settings, sender, make_delivery, mail_server
):
    encrypted = settings.model_copy(update={"security": "starttls"})
    with SmtpChannel(encrypted, sender, None) as channel:
        assert channel.send(make_delivery()).outcome is Outcome.CHANNEL_DOWN
    assert mail_server.received == []


def test_an_address_that_is_not_ascii_fails_for_good(channel, make_delivery, mail_server):
    receipt = channel.send(make_delivery("nguyễn@xa-thu.example"))
    assert receipt.outcome is Outcome.PERMANENT
    assert mail_server.connections == 0
