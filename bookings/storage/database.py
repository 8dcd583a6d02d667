"""One engine, two kinds of transaction: one that writes and one that only reads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DataError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bookings.errors import Invalid, SetUpError, StoreBusy
from bookings.storage.tables import Table

# Below this, two checkpoints at once can corrupt a WAL database (sqlite.org/wal.html#walresetbug).
OLDEST_SQLITE = (3, 51, 3)
_READS = "reads_only"


class Database:
    """The booking database; create one for a program and close it at its end."""

    def __init__(self, url: str, *, busy_s: float = 5.0) -> None:
        parsed = _parse(url)
        self._busy_s = busy_s
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        # Within one process writers queue here: polling the file lock would starve some of many.
        self._writer = threading.Lock()
        self._engine = _sqlite(parsed, busy_s) if self._is_sqlite else _postgresql(parsed, busy_s)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def migrate(self) -> None:
        """Create what is missing. The reference backend keeps no data worth an upgrade path."""
        try:
            Table.metadata.create_all(self._engine)
        except SQLAlchemyError as failed:
            raise SetUpError(f"the database cannot be used: {_first_line(failed)}") from failed

    def check(self) -> None:
        """Raise `SetUpError` unless the database answers and every table is there."""
        try:
            missing = set(Table.metadata.tables) - set(inspect(self._engine).get_table_names())
        except SQLAlchemyError as failed:
            raise SetUpError(f"the database does not answer: {_first_line(failed)}") from failed
        if missing:
            raise SetUpError("the database has no tables yet: run `python -m bookings migrate`")

    @contextmanager
    def work(self) -> Iterator[Session]:
        """One transaction that may write. Raises `StoreBusy` when the lock is not free in time."""
        with (
            self._turn_to_write(),
            _translated(),
            Session(self._engine) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def look(self) -> Iterator[Session]:
        """One transaction that only reads; it waits for no writer."""
        engine = self._engine.execution_options(**{_READS: True})
        with _translated(), Session(engine) as session, session.begin():
            yield session

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        if not self._is_sqlite:
            with nullcontext():
                yield
            return
        if not self._writer.acquire(timeout=self._busy_s):
            raise StoreBusy("the database is busy")
        try:
            yield
        finally:
            self._writer.release()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as failed:
        raise StoreBusy("the database is busy") from failed
    except DataError as failed:  # PostgreSQL holds no NUL in a text
        raise Invalid("a text holds what cannot be stored") from failed


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as wrong:
        raise SetUpError("BOOKINGS_DATABASE_URL is not a database address") from wrong
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise SetUpError("BOOKINGS_DATABASE_URL must begin with sqlite: or postgresql:")
    if not parsed.database or parsed.database == ":memory:":
        raise SetUpError("BOOKINGS_DATABASE_URL must name a file: threads share no memory database")
    return parsed


def _sqlite(url: URL, busy_s: float) -> Engine:
    version = sqlite.sqlite_version_info
    if version < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        found = ".".join(map(str, version))
        raise SetUpError(f"SQLite {found} can lose data in WAL mode: {wanted} or later is needed")
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise SetUpError(f"the folder of the database cannot be made: {failed}") from failed
    engine = create_engine(
        url,
        module=sqlite,
        hide_parameters=True,  # errors are logged, and parameters hold names
        pool_size=40,
        max_overflow=20,
        connect_args={"timeout": busy_s, "check_same_thread": False},
    )
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could find its view outdated.
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _postgresql(url: URL, busy_s: float) -> Engine:
    options = f"-c lock_timeout={int(busy_s * 1000)}"
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=20,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 5},
    )


def _first_line(failed: SQLAlchemyError) -> str:
    cause = getattr(failed, "orig", None) or failed
    return str(cause).strip().splitlines()[0]
