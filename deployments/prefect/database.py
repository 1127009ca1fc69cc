"""The empty database of a Prefect server, migrated once for each version of Prefect.

Prefect runs all its migrations on an empty database, which takes most of the time until the server
of a new installation, a rehearsal or a test answers. So the result is kept in the environment that
Prefect is installed in, and each new server starts from a copy.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

DATABASE_FILE = "prefect.db"
ELSEWHERE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"


def seed_database(home: Path) -> bool:
    """Put an empty, migrated database into ``home`` (PREFECT_HOME); whether there is a new one.

    A database that is there is left alone, and so is a server whose database lies elsewhere.
    """
    if (home / DATABASE_FILE).exists() or os.environ.get(ELSEWHERE):
        return False
    home.mkdir(parents=True, exist_ok=True)
    # An environment that may not be written to: Prefect then migrates its database itself.
    with suppress(PermissionError):
        shutil.copyfile(kept_database(), home / DATABASE_FILE)
    return (home / DATABASE_FILE).exists()


def kept_database() -> Path:
    """The empty database of the installed Prefect; it is made if it is not there."""
    kept = Path(sys.prefix) / "var" / "cchc" / f"prefect-{version('prefect')}.db"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as folder:
            _migrate(Path(folder))
            _copy(Path(folder) / DATABASE_FILE, kept)
    return kept


def _migrate(home: Path) -> None:
    command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"]
    environment = {**os.environ, "PREFECT_HOME": str(home)}
    subprocess.run(command, env=environment, check=True, capture_output=True)


def _copy(source: Path, target: Path) -> None:
    """Copy what is committed, also what is not in the main file yet; all of it or nothing."""
    part = target.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new)
    part.replace(target)


if __name__ == "__main__":
    kept_database()
