"""Serves the widget to any page, and its words to the demo site."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from bot.errors import NotFound
from bot.language.languages import LANGUAGES, nearest
from bot.wording.render import Wording

HERE = Path(str(files("bot.widget")))
MODULES = HERE / "static" / "widget"
PAGES = HERE / "pages"
MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
# Module scripts are fetched with CORS; the widget is meant for pages of other origins.
FOR_ANY_PAGE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def widget_router(wording: Wording, *, demo: bool) -> APIRouter:
    """The script, its modules, the full page; the travel site at `/` in demo mode alone."""
    router = APIRouter()

    @router.get("/widget.js")
    async def loader() -> FileResponse:
        return _sent(HERE / "static" / "widget.js")

    @router.get("/widget/{name}")
    async def module(name: str) -> FileResponse:
        known = {path.name: path for path in MODULES.iterdir()}
        if name not in known:
            raise NotFound
        return _sent(known[name])

    @router.get("/chat")
    async def full_page() -> FileResponse:
        return FileResponse(PAGES / "full.html")

    @router.get("/chat/v1/words/{language}")
    async def words(language: str) -> dict[str, Any]:
        code = nearest(language, wording.languages)
        banner = wording.words("widget_demo", code) if demo else {}
        return {
            "language": code,
            "dir": LANGUAGES[code].direction,
            "languages": [{"code": one, "name": LANGUAGES[one].name} for one in wording.languages],
            "words": {**wording.words("demo_", code), **banner},
        }

    if demo:

        @router.get("/")
        async def travel_site() -> FileResponse:
            return FileResponse(PAGES / "site.html")

    return router


def _sent(path: Path) -> FileResponse:
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=FOR_ANY_PAGE)
