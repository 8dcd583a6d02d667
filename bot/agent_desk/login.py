"""Logins that last: a random token in a cookie, its hash in the database, a code for each POST."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request, Response

from bot.cases.model import Agent
from bot.errors import Refused
from bot.house import House
from bot.storage.agents import DeskSession
from bot.storage.database import Database, in_thread

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
RENEWED_AFTER = timedelta(minutes=5)
CSRF_HEADER = "X-Desk-CSRF"


class NotSignedIn(Refused):
    """There is no login, or it ran out."""

    code = "not_logged_in"


class ForeignRequest(Refused):
    """The request comes from another site, or lacks the code that our pages send."""

    code = "foreign_origin"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, and by which login."""

    agent: Agent
    session: DeskSession


def begin(database: Database, agent: Agent, now: datetime) -> tuple[str, DeskSession]:
    """A new login: its token for the cookie, and what is kept."""
    token = secrets.token_urlsafe(32)
    session = DeskSession(
        token_hash=_hash(token),
        agent_id=agent.id,
        csrf=secrets.token_urlsafe(24),
        created_at=now,
        seen_at=now,
        expires_at=now + IDLE,
    )
    with database.work() as work:
        work.agents.end_old_sessions(now)
        work.agents.begin_session(session)
    return token, session


def end(database: Database, signed_in: SignedIn) -> None:
    """Log out."""
    with database.work() as work:
        work.agents.end_session(signed_in.session.token_hash)


def who(database: Database, token: str | None, now: datetime) -> SignedIn:
    """Who holds this token; raises `NotSignedIn`. A login that is used lasts, up to 12 hours."""
    if not token:
        raise NotSignedIn
    with database.look() as work:
        session = work.agents.session(_hash(token), now)
        if session is None:
            raise NotSignedIn
        agent = work.agents.get(session.agent_id)
    if now - session.seen_at > RENEWED_AFTER:
        until = min(now + IDLE, session.created_at + LASTS)
        with database.work() as work:
            work.agents.session_seen(session.token_hash, at=now, expires_at=until)
    return SignedIn(agent, session)


def cookie_name(house: House) -> str:
    """`__Host-` binds the cookie to https and to this very host."""
    return "__Host-desk" if house.settings.secure_cookies else "desk"


def set_cookie(house: House, response: Response, token: str) -> None:
    """Give the browser its token; scripts cannot read it and other sites cannot send it."""
    response.set_cookie(
        cookie_name(house),
        token,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=house.settings.secure_cookies,
        path="/",
    )


def clear_cookie(house: House, response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(
        cookie_name(house),
        path="/",
        httponly=True,
        samesite="strict",
        secure=house.settings.secure_cookies,
    )


def from_our_page(house: House, request: Request) -> None:
    """Refuse what another site's page sends."""
    origin = request.headers.get("origin")
    if origin is not None and origin not in house.settings.desk_origins:
        raise ForeignRequest


Guard: TypeAlias = Callable[[Request], Awaitable[SignedIn]]


def guard(house: House) -> Any:
    """The annotated type of a signed-in person; on all but reads the code is checked, too."""

    async def signed_in(request: Request) -> SignedIn:
        token = request.cookies.get(cookie_name(house))
        found = await in_thread(who, house.database, token, house.now())
        if request.method not in ("GET", "HEAD"):
            from_our_page(house, request)
            sent = request.headers.get(CSRF_HEADER, "")
            if not hmac.compare_digest(sent.encode(), found.session.csrf.encode()):
                raise ForeignRequest
        return found

    return Annotated[SignedIn, Depends(signed_in)]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
