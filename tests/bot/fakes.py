"""A house of fakes: the real database, wording and rules, with pretended neighbours."""

import asyncio
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
from pydantic import SecretStr

from bot.assistant.client import Answer, Asked, AssistantUnavailable
from bot.assistant.replies import Reply, Say
from bot.bookings_client import BookingsClient
from bot.cases.hours import always_open
from bot.errors import Unavailable
from bot.house import House
from bot.knowledge.articles import Article, Articles
from bot.settings import Settings
from bot.storage.database import Database
from bot.wording.render import Wording, load_wording

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SECRET = "a secret of at least thirty-two signs"

Script: TypeAlias = Sequence[Reply] | Answer | Unavailable | Callable[[Asked], Answer]


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **how_long: float) -> None:
        """Let time pass."""
        self.now += timedelta(**how_long)


@dataclass
class FakeAssistant:
    """Answers what the test tells it to, and keeps what it was asked."""

    asked: list[Asked] = field(default_factory=list)
    script: deque[Script] = field(default_factory=deque)
    gate: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def will(self, *answers: Script) -> None:
        """Answer these, in order; afterwards echo a sentence."""
        self.script.extend(answers)

    async def answer(self, asked: Asked, *, within_s: float) -> Answer:
        """The next answer of the script."""
        self.asked.append(asked)
        self.reached.set()
        if self.gate is not None:
            await self.gate.wait()
        if not self.script:
            return Answer((Say("anything_else"),), slots={})
        told = self.script.popleft()
        match told:
            case Answer():
                return told
            case Unavailable():
                raise told
            case Sequence():
                return Answer(tuple(told), slots={})
            case _:
                return told(asked)

    async def close(self) -> None:
        """Nothing to close."""

    @property
    def heard(self) -> list[str | None]:
        """The texts it was asked, None for commands."""
        return [asked.text for asked in self.asked]


DOWN = AssistantUnavailable("down")

BOOKING: dict[str, Any] = {
    "reference": "AB12CD",
    "status": "confirmed",
    "surname": "Müller",
    "surname_latin": "Mueller",
    "passengers": [{"id": "p1", "given_name": "Ada", "surname": "Müller", "kind": "adult"}],
    "legs": [],
    "coupons": [],
    "payments": [],
    "total": {"amount": "1", "currency": "EUR"},
    "contacts": [
        {"rank": 1, "phone": "+4915550001", "email": "ada@example.org"},
        {"rank": 2, "phone": "+4915550002", "email": "ben@example.org"},
    ],
}


@dataclass
class FakeBookings:
    """A booking system behind HTTP with one booking; `down` answers 503."""

    bookings: dict[str, dict[str, Any]] = field(default_factory=lambda: {"AB12CD": BOOKING})
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    down: bool = False
    paths: list[str] = field(default_factory=list)

    def client(self) -> BookingsClient:
        """The real client, talking to this."""
        return BookingsClient("http://bookings", "key", transport=httpx2.MockTransport(self))

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        self.paths.append(path)
        if self.down:
            return httpx2.Response(503)
        last = path.rsplit("/", 1)[-1]
        if path.startswith("/v1/refunds/by-key/"):
            return _found(self.refunds.get(last), "refund_not_found")
        if path == "/v1/refunds":
            return httpx2.Response(200, json={"refunds": []})
        return _found(self.bookings.get(last), "booking_not_found")


def _found(found: dict[str, Any] | None, code: str) -> httpx2.Response:
    if found is None:
        return httpx2.Response(404, json={"error": {"code": code, "message": ""}})
    return httpx2.Response(200, json=found)


def settings_for(folder: Path, **changed: Any) -> Settings:
    """Settings of a test house in this folder."""
    usual: dict[str, Any] = {
        "demo": True,
        "data_dir": ROOT / "data",
        "database_url": f"sqlite:///{folder}/bot.db",
        "files_dir": folder / "files",
        "bookings_api_key": SecretStr("key"),
        "grant_secret": SecretStr(SECRET),
        "session_secret": SecretStr(SECRET),
    }
    return Settings(**{**usual, **changed})


ENGLISH_ARTICLE = Article(
    "baggage_allowance", "en", "before", "How much?", "One bag.", "Handbook, section 4",
    NOON.date(),
)  # fmt: skip


@cache
def wording() -> Wording:
    """The real sentences, read once."""
    return load_wording(ROOT / "data/wording", ROOT / "data/cities.yml")


@cache
def _empty_database() -> Path:
    """A file with empty tables, made once and copied for each test."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.create_tables()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    database.close()
    return path


def a_house(
    folder: Path,
    *,
    assistant: FakeAssistant | None = None,
    bookings: FakeBookings | None = None,
    clock: Clock | None = None,
    **changed: Any,
) -> House:
    """A house with a fresh database and pretended neighbours."""
    settings = settings_for(folder, **changed)
    if settings.database_url.startswith("sqlite"):
        shutil.copy(_empty_database(), folder / "bot.db")
    database = Database(settings.database_url)
    return House(
        settings=settings,
        database=database,
        assistant=assistant or FakeAssistant(),
        bookings=(bookings or FakeBookings()).client(),
        wording=wording(),
        articles=Articles([ENGLISH_ARTICLE]),
        hours=always_open(),
        clock=clock or Clock(),
    )
