"""Builds the front line from its settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.access import guard
from bot.agent_desk.mount import mount_desk
from bot.assistant.client import Assistant, RasaAssistant
from bot.bookings_client import BookingsClient
from bot.cases.hours import read_hours
from bot.channels.web_chat import chat_router
from bot.demo import demo_router
from bot.house import House
from bot.knowledge.articles import load_articles
from bot.limits import Limits
from bot.settings import Settings
from bot.storage.database import Database, in_thread
from bot.widget.doors import widget_router
from bot.wording.render import load_wording
from bot.workers import run_workers

FINISH_WITHIN_S = 9.0


def create_app(settings: Settings, *, house: House | None = None) -> FastAPI:
    """The whole front line; `house` replaces what the settings would build, for tests."""
    home = house or build_house(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            workers = group.create_task(run_workers(home), name="workers")
            yield
            workers.cancel()
        await home.errands.finish(within_s=FINISH_WITHIN_S)
        await home.assistant.close()
        await home.bookings.close()
        home.database.close()

    app = FastAPI(title="Hamsafar", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.house = home
    guard(app, settings)
    app.include_router(chat_router(home))
    if settings.demo:
        app.include_router(demo_router(home))
    _add_health(app, home)
    app.include_router(widget_router(home.wording, demo=settings.demo))
    mount_desk(app, home)
    return app


def build_house(settings: Settings, *, assistant: Assistant | None = None) -> House:
    """The collaborators that the settings describe."""
    return House(
        settings=settings,
        database=Database(settings.database_url),
        assistant=assistant or RasaAssistant(settings.brain_url),
        bookings=BookingsClient(
            settings.bookings_url,
            settings.bookings_api_key.get_secret_value(),
            timeout_s=settings.bookings_timeout_s,
        ),
        wording=load_wording(settings.data_dir / "wording", settings.data_dir / "cities.yml"),
        articles=load_articles(settings.data_dir / "faq"),
        hours=read_hours(settings.desk_zone, settings.desk_hours, settings.desk_closed_days),
        limits=Limits(settings.redis_url),
    )


def _add_health(app: FastAPI, house: House) -> None:
    @app.get("/health")
    async def health() -> dict[str, bool]:
        """Ready when the database can be read."""
        await in_thread(_look, house)
        return {"ready": True}


def _look(house: House) -> None:
    with house.database.look() as work:
        work.messages.conversations_pending(house.now())
