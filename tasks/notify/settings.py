"""What the channels need to know, from the settings of the installation and the campaign."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator

from config.settings import LOOPBACK, Settings
from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.values import Value
from tasks.signed.links import Confirmations, confirmations_of
from tasks.signed.mail_marks import MailMarks, marks_of

TASK = "nhac-viec"
"""Our name for the one template that every installation registers at Zalo."""

TASK_LIMITS = {"ten": 30, "viec": 100, "han": 20, "ma": 30, "lien_ket": 200}


class ZaloTemplate(Value):
    """A template as it is registered at Zalo: its id there and the limits of its parameters.

    Limits are the most NFC code points of each. An empty id is our own name for the template.
    """

    id: str = ""
    limits: dict[str, int] = Field(default=TASK_LIMITS)


class ZaloSettings(Value):
    """An Official Account (``app_id``) and a bot (``bot_token``), either of which may be missing.

    ``home`` keeps the tokens, under a key from ``secret`` or from a file there. ``urls`` are the
    base addresses by host; ``timeout`` is in seconds and holds for each answer. Secrets may name a
    Secret block of Prefect (``tasks.prefect_steps.secret``).
    """

    home: Path
    secret: SecretStr = SecretStr("")
    app_id: str = ""
    app_secret: SecretStr = SecretStr("")
    refresh_token: SecretStr = SecretStr("")
    bot_token: SecretStr = SecretStr("")
    proof: bool = False
    urls: dict[str, str]
    per_minute: int = 0
    timeout: float = Field(default=15.0, gt=0)

    @property
    def has_account(self) -> bool:
        """Whether there is an Official Account to send by."""
        return bool(self.app_id)

    @property
    def has_bot(self) -> bool:
        """Whether there is a bot to send by."""
        return bool(self.bot_token.get_secret_value())


def zalo_settings(settings: Settings) -> ZaloSettings | None:
    """The settings of Zalo, or None when neither an account nor a bot is set up.

    ConfigurationError when an account is set up by half: it would never send and never say so.
    """
    if bool(settings.zalo_app_id) != bool(settings.zalo_app_secret.get_secret_value()):
        raise ConfigurationError(
            "Gửi qua Zalo cần cả CCHC_ZALO_APP_ID và CCHC_ZALO_APP_SECRET; đề nghị bổ sung.",
            subject="zalo",
        )
    found = ZaloSettings(
        home=settings.folder,
        secret=settings.secret,
        app_id=settings.zalo_app_id,
        app_secret=settings.zalo_app_secret,
        refresh_token=settings.zalo_refresh_token,
        bot_token=settings.zalo_bot_token,
        proof=settings.zalo_proof,
        per_minute=settings.zalo_per_minute,
        urls={
            "oauth": settings.zalo_oauth_url,
            "openapi": settings.zalo_openapi_url,
            "business": settings.zalo_business_url,
            "bot": settings.zalo_bot_url,
        },
    )
    return found if found.has_account or found.has_bot else None


def zalo_templates(settings: Settings) -> dict[str, ZaloTemplate]:
    """The registered templates by our names; ConfigurationError when one makes no sense."""
    try:
        told = {n: ZaloTemplate.model_validate(said) for n, said in settings.zalo_templates.items()}
    except ValidationError as fault:
        raise ConfigurationError(
            "Thiết lập CCHC_ZALO_TEMPLATES chưa đúng; đề nghị ghi dạng "
            '{"nhac-viec": {"id": "...", "limits": {"viec": 100}}}.',
            subject="zalo_templates",
        ) from fault
    return {TASK: ZaloTemplate()} | {
        name: known.model_copy(update={"limits": TASK_LIMITS | known.limits})
        if name == TASK
        else known
        for name, known in told.items()
    }


Security = Literal["starttls", "tls", "none"]

Address = Annotated[
    str, Field(pattern=r"^[!-?A-~]+@[!-?A-~]+$"), AfterValidator(lambda text: text.lower())
]
"""An ASCII e-mail address, in lower case: as senders are compared."""


class MailSender(Value):
    """Who messages come from; replies go there too, and are known by ``marks``.

    ``confirmations`` makes the links by which letters are confirmed.
    """

    name: str
    address: Address
    marks: MailMarks = MailMarks()
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
    per_minute: int = 0
    timeout: float = Field(default=30.0, gt=0)

    @model_validator(mode="after")
    def _is_encrypted(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError(f"máy chủ thư {self.host} phải dùng starttls hoặc tls")
        return self


class NotifySettings(Value):
    """Settings of sending: the sandbox folder, the mail server if any, who may be reached.

    ``ways`` are the further channels by name, ``added`` the settings of those that the installation
    has added; ``portal`` is the address of the upload page.
    """

    sandbox_folder: Path
    sender: MailSender
    smtp: SmtpSettings | None = None
    allow_list: frozenset[str] = frozenset()
    zalo: ZaloSettings | None = None
    zalo_templates: dict[str, ZaloTemplate] = Field(default_factory=dict)
    ways: dict[str, SecretStr] = Field(default_factory=dict)
    added: dict[str, dict[str, SecretStr]] = Field(default_factory=dict)
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
            per_minute=settings.smtp_per_minute,
        )
    return NotifySettings(
        sandbox_folder=settings.mail_folder(campaign.id),
        sender=MailSender(
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
        added=settings.channels,
        portal=settings.portal_url,
    )


def _security(host: str, port: int) -> Security:
    if port == 465:
        return "tls"
    return "none" if host in LOOPBACK else "starttls"
