"""Bringing the database to the newest form, with Alembic."""

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

from bot.storage.database import Database


def migrate(url: str) -> None:
    """Run every migration that this database lacks; makes the folder of a SQLite file."""
    make_folder(url)
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(files("bot.storage") / "migrations"))
    try:
        with database.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    finally:
        database.close()


def make_folder(url: str) -> None:
    """Make the folder in which a SQLite file shall lie."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
