from __future__ import annotations

import pytest
from pydantic import ValidationError

from config.settings import Settings
from models.domain.messages.mode import Mode, allow_list
from tasks.notify.settings import MailSender, SmtpSettings, notify_settings


@pytest.fixture
def installation(tmp_path):
    def make(**values: object) -> Settings:
        return Settings(_env_file=None, home=tmp_path, **values)

    return make


def test_no_mail_server_is_set_up_by_default(installation, campaign):
    made = notify_settings(installation(), campaign)
    assert made.smtp is None
    assert made.allow_list == frozenset()
    assert made.sandbox_folder.name == "thu-2021"
    assert made.sender.name == "Phòng Nội vụ"


@pytest.mark.parametrize(
    ("host", "port", "security"),
    [
        ("thu.huyen-thu.example", 587, "starttls"),
        ("thu.huyen-thu.example", 465, "tls"),
        ("127.0.0.1", 25, "none"),
    ],
)
def test_encryption_follows_from_host_and_port(installation, campaign, host, port, security):
    made = notify_settings(installation(smtp_host=host, smtp_port=port), campaign)
    assert made.smtp is not None
    assert made.smtp.security == security


def test_a_distant_server_in_the_open_is_refused():
    with pytest.raises(ValidationError, match="starttls hoặc tls"):
        SmtpSettings(host="thu.huyen-thu.example", security="none")


def test_the_password_is_not_shown():
    assert "mat-khau" not in repr(SmtpSettings(host="localhost", password="mat-khau"))


@pytest.mark.parametrize("address", ["nội-vụ@a.example", "a b@c.example", "a", "a@b@c\n"])
def test_a_sender_must_be_one_ascii_address(address):
    with pytest.raises(ValidationError):
        MailSender(name="x", address=address)


def test_listed_addresses_are_compared_in_lower_case(installation, campaign):
    made = notify_settings(installation(allow_list=frozenset({"A@B.example"})), campaign)
    assert allow_list(Mode.TEAM, made.allow_list).permits("a@b.example")
