"""Signing in and out, who one is, and the words of the pages."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from bot.agent_desk import login
from bot.agent_desk.accounts import check_login
from bot.agent_desk.desk import Desk
from bot.agent_desk.frames import (
    Done,
    LanguageRequest,
    LanguageShown,
    LoginRequest,
    Me,
    StateRequest,
    Words,
)
from bot.agent_desk.login import SignedIn
from bot.cases.model import Agent, Declared
from bot.errors import TooMany
from bot.language.languages import LANGUAGES, nearest
from bot.limits import per_minute
from bot.storage.agents import DeskSession
from bot.storage.database import in_thread

LOGINS_PER_MINUTE = 20


def doors(desk: Desk, signed_in: Any) -> APIRouter:  # noqa: C901 - one route each
    """The routes of `/desk/api/v1` that concern the person themselves."""
    router = APIRouter()
    house = desk.house
    logins = per_minute(LOGINS_PER_MINUTE, "desk_logins")

    @router.post("/login")
    async def sign_in(wanted: LoginRequest, request: Request, response: Response) -> Me:
        """Sign in; the token goes into a cookie."""
        login.from_our_page(house, request)
        address = request.client.host if request.client else "unknown"
        if not house.limits.hit(logins, address):
            raise TooMany("desk_logins")
        now = house.now()
        agent = await in_thread(
            check_login,
            house.database,
            wanted.login,
            wanted.password,
            passwords=desk.passwords,
            now=now,
        )
        token, session = await in_thread(login.begin, house.database, agent, now)
        login.set_cookie(house, response, token)
        return _me(desk, agent, session)

    @router.post("/logout")
    async def sign_out(by: signed_in, response: Response) -> Done:
        """Sign out; who signs out is away."""
        await in_thread(_declare, desk, by.agent, Declared.AWAY)
        await in_thread(login.end, house.database, by)
        login.clear_cookie(house, response)
        house.hub.desk_changed()
        return Done()

    @router.get("/me")
    async def me(by: signed_in) -> Me:
        """Who is signed in."""
        return _me(desk, by.agent, by.session)

    @router.post("/me/language")
    async def prefer_language(wanted: LanguageRequest, by: signed_in) -> Done:
        """Let the desk speak another language."""
        language = nearest(wanted.language, desk.words.languages)
        await in_thread(_prefer, desk, by, language)
        return Done()

    @router.post("/me/state")
    async def declare(wanted: StateRequest, by: signed_in) -> Done:
        """Say whether one is available."""
        await in_thread(_declare, desk, by.agent, wanted.declared)
        house.hub.desk_changed()
        return Done()

    @router.get("/words")
    async def words(language: str = "en") -> Words:
        """Every word of the pages; needed before signing in, too."""
        chosen = nearest(language, desk.words.languages)
        return Words(language=chosen, dir=_dir(chosen), words=desk.words.all(chosen))

    @router.get("/languages")
    async def languages() -> list[LanguageShown]:
        """The languages of the desk."""
        return _languages(desk)

    return router


def _me(desk: Desk, agent: Agent, session: DeskSession) -> Me:
    return Me(
        id=agent.id,
        login=agent.login,
        name=agent.name,
        role=str(agent.role),
        declared=str(agent.declared),
        language=agent.desk_language,
        csrf=session.csrf,
        languages=_languages(desk),
    )


def _languages(desk: Desk) -> list[LanguageShown]:
    return [
        LanguageShown(code=code, name=LANGUAGES[code].name, dir=_dir(code))
        for code in desk.words.languages
    ]


def _dir(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if LANGUAGES[language].direction == "rtl" else "ltr"


def _declare(desk: Desk, agent: Agent, declared: Declared) -> None:
    with desk.house.database.work() as work:
        work.agents.declare(agent.id, declared)
        work.agents.beat(agent.id, desk.house.now())


def _prefer(desk: Desk, by: SignedIn, language: str) -> None:
    with desk.house.database.work() as work:
        work.agents.prefer_language(by.agent.id, language)
