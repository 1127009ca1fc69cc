"""Bring a database to the newest schema; needs no ini file and no working directory."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url

from models.store.engine import make_engine, writing

HERE = Path(__file__).parent
_LOCK = "cchc-migrations"


def migrate(url: str) -> None:
    """Migrate the database at ``url`` to the newest revision; nothing happens if it is there.

    Makes the folder of a SQLite file. Processes that start together take turns.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    try:
        with writing(engine, _LOCK) as connection:
            command.upgrade(alembic_config(connection), "head")
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for the transaction that ``connection`` is in."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
