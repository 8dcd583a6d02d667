"""A backend on a database of its own, a clock that the test turns, and a client at the door."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from bookings.app import create_app
from bookings.backend import Backend
from bookings.policies.load import load_policies
from bookings.refunds.cashier import Cashier, CashierFault
from bookings.refunds.settle import settle
from bookings.settings import Settings
from bookings.storage.bookings import erase_everything, put_bookings
from bookings.storage.database import Database
from bookings.storage.tables import Table
from bookings.trips.booking import Booking
from tests.bookings.factories import NOON

KEY = "a key for tests"


class Clock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**by)


@dataclass
class Stage:
    """The backend with a client, a provider and a clock."""

    backend: Backend
    clock: Clock
    cashier: Cashier
    client: TestClient

    def put(self, *bookings: Booking) -> None:
        """Write bookings."""
        with self.backend.database.work() as session:
            put_bookings(session, bookings)

    def settle(self) -> dict[str, int]:
        """One round over all refunds."""
        return {str(state): n for state, n in settle(self.backend, self.cashier).items()}

    def get(self, path: str, **params: Any) -> Any:
        """What is read there."""
        return self.client.get(path, params=params).json()

    def quote(self, reference: str = "AB2CD3", coupons: list[str] | None = None) -> Any:
        """A quote."""
        body = {"booking": reference, "coupons": coupons}
        return self.client.post("/v1/quotes", json=body).json()

    def confirm(self, quote: str, key: str = "key-1") -> httpx2.Response:
        """Execute a quote."""
        headers = {"Idempotency-Key": key}
        return self.client.post("/v1/refunds", json={"quote": quote}, headers=headers)

    def refund(self, reference: str = "AB2CD3", coupons: list[str] | None = None) -> Any:
        """Quote and execute."""
        quote = self.quote(reference, coupons)
        answer = self.confirm(quote["id"], key=f"key of {quote['id']}")
        assert answer.status_code == 201, answer.text
        return answer.json()

    def code(self, response: httpx2.Response) -> tuple[int, str]:
        """The status and the code of an error."""
        return response.status_code, response.json()["error"]["code"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Demo mode on a file of this test."""
    return _settings(f"sqlite:///{tmp_path}/bookings.db")


@pytest.fixture(scope="session")
def sqlite_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The one backend on SQLite: building it anew for each test would take most of the time."""
    folder = tmp_path_factory.mktemp("bookings")
    with _staged(_settings(f"sqlite:///{folder}/bookings.db")) as stage_:
        yield stage_


@pytest.fixture(scope="session")
def postgres_stage() -> Iterator[Stage]:
    """The one backend on PostgreSQL."""
    url = os.environ.get("TEST_POSTGRES_URL")
    if not url:
        pytest.skip("NOT TESTED ON POSTGRESQL: set TEST_POSTGRES_URL to a server's database")
    database = Database(url)
    with database.work() as session:
        Table.metadata.drop_all(session.connection())
    database.close()
    with _staged(_settings(url)) as stage_:
        yield stage_


@pytest.fixture
def stage(sqlite_stage: Stage) -> Iterator[Stage]:
    """An empty backend on SQLite at noon."""
    yield _fresh(sqlite_stage)
    _without_faults(sqlite_stage)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """An empty backend at noon, on SQLite and then on PostgreSQL."""
    one: Stage = request.getfixturevalue(f"{request.param}_stage")
    yield _fresh(one)
    _without_faults(one)


def _settings(url: str) -> Settings:
    return Settings(api_key=KEY, demo=True, database_url=url)


def _fresh(one: Stage) -> Stage:
    with one.backend.database.work() as session:
        erase_everything(session)
    one.clock.now = NOON
    return one


def _without_faults(one: Stage) -> None:
    one.cashier.fault = CashierFault.OK
    one.client.post("/v1/demo/faults", json={})


@contextmanager
def _staged(settings: Settings) -> Iterator[Stage]:
    clock = Clock(NOON)
    database = Database(settings.database_url)
    database.migrate()
    backend = Backend(settings, database, load_policies(), clock)
    app = create_app(settings, clock=clock, with_worker=False)
    headers = {"Authorization": f"Bearer {KEY}"}
    with TestClient(app, headers=headers) as client:
        yield Stage(backend, clock, Cashier(database), client)
    database.close()
