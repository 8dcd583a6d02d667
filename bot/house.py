"""Everything a turn works with, built once by the app and passed down."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.assistant.client import Assistant
from bot.bookings_client import BookingsClient
from bot.cases.hours import OpeningHours
from bot.hub import Hub
from bot.knowledge.articles import Articles
from bot.limits import Limits
from bot.settings import Settings
from bot.storage.database import Database
from bot.wording.render import Wording

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class House:
    """The collaborators of all turns and doors."""

    settings: Settings
    database: Database
    assistant: Assistant
    bookings: BookingsClient
    wording: Wording
    articles: Articles
    hours: OpeningHours
    hub: Hub = field(default_factory=Hub)
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    errands: "Errands" = field(default_factory=lambda: Errands())
    codes_wanted: asyncio.Event = field(default_factory=asyncio.Event)
    notices_wanted: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> datetime:
        """The moment, aware."""
        return self.clock()


class Errands:
    """Work that goes on after its frame was answered; the app waits for it at the end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, errand: Coroutine[Any, Any, None], *, name: str) -> None:
        """Run it beside; an error is logged, for nobody awaits it."""
        task = asyncio.create_task(errand, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def finish(self, *, within_s: float) -> None:
        """Wait for what is running; what takes longer is cancelled and swept up later."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=within_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("errand_failed", errand=task.get_name(), exc_info=error)
