"""The access token of the Official Account: one for all threads and processes.

A token lives 25 hours and is changed when Zalo says that it is no good, never before: a refresh
that nobody needs is one more that can be lost.
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from hmac import digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from cryptography.fernet import Fernet, InvalidToken
from filelock import FileLock
from pydantic import AwareDatetime, Field, ValidationError

from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.values import Value
from tasks.notify.channels.zalo.oauth import AUTHORISE, OAuth, RefreshFailed
from tasks.notify.settings import ZaloSettings
from tasks.prefect_steps.secret import revealed
from tasks.signed.keys import kept_key

TOKEN_FILE = "zalo-oa.token"
_LOCK = "zalo-oa.lock"
KEY_FILE = "zalo-oa.key"
_BROKEN = (
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
            kept = self._cipher.decrypt((self._folder / TOKEN_FILE).read_bytes())
            return Pair.model_validate_json(kept)
        except (FileNotFoundError, InvalidToken, ValidationError):
            return None

    def write(self, pair: Pair) -> None:
        """Keep a pair in place of the one before; it outlives a power cut once this returns."""
        with NamedTemporaryFile(dir=self._folder, delete=False) as made:
            made.write(self._cipher.encrypt(pair.model_dump_json().encode()))
            made.flush()
            os.fsync(made.fileno())
        Path(made.name).replace(self._folder / TOKEN_FILE)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, of all threads and processes, that may change the pair."""
        with FileLock(self._folder / _LOCK):
            yield


def vault_of(settings: ZaloSettings) -> Vault:
    """The vault of an installation, under its secret or under a key file of its own."""
    secret = settings.secret.get_secret_value().encode()
    return Vault(settings.home, secret or kept_key(settings.home / KEY_FILE, _BROKEN))


class Tokens:
    """Hands out the access token, and sees that it is refreshed once however many ask.

    ``clock`` is the machine's: tokens age in real time whatever a campaign's clock says.
    """

    def __init__(
        self, settings: ZaloSettings, vault: Vault, oauth: OAuth, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._vault = vault
        self._oauth = oauth
        self._clock = clock
        self._lock = Lock()
        self._access = ""
        self._over: Receipt | None = None

    def access(self) -> str:
        """The token in force, got anew if there is none yet; RefreshFailed when none is to be had.

        What is kept from an authorisation before the present one does not count.
        """
        if not self._access:
            kept = self._vault.read()
            if kept is None or self._is_superseded(kept):
                return self.refreshed("")
            self._access = kept.access
        return self._access

    def refreshed(self, failed: str) -> str:
        """A token in place of ``failed``, which Zalo refused.

        Whoever comes second finds that the kept token is another one, and takes that.

        Raises:
            RefreshFailed: there is none; once it is final, Zalo is not asked again.
        """
        with self._lock, self._vault.alone():
            kept = self._vault.read()
            if kept is None or self._is_superseded(kept):
                kept = None
            elif kept.access != failed:
                self._access = kept.access
                return self._access
            self._access = self._renewed(kept).access
            return self._access

    def since(self) -> datetime | None:
        """Since when the kept access token is there; None when there is none."""
        kept = self._vault.read()
        return None if kept is None else kept.since

    def _renewed(self, kept: Pair | None) -> Pair:
        """The next pair, kept before anybody may use it."""
        if self._over is not None:
            raise RefreshFailed(self._over, is_final=True)
        token = kept.refresh if kept else revealed(self._settings.refresh_token)
        seed = kept.seed if kept else self._seed()
        if not token:
            nothing = Receipt(outcome=Outcome.STOP_CHANNEL, detail=AUTHORISE)
            raise RefreshFailed(nothing, is_final=True)
        try:
            access, refresh = self._oauth.refreshed(token)
        except RefreshFailed as failure:
            self._over = failure.receipt if failure.is_final else None
            raise
        pair = Pair(access=access, refresh=refresh, since=self._clock(), seed=seed)
        self._vault.write(pair)
        return pair

    def _is_superseded(self, kept: Pair) -> bool:
        """Whether an administrator has authorised anew since: another first token is set."""
        return bool(self._settings.refresh_token.get_secret_value()) and kept.seed != self._seed()

    def _seed(self) -> str:
        token = revealed(self._settings.refresh_token)
        return sha256(f"{self._settings.app_id}/{token}".encode()).hexdigest()
