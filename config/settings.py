"""Settings of one installation, from the environment (prefix ``CCHC_``) or a ``.env`` file.

Everything here is about the machine and where it keeps things, nothing about what a campaign is.
``mode`` alone lets nobody be reached: a campaign whose database does not say the same stays in the
sandbox (``config.workspace``).
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticKnownError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from config.loading.yaml_file import advice
from models.domain.errors import ConfigurationError
from models.domain.messages.channels import CHANNELS
from models.domain.messages.mode import Mode

SETTINGS_PREFIX = "CCHC_"
SETTINGS_FILE = ".env"
MODES = (Mode.SANDBOX, Mode.TEAM, Mode.LIVE)
"""Modes that an installation may be set to: only a rehearsal's own database says that it is one."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this very machine."""
SECRET_LENGTH = 32
SENDING_SECRETS = (
    "smtp_password",
    "zalo_app_id",
    "zalo_app_secret",
    "zalo_refresh_token",
    "zalo_bot_token",
    "ways",
    "channels",
)
"""What a process needs to reach people; in a sandbox none of it is there."""
_WAY = re.compile(r"[a-z][a-z0-9_]{1,30}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]\-]+(/[A-Za-z0-9._~\-/]*)?")


class Settings(BaseSettings):
    """Where things are kept and how far this process may reach.

    ConfigurationError, naming the variables, when one of them is wrong.
    """

    model_config = SettingsConfigDict(
        env_prefix=SETTINGS_PREFIX, env_file=SETTINGS_FILE, extra="ignore"
    )

    home: Path = Path("var")
    """Folder of the database, the drop folder, sandbox mail and keys."""
    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite in ``home``."""
    durable: bool = True
    """Whether what is committed to SQLite outlives a power cut; a rehearsal does without."""
    config_dir: Path | None = None
    """A folder laid out like ``config/`` that is looked into before what comes with the program."""
    mode: Mode = Mode.SANDBOX
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_per_minute: int = Field(default=0, ge=0, le=60_000)
    """The most mails a minute that the provider takes; 0: it has no limit."""
    sender: str = "cchc@cchc.example"
    allow_list: frozenset[str] = frozenset()
    """Addresses that may be reached in mode ``team``."""
    imap_host: str = ""
    """Mail server of the mailbox that officials write to; empty: nobody reads one."""
    imap_port: int = Field(default=993, ge=1, le=65535)
    imap_user: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_mailbox: str = "INBOX"
    imap_processed: str = "Da-xu-ly"
    """The folder of the mailbox into which mails go once they are judged."""
    imap_ca: Path | None = None
    """The authority of an office's own server; certificates are verified in any case."""
    imap_tls: bool = True
    imap_authserv: str = ""
    """The name under which the office's own mail server notes that a From address is genuine
    (authserv-id of Authentication-Results); empty: no From address is believed."""
    imap_campaign: str = ""
    """The campaign that the mailbox is for; empty: the only one that is open here."""
    keep_events_months: int = Field(default=24, ge=1, le=1200)
    """Months after the last day of a campaign for which what providers told of messages is kept."""
    portal_url: str = ""
    """Where officials reach the upload page (``https://...``); empty: no links in mails."""
    secret: SecretStr = SecretStr("")
    """Signs the links to the upload page; empty: a key file in ``home`` does."""
    zalo_app_id: str = ""
    """The app of the Official Account by which messages go out; empty: none do by Zalo."""
    zalo_app_secret: SecretStr = SecretStr("")
    zalo_oa_id: str = ""
    zalo_oa_secret: SecretStr = SecretStr("")
    """Signs what Zalo tells us of messages."""
    zalo_refresh_token: SecretStr = SecretStr("")
    """The first one, from the account's administrator; it is used once, then ``home`` has the next.
    ``prefect:<name>`` here, or in another secret of Zalo, names a Secret block of Prefect."""
    zalo_bot_token: SecretStr = SecretStr("")
    zalo_bot_secret: SecretStr = SecretStr("")
    """What the bot's webhook was set up with; Zalo names it with all that it tells of the bot."""
    zalo_proof: bool = False
    """Whether calls carry ``appsecret_proof``, as the app's console may demand."""
    zalo_per_minute: int = Field(default=1200, ge=1, le=4000)
    """The most messages a minute on each way of Zalo, which takes 4,000 calls from an app."""
    zalo_templates: dict[str, dict[str, Any]] = {}
    """What a template is called at Zalo and how long its parameters may be, by our name for it:
    ``{"nhac-viec": {"id": "...", "limits": {"viec": 100}}}``; the rest is as it comes."""
    zalo_oauth_url: str = "https://oauth.zaloapp.com"
    zalo_openapi_url: str = "https://openapi.zalo.me"
    zalo_business_url: str = "https://business.openapi.zalo.me"
    zalo_bot_url: str = "https://bot-api.zaloplatforms.com"
    ways: dict[str, SecretStr] = {}
    """Further channels by name: the URL by which Apprise reaches ``{address}`` on each."""
    channels: dict[str, dict[str, SecretStr]] = {}
    """What the channels need that the installation has added (``config.workspace``), by name."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as pydantic has it
        try:
            super().__init__(**given)
        except ValidationError as fault:
            raise ConfigurationError("\n".join(map(_line, fault.errors()))) from fault
        except (SettingsError, UnicodeDecodeError) as fault:
            raise ConfigurationError(_UNREADABLE) from fault

    @field_validator("mode", mode="before")
    @classmethod
    def _is_a_mode(cls, mode: object) -> object:
        if mode not in MODES:
            known = " or ".join(map(repr, map(str, MODES))).replace(" or ", ", ", 1)
            raise PydanticKnownError("enum", {"expected": known})
        return mode

    @field_validator("config_dir", mode="before")
    @classmethod
    def _nothing_is_none(cls, folder: object) -> object:
        return None if folder == "" else folder

    @field_validator("config_dir")
    @classmethod
    def _is_there(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError(f"không có thư mục “{folder}”")
        return folder

    @field_validator("imap_ca", mode="before")
    @classmethod
    def _no_authority_is_none(cls, file: object) -> object:
        return None if file == "" else file

    @field_validator("imap_tls")
    @classmethod
    def _is_encrypted(cls, tls: bool, info: ValidationInfo) -> bool:
        if not tls and info.data.get("imap_host") not in ("", *LOOPBACK):
            raise ValueError("chỉ được tắt khi máy chủ hộp thư là chính máy này")
        return tls

    @field_validator("portal_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if url and not _ADDRESS.fullmatch(url):
            raise ValueError("phải là địa chỉ http:// hoặc https://, không kèm dấu ? và #")
        return url.rstrip("/")

    @field_validator("zalo_oauth_url", "zalo_openapi_url", "zalo_business_url", "zalo_bot_url")
    @classmethod
    def _is_a_safe_address(cls, url: str) -> str:
        """No secret goes over the network in the open."""
        if not _ADDRESS.fullmatch(url):
            raise ValueError("phải là địa chỉ https://, không kèm dấu ? và #")
        if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in LOOPBACK:
            raise ValueError("phải là https://, trừ khi máy chủ là chính máy này")
        return url.rstrip("/")

    @field_validator("ways")
    @classmethod
    def _have_a_place(cls, ways: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, url in ways.items():
            if not _WAY.fullmatch(name) or name in CHANNELS:
                raise ValueError(f"tên kênh “{name}” phải gồm chữ thường, số, gạch dưới và chưa có")
            if "{address}" not in url.get_secret_value():
                raise ValueError(f"địa chỉ của kênh “{name}” phải có {{address}}")
        return ways

    @field_validator("secret")
    @classmethod
    def _is_long(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(f"phải dài ít nhất {SECRET_LENGTH} ký tự")
        return secret

    @model_validator(mode="after")
    def _knows_no_secrets_in_a_sandbox(self) -> Self:
        """In a sandbox nothing that could send holds a secret, whatever the environment says."""
        if not self.mode.sends:
            for name in SENDING_SECRETS:
                setattr(self, name, type(self).model_fields[name].default)
        return self

    @property
    def folder(self) -> Path:
        """``home`` as an absolute path; it is made if it is not there."""
        folder = self.home.expanduser().absolute()
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def portal_path(self) -> str:
        """What stands before the paths of the upload page, when a proxy serves it under one."""
        return urlsplit(self.portal_url).path

    @property
    def database(self) -> str:
        """The database URL in force."""
        quick = "" if self.durable else "?synchronous=off"
        return self.database_url or f"sqlite:///{self.folder / 'cchc.db'}{quick}"

    def drop_folder(self, campaign_id: str) -> Path:
        """Where officials' files are put for a campaign; one subfolder per unit is understood."""
        return self.folder / "nop-bai" / campaign_id

    def survey_folder(self, campaign_id: str) -> Path:
        """Where the survey team puts its sources (CSV, XLSX)."""
        return self.folder / "khao-sat" / campaign_id

    def public_folder(self, campaign_id: str) -> Path:
        """What is put on the authority's web site."""
        return self.folder / "cong-bo" / campaign_id

    def upload_folder(self, campaign_id: str) -> Path:
        """Where parts of what is being uploaded lie until all of it is there."""
        return self.folder / "dang-tai-len" / campaign_id

    def mail_folder(self, campaign_id: str) -> Path:
        """Where the sandbox channel leaves messages as files."""
        return self.folder / "thu-thu-nghiem" / campaign_id


_UNREADABLE = (
    f"Không đọc được các thiết lập {SETTINGS_PREFIX}… trong biến môi trường hoặc tệp "
    f"{SETTINGS_FILE}. Đề nghị lưu "
    f'tệp ở bảng mã UTF-8 và ghi {SETTINGS_PREFIX}ALLOW_LIST dạng ["ten@co-quan.example"].'
)


def _line(detail: ErrorDetails) -> str:
    return f"Thiết lập {SETTINGS_PREFIX}{str(detail['loc'][0]).upper()}: {advice(detail)}."


def current_settings() -> Settings:
    """The settings of this moment: every step asks, and they are read again when they changed."""
    environment = frozenset(
        (name, value)
        for name, value in os.environ.items()
        if name.upper().startswith(SETTINGS_PREFIX)
    )
    file = Path(SETTINGS_FILE).absolute()
    changed = file.stat().st_mtime_ns if file.is_file() else 0
    return _read(environment, file, changed)


@lru_cache(maxsize=8)
def _read(_environment: frozenset[tuple[str, str]], _file: Path, _changed: int) -> Settings:
    return Settings()
