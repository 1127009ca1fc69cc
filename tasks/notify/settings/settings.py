"""What the channels need to know, from the settings of the installation and the campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from config.settings import LOOPBACK, Settings
from models.domain.campaign import Campaign
from models.domain.values import Value
from tasks.notify.settings.zalo_settings import (
    ZaloSettings,
    ZaloTemplate,
    zalo_settings,
    zalo_templates,
)
from tasks.signed.links import Confirmations, confirmations_of
from tasks.signed.mail_marks import Marks, marks_of

Security = Literal["starttls", "tls", "none"]

Address = Annotated[
    str, Field(pattern=r"^[!-?A-~]+@[!-?A-~]+$"), AfterValidator(lambda text: text.lower())
]
"""An ASCII e-mail address, in lower case: as senders are compared."""


class Sender(Value):
    """Who messages come from; replies go there too, and are known by ``marks``.

    ``confirmations`` makes the links by which letters are confirmed.
    """

    name: str
    address: Address
    marks: Marks = Marks()
    confirmations: Confirmations = Confirmations()


class SmtpSettings(Value):
    """A mail server. ``none`` (no encryption) is refused unless the host is this machine.

    ``ca_file`` names the authority of an office's own server; certificates are always verified.
    ``timeout`` is in seconds and holds for each answer of the server.
    """

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    username: str = ""
    password: SecretStr = SecretStr("")
    ca_file: Path | None = None
    timeout: float = Field(default=30.0, gt=0)

    @model_validator(mode="after")
    def _is_encrypted(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError(f"máy chủ thư {self.host} phải dùng starttls hoặc tls")
        return self


class NotifySettings(Value):
    """Settings of sending: the sandbox folder, the mail server if any, who may be reached.

    ``ways`` are the further channels by name, ``portal`` is the address of the upload page.
    """

    sandbox_folder: Path
    sender: Sender
    smtp: SmtpSettings | None = None
    allow_list: frozenset[str] = frozenset()
    zalo: ZaloSettings | None = None
    zalo_templates: dict[str, ZaloTemplate] = Field(default_factory=dict)
    ways: dict[str, SecretStr] = Field(default_factory=dict)
    portal: str = ""


def notify_settings(settings: Settings, campaign: Campaign) -> NotifySettings:
    """The settings of sending for ``campaign`` on this installation."""
    smtp = None
    if settings.smtp_host:
        smtp = SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=_security(settings.smtp_host, settings.smtp_port),
            username=settings.smtp_user,
            password=settings.smtp_password,
        )
    return NotifySettings(
        sandbox_folder=settings.mail_folder(campaign.id),
        sender=Sender(
            name=campaign.authority.office,
            address=settings.sender,
            marks=marks_of(settings, campaign.id),
            confirmations=confirmations_of(settings, campaign.id),
        ),
        smtp=smtp,
        allow_list=settings.allow_list,
        zalo=zalo_settings(settings),
        zalo_templates=zalo_templates(settings),
        ways=settings.ways,
        portal=settings.portal_url,
    )


def _security(host: str, port: int) -> Security:
    if port == 465:
        return "tls"
    return "none" if host in LOOPBACK else "starttls"
