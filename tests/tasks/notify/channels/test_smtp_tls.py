from __future__ import annotations

import ssl

import pytest

from models.domain.messages.mode import EVERYBODY
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import SmtpSettings
from tests.support.certificate import write_certificate


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 that is its own authority; the file also holds the key."""
    return write_certificate(tmp_path / "server.pem")


@pytest.fixture
def server_context(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def tls_server(server_context, make_server):
    with make_server(tls_context=server_context) as server:
        yield server


def test_starttls_with_a_certificate_that_verifies(tls_server, certificate, writer, make_prepared):
    settings = SmtpSettings(host="127.0.0.1", port=tls_server.port, ca_file=certificate, timeout=5)
    with SmtpChannel(settings, writer, EVERYBODY) as channel:
        assert channel.send(make_prepared()).outcome is Outcome.ACCEPTED
    assert tls_server.encrypted == [True]


def test_a_certificate_that_does_not_verify_stops_the_channel(tls_server, writer, make_prepared):
    settings = SmtpSettings(host="127.0.0.1", port=tls_server.port, timeout=5)
    with SmtpChannel(settings, writer, EVERYBODY) as channel:
        receipt = channel.send(make_prepared())
    assert receipt.outcome is Outcome.STOP_CHANNEL
    assert "CERTIFICATE_VERIFY_FAILED" in receipt.detail
    assert tls_server.received == []


def test_a_connection_encrypted_from_the_start(
    server_context, make_server, certificate, writer, make_prepared
):
    with make_server(ssl_context=server_context) as server:
        settings = SmtpSettings(
            host="127.0.0.1", port=server.port, security="tls", ca_file=certificate, timeout=5
        )
        with SmtpChannel(settings, writer, EVERYBODY) as channel:
            assert channel.send(make_prepared()).outcome is Outcome.ACCEPTED
    assert len(server.received) == 1
