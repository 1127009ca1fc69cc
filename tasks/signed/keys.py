"""Secret keys of the installation, each in a file of its home folder, made once."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from models.domain.errors import ConfigurationError

KEY_BYTES = 32


def kept_key(file: Path, broken: str) -> bytes:
    """The key in ``file``, made if there is none.

    ConfigurationError when the file holds less than a key: it names the file and says ``broken``,
    which is what does not work and what to do.
    """
    if not file.exists():
        _make_key(file)
    key = file.read_bytes()
    if len(key) < KEY_BYTES:
        raise ConfigurationError(f"Tệp khóa {file.name} bị hỏng {broken}", subject=file.name)
    return key


def _make_key(file: Path) -> None:
    """Make the key, readable by its owner only; of two that make it at once, one wins whole."""
    with NamedTemporaryFile(dir=file.parent) as made:
        made.write(secrets.token_bytes(KEY_BYTES))
        made.flush()
        with suppress(FileExistsError):
            os.link(made.name, file)
