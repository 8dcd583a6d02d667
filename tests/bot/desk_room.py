"""A whole desk for tests: app, people with passwords, and browsers that are signed in."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.access import guard
from bot.agent_desk.accounts import NewAgent, Passwords, add_agent
from bot.agent_desk.mount import mount_desk
from bot.assistant.client import Answer, Asked
from bot.assistant.replies import Say
from bot.bookings_client import BookingsClient
from bot.cases.hours import always_open
from bot.cases.model import Role
from bot.house import House
from bot.knowledge.articles import Articles
from bot.settings import Settings
from bot.wording.render import Wording, load_wording
from tests.bot.desk_kit import NOON, a_database

DATA = Path(__file__).parents[2] / "data"
ORIGIN = "http://127.0.0.1:8000"
PASSWORD = "a-long-enough-password"
LIGHT = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


class QuietAssistant:
    """Tells the result of a case and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    async def answer(self, asked: Asked, *, within_s: float) -> Answer:
        """One sentence."""
        self.asked.append(asked)
        return Answer((Say("anything_else"),))

    async def forget(self, conversation: str) -> None:
        """Nothing was kept."""

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Cashier:
    """A booking system that only takes decisions."""

    decided: list[Any] = field(default_factory=list)
    status: int = 200

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Keep the decision."""
        self.decided.append((request.url.path, request.content))
        body = {"id": "rf_77"} if self.status == 200 else {"error": {"code": "in_flight"}}
        return httpx2.Response(self.status, json=body)


class Room:
    """The desk's app and what stands behind it."""

    def __init__(self, folder: Path, wording: Wording | None = None, *, port: int = 8000) -> None:
        self.now = NOON
        self.assistant = QuietAssistant()
        self.cashier = Cashier()
        self.house = House(
            settings=Settings(
                port=port,
                bookings_api_key="k" * 32,
                grant_secret="g" * 32,
                session_secret="s" * 32,
                files_dir=folder,
                data_dir=DATA,
            ),
            database=a_database(folder),
            assistant=self.assistant,
            bookings=BookingsClient(
                "http://bookings", "k", transport=httpx2.MockTransport(self.cashier)
            ),
            wording=wording or load_wording(DATA / "wording", DATA / "cities.yml"),
            articles=Articles([]),
            hours=always_open(),
            clock=lambda: self.now,
        )
        self.app = FastAPI()
        guard(self.app, self.house.settings)
        mount_desk(self.app, self.house, LIGHT)

    def hire(self, login: str, role: Role = Role.AGENT, language: str = "en") -> None:
        """Somebody new at the desk."""
        new = NewAgent(login, login.title(), role, desk_language=language)
        add_agent(self.house.database, new, password=PASSWORD, passwords=LIGHT, now=self.now)

    def browser(self) -> TestClient:
        """A browser on our own page, not signed in."""
        return TestClient(self.app, base_url=ORIGIN, headers={"Origin": ORIGIN})

    def signed_in(self, login: str) -> TestClient:
        """A browser whose every POST carries the code."""
        browser = self.browser()
        answer = browser.post("/desk/api/v1/login", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser.headers["X-Desk-CSRF"] = answer.json()["csrf"]
        return browser

    def later(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
