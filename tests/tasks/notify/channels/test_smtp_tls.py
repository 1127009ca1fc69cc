from __future__ import annotations

import ssl
from datetime import timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tasks.notify.channels.port import Outcome
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import SmtpSettings


@pytest.fixture
def certificate(tmp_path, now):
    """A certificate for 127.0.0.1 that is its own authority; the file also holds the key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + built.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def server_context(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def tls_server(server_context, make_server):
    with make_server(tls_context=server_context) as server:
        yield server


def test_starttls_with_a_certificate_that_verifies(tls_server, certificate, sender, make_delivery):
    settings = SmtpSettings(host="127.0.0.1", port=tls_server.port, ca_file=certificate, timeout=5)
    with SmtpChannel(settings, sender, None) as channel:
        assert channel.send(make_delivery()).outcome is Outcome.ACCEPTED
    assert tls_server.encrypted == [True]


def test_a_certificate_that_does_not_verify_stops_the_channel(tls_server, sender, make_delivery):
    settings = SmtpSettings(host="127.0.0.1", port=tls_server.port, timeout=5)
    with SmtpChannel(settings, sender, None) as channel:
        receipt = channel.send(make_delivery())
    assert receipt.outcome is Outcome.CHANNEL_DOWN
    assert "CERTIFICATE_VERIFY_FAILED" in receipt.detail
    assert tls_server.received == []


def test_a_connection_encrypted_from_the_start(
    server_context, make_server, certificate, sender, make_delivery
):
    with make_server(ssl_context=server_context) as server:
        settings = SmtpSettings(
            host="127.0.0.1", port=server.port, security="tls", ca_file=certificate, timeout=5
        )
        with SmtpChannel(settings, sender, None) as channel:
            assert channel.send(make_delivery()).outcome is Outcome.ACCEPTED
    assert len(server.received) == 1
