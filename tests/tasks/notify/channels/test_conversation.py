from __future__ import annotations

import smtplib

import pytest

from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.conversation import hand_over


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
