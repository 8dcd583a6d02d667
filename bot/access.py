"""Who may ask, what pages may do, and what a refusal looks like over HTTP."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import Conflict, HamsafarError, NotFound, Refused, StoreBusy, TooMany, Unavailable
from bot.settings import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
    "cross-origin-opener-policy": "same-origin",
}
_STATUS: tuple[tuple[type[HamsafarError], int], ...] = (
    (NotFound, 404),
    (Conflict, 409),
    (TooMany, 429),
    (StoreBusy, 503),
    (Unavailable, 503),
)
_BY_CODE = {
    "bad_token": 401,
    "not_logged_in": 401,
    "foreign_origin": 403,
    "too_long": 413,
    "file_size": 413,
    "file_type": 415,
}


def is_allowed_origin(settings: Settings, origin: str | None) -> bool:
    """Whether a page of this origin may talk to us."""
    return origin is not None and origin in settings.allowed_origins


def address_of(connection: HTTPConnection) -> str:
    """The address that asks; behind a proxy uvicorn puts the real one there."""
    return connection.client.host if connection.client else "unknown"


def status_of(error: HamsafarError) -> int:
    """The HTTP status of an error."""
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status
    return 403 if isinstance(error, Refused) else 500


def guard(app: FastAPI, settings: Settings) -> None:
    """Name errors, and put the security headers on every answer."""

    @app.exception_handler(HamsafarError)
    async def refuse(_request: Request, error: HamsafarError) -> JSONResponse:
        return JSONResponse(
            {"error": {"code": error.code, "message": type(error).__doc__ or ""}},
            status_code=status_of(error),
        )

    app.add_middleware(SecurityHeaders, settings=settings)


class SecurityHeaders:
    """Adds the headers that keep pages safe, and answers allowed origins across sites."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, with the headers added to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._added(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                message["headers"] = headers + [
                    (name, value) for name, value in added if name not in present
                ]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _added(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        added = dict(_HEADERS)
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        if scope["path"].startswith("/chat/") and is_allowed_origin(self._settings, origin):
            added |= {
                "access-control-allow-origin": origin,
                "access-control-allow-headers": "authorization, content-type",
                "access-control-allow-methods": "POST, OPTIONS",
                "access-control-max-age": "600",
                "vary": "origin",
            }
        if scope["path"].startswith(("/chat/", "/desk", "/demo")):
            added["cache-control"] = "no-store"
        return [(name.encode(), value.encode()) for name, value in added.items()]
