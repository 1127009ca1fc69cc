"""The file that keeps the tokens of the Official Account, and the lock of who may change it.

Refresh tokens work once: a pair that is lost can only be replaced by a person. So a new pair is on
the disk, whole, before anybody uses it.
"""

from __future__ import annotations

import fcntl
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import digest
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet, InvalidToken
from pydantic import AwareDatetime, Field, ValidationError

from models.domain.values import Value
from tasks.notify.settings.zalo_settings import ZaloSettings
from tasks.signed.keys import kept_key

FILE = "zalo-oa.token"
LOCK = "zalo-oa.lock"
KEY_FILE = "zalo-oa.key"
BROKEN = (
    "nên không đọc được mã truy cập Zalo đã lưu. Đề nghị khôi phục tệp từ bản sao lưu; nếu không "
    "còn, xóa tệp và cấp quyền lại cho Official Account."
)


class Pair(Value):
    """The tokens in force, since when, and a digest of the one that an administrator gave first."""

    access: str = Field(repr=False)
    refresh: str = Field(repr=False)
    since: AwareDatetime
    seed: str = Field(repr=False)


class Vault:
    """Keeps one pair in ``folder``, encrypted (AES-CBC and HMAC: Fernet) under ``key``."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher = Fernet(urlsafe_b64encode(digest(key, b"cchc/zalo/tokens", "sha256")))

    def read(self) -> Pair | None:
        """The pair; None if there is none, or none that this key opens."""
        try:
            kept = self._cipher.decrypt((self._folder / FILE).read_bytes())
            return Pair.model_validate_json(kept)
        except (FileNotFoundError, InvalidToken, ValidationError):
            return None

    def write(self, pair: Pair) -> None:
        """Keep a pair in place of the one before; it outlives a power cut once this returns."""
        with NamedTemporaryFile(dir=self._folder, delete=False) as made:
            made.write(self._cipher.encrypt(pair.model_dump_json().encode()))
            made.flush()
            os.fsync(made.fileno())
        Path(made.name).replace(self._folder / FILE)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, of all threads and processes, that may change the pair."""
        with (self._folder / LOCK).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def vault_of(settings: ZaloSettings) -> Vault:
    """The vault of an installation, under its secret or under a key file of its own."""
    secret = settings.secret.get_secret_value().encode()
    return Vault(settings.home, secret or kept_key(settings.home / KEY_FILE, BROKEN))
