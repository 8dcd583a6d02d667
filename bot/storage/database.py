"""The database: one transaction at a time per `Work`, the same on SQLite and PostgreSQL."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any, ParamSpec, TypeVar

import anyio.to_thread
import psycopg.errors
import pysqlite3
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.errors import HamsafarError, StoreBusy
from bot.storage.tables import Table
from bot.storage.work import Work

OLDEST_SQLITE = (3, 51, 3)
P = ParamSpec("P")
R = TypeVar("R")

LOCK_WAIT_S = 5.0
CONNECTIONS = 40


class SqliteTooOld(HamsafarError):
    """SQLite before 3.51.3 may lose a committed write in WAL mode."""


class Database:
    """Transactions over one engine; `url` is SQLAlchemy's, `sqlite:///…` or `postgresql+psycopg://…`.

    Raises `SqliteTooOld` for a SQLite that may lose writes.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._is_shared = isinstance(self.engine.pool, StaticPool)
        self._only_writer = threading.Lock()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction: committed at the end, rolled back on any error.

        Raises `StoreBusy` when the database could not be written for five seconds.
        """
        with (
            self._turn_to_write() as left_s,
            _busy_named(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection(execution_options={"lock_wait_s": left_s})
            yield Work(session)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """One transaction that only reads; on SQLite it waits for no writer."""
        turn = self._turn_to_write() if self._is_shared else nullcontext()
        with turn, _busy_named(), Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"reading": True})
            yield Work(session)

    def create_tables(self) -> None:
        """Make all tables at once, for tests; a house is migrated with Alembic."""
        Table.metadata.create_all(self.engine)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def _turn_to_write(self) -> Iterator[float]:
        """Queue this process's SQLite writers fairly, instead of letting them poll for the lock.

        Gives the seconds that are left of the five for the lock of other processes.
        """
        if not self._is_sqlite:
            yield LOCK_WAIT_S
            return
        began = time.monotonic()
        if not self._only_writer.acquire(timeout=LOCK_WAIT_S):
            raise StoreBusy
        try:
            yield max(LOCK_WAIT_S - (time.monotonic() - began), 0)
        finally:
            self._only_writer.release()


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run blocking database work in one of the loop's forty threads."""
    return await anyio.to_thread.run_sync(partial(function, *args, **kwargs))


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=CONNECTIONS,
            connect_args={"connect_timeout": 5, "options": "-c lock_timeout=5000"},
        )
    if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOld(pysqlite3.sqlite_version)
    in_memory = parsed.database in (None, "", ":memory:")
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"pool_size": CONNECTIONS}
    engine = create_engine(
        parsed,
        module=pysqlite3.dbapi2,
        connect_args={"timeout": LOCK_WAIT_S, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    reading = options.get("reading", False)
    wait_ms = int(options.get("lock_wait_s", LOCK_WAIT_S) * 1000)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait_ms}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _busy_named() -> Iterator[None]:
    try:
        yield
    except OperationalError as broken:
        if _is_busy(broken):
            raise StoreBusy from broken
        raise


def _is_busy(broken: OperationalError) -> bool:
    cause = broken.orig
    if isinstance(cause, psycopg.OperationalError):
        return not isinstance(cause, psycopg.errors.SyntaxErrorOrAccessRuleViolation)
    words = str(cause)
    return any(sign in words for sign in ("locked", "busy", "full", "disk I/O", "unable to open"))
