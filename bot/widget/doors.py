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
    _add_scripts(router)

    @router.get("/chat")
    async def full_page() -> FileResponse:
        return FileResponse(PAGES / "full.html")

    @router.get("/chat/v1/words/{language}")
    async def site_words(language: str) -> dict[str, Any]:
        return _site_words(wording, nearest(language, wording.languages), demo=demo)

    if demo:

        @router.get("/")
        async def travel_site() -> FileResponse:
            return FileResponse(PAGES / "site.html")

    return router


def _add_scripts(router: APIRouter) -> None:
    @router.get("/widget.js")
    async def loader() -> FileResponse:
        return _sent(HERE / "static" / "widget.js")

    @router.get("/widget/{name}")
    async def module(name: str) -> FileResponse:
        known = {path.name: path for path in MODULES.iterdir()}
        if name not in known:
            raise NotFound
        return _sent(known[name])


def _site_words(wording: Wording, language: str, *, demo: bool) -> dict[str, Any]:
    words = wording.words("demo_", language)
    if demo:
        words["banner"] = wording.render("widget_demo_banner", {}, language=language)
    return {
        "language": language,
        "dir": LANGUAGES[language].direction,
        "languages": [{"code": one, "name": LANGUAGES[one].name} for one in wording.languages],
        "words": words,
    }


def _sent(path: Path) -> FileResponse:
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=FOR_ANY_PAGE)
