"""Servers that hang up, fall silent or go back on their word: nothing is lost or sent twice."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from models.domain.messages.mode import EVERYBODY
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import SmtpSettings
from tests.support.smtp_script import HANG_UP, SILENCE, smtp_script

TLS = {"EHLO": "250-thu.example\r\n250 STARTTLS"}


@pytest.fixture
def talk(writer):
    """A channel to a server with some answers of its own, and that server."""
    with ExitStack() as opened:

        def begin(security="none", timeout=5.0, **answers):
            server = opened.enter_context(smtp_script(**answers))
            settings = SmtpSettings(
                host="127.0.0.1", port=server.port, security=security, timeout=timeout
            )
            return opened.enter_context(SmtpChannel(settings, writer, EVERYBODY)), server

        yield begin


GREETINGS = ["421 4.3.2 too busy", "554 5.3.2 no service", HANG_UP]


@pytest.mark.parametrize("greeting", GREETINGS)
def test_a_server_that_does_not_let_us_in_stops_the_channel(talk, make_prepared, greeting):
    channel, server = talk(GREETING=greeting)
    assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL
    assert server.commands == []
    server.answers["GREETING"] = "220 thu.example"
    assert channel.send(make_prepared()).outcome is Outcome.ACCEPTED
    assert len(server.contents) == 1


def test_a_server_that_is_silent_from_the_start_stops_the_channel(talk, make_prepared):
    channel, server = talk(timeout=0.3, GREETING=SILENCE)
    assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL
    assert server.connections == 1


STARTS = [HANG_UP, "220 go on", "454 4.7.0 not now", "500 what"]


@pytest.mark.parametrize("answer", STARTS)
def test_starttls_that_is_offered_and_then_cut_leaves_nothing_in_the_open(
    talk, make_prepared, answer
):
    channel, server = talk("starttls", timeout=0.5, **TLS, STARTTLS=answer)
    assert channel.send(make_prepared()).outcome is Outcome.STOP_CHANNEL
    told = [command.split()[0].upper() for command in server.commands]
    assert not {"MAIL", "RCPT", "DATA", "AUTH"} & set(told)
    assert server.contents == []


@pytest.mark.parametrize("lines", [1, 5])
def test_a_connection_lost_within_the_content_leaves_its_fate_open(talk, make_prepared, lines):
    channel, server = talk(cut_after=lines)
    receipt = channel.send(make_prepared())
    assert receipt.outcome is Outcome.UNKNOWN
    assert (server.connections, server.contents) == (1, [])


def test_what_follows_a_connection_lost_within_the_content_goes_out(talk, make_prepared):
    channel, server = talk(cut_after=3)
    channel.send(make_prepared(key="k1"))
    server.cut_after = None
    assert channel.send(make_prepared(key="k2")).outcome is Outcome.ACCEPTED
    assert len(server.contents) == 1


@pytest.mark.parametrize("answer", [SILENCE, HANG_UP])
def test_a_mail_whose_answer_does_not_come_is_sent_once_and_its_fate_is_open(
    talk, make_prepared, answer
):
    channel, server = talk(timeout=0.3, END=answer)
    assert channel.send(make_prepared(key="k1")).outcome is Outcome.UNKNOWN
    assert (server.connections, len(server.contents)) == (1, 1)
    server.answers["END"] = "250 2.0.0 queued"
    assert channel.send(make_prepared(key="k2")).outcome is Outcome.ACCEPTED
    assert len(server.contents) == 2


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [SILENCE, HANG_UP])
def test_what_is_lost_before_the_content_is_tried_again_and_surely_not_taken(
    talk, make_prepared, command, answer
):
    channel, server = talk(timeout=0.3, **{command: answer})
    assert channel.send(make_prepared()).outcome is Outcome.RETRY
    assert (server.connections, server.contents) == (2, [])


def test_reports_are_asked_for_where_they_are_offered(talk, make_prepared):
    channel, server = talk(EHLO="250-thu.example\r\n250-DSN\r\n250 SIZE")
    prepared = make_prepared()
    channel.send(prepared)
    sender, recipient = server.commands[1:3]
    assert sender == f"MAIL FROM:<noi-vu@huyen-thu.example> RET=HDRS ENVID={prepared.ref}"
    assert recipient == "RCPT TO:<ok@xa-thu.example> NOTIFY=FAILURE,DELAY"


def test_reports_are_not_asked_for_where_nobody_offers_them(talk, make_prepared):
    channel, server = talk()
    channel.send(make_prepared())
    assert server.commands[1:3] == [
        "MAIL FROM:<noi-vu@huyen-thu.example>",
        "RCPT TO:<ok@xa-thu.example>",
    ]
