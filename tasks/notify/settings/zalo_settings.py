"""What the Zalo channels need to know of the installation."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError

from config.settings import Settings
from models.domain.errors import ConfigurationError
from models.domain.values import Value

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
