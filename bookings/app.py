"""Builds the booking backend from its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from bookings.api import wire
from bookings.api.access import key_check, tell_errors
from bookings.api.bookings import bookings_router
from bookings.api.demo import demo_router
from bookings.api.faults import Faults, FaultyDoor
from bookings.api.refunds import quotes_router, refunds_router
from bookings.backend import Backend, Clock, utc_now
from bookings.policies.load import load_policies
from bookings.refunds.cashier import Cashier
from bookings.settings import Settings
from bookings.storage.database import Database
from bookings.worker import working


def build_backend(settings: Settings, clock: Clock = utc_now) -> Backend:
    """Everything but the door. Raises `SetUpError`."""
    database = Database(settings.database_url)
    return Backend(settings, database, load_policies(), clock)


def create_app(settings: Settings, *, clock: Clock = utc_now, with_worker: bool = True) -> FastAPI:
    """The server. Raises `SetUpError` when the database is not as it must be."""
    backend = build_backend(settings, clock)
    backend.database.check()
    cashier = Cashier(backend.database)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if with_worker:
            with working(backend, cashier):
                yield
        else:
            yield
        backend.database.close()

    app = FastAPI(title="Hamsafar reference bookings", version="1", lifespan=lifespan)
    tell_errors(app)
    _mount(app, backend, cashier)
    return app


def _mount(app: FastAPI, backend: Backend, cashier: Cashier) -> None:
    settings = backend.settings
    v1 = APIRouter(prefix="/v1", dependencies=[Depends(key_check(settings.api_key))])
    v1.include_router(bookings_router(backend))
    v1.include_router(quotes_router(backend))
    v1.include_router(refunds_router(backend))
    if settings.demo:
        faults = Faults()
        v1.include_router(demo_router(backend, cashier, faults))
        app.add_middleware(FaultyDoor, faults=faults)
    app.include_router(v1)

    @app.get("/health", tags=["health"])
    def health() -> wire.Ready:
        """Whether the database answers."""
        backend.database.check()
        return wire.Ready(ready=True)
