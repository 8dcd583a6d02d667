"""Putting the desk into the app: its pages, its API and its socket."""

import asyncio
from importlib.resources import files
from pathlib import Path

import structlog
from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.responses import FileResponse, RedirectResponse, Response

from bot.agent_desk.accounts import Passwords
from bot.agent_desk.deeds import deeds
from bot.agent_desk.desk import Desk
from bot.agent_desk.doors import doors
from bot.agent_desk.login import guard
from bot.agent_desk.looks import looks
from bot.agent_desk.socket import desk_socket
from bot.agent_desk.words import load_desk_words
from bot.errors import HamsafarError, NotFound
from bot.house import House
from bot.storage.database import in_thread
from bot.turns.release_lost import release_lost

PAGES = Path(str(files("bot.agent_desk"))) / "pages"
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
LOOKS_FOR_LOST_EVERY_S = 15.0

log = structlog.get_logger()


def mount_desk(app: FastAPI, house: House, passwords: Passwords | None = None) -> None:
    """Add `/desk`, `/desk/api/v1/…` and `/desk/socket`."""
    words = load_desk_words(house.settings.data_dir / "desk", house.wording)
    desk = Desk(house, words, passwords or Passwords())
    signed_in = guard(house)
    for part in (doors, looks, deeds):
        app.include_router(part(desk, signed_in), prefix="/desk/api/v1", tags=["desk"])

    @app.websocket("/desk/socket")
    async def socket(websocket: WebSocket) -> None:
        await desk_socket(desk, websocket)

    app.include_router(_pages())


async def watch_agents(house: House) -> None:
    """Bring the talks of lost agents back into the line, for as long as the app runs."""
    while True:
        await asyncio.sleep(LOOKS_FOR_LOST_EVERY_S)
        try:
            released = await in_thread(_release_lost, house)
        except HamsafarError as broken:
            log.warning("lost_agents_not_watched", why=broken.code)
            continue
        for conversation_id in released:
            house.hub.conversation_changed(conversation_id)
        if released:
            house.hub.desk_changed()


def _release_lost(house: House) -> list[str]:
    with house.database.work() as work:
        released = release_lost(work, now=house.now(), wording=house.wording)
        return [case.conversation_id for case in released]


def _pages() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/desk")
    async def desk() -> Response:
        """The one page."""
        return _page("desk.html")

    @router.get("/desk/")
    async def slash() -> Response:
        """The same, without the slash."""
        return RedirectResponse("/desk")

    @router.get("/desk/pages/{name}")
    async def part(name: str) -> Response:
        """A script or a style of the page."""
        return _page(name)

    return router


def _page(name: str) -> Response:
    path = PAGES / name
    if path.parent != PAGES or path.suffix not in MEDIA_TYPES or not path.is_file():
        raise NotFound(name)
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=PAGE_HEADERS)
