"""Who may call, and how errors are told: the one place where they become HTTP."""

import secrets
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bookings.api.wire import Problem, Problems
from bookings.errors import (
    BookingsError,
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    SetUpError,
    StoreBusy,
)
from bookings.storage.idempotency import Answer

log = structlog.get_logger()

_STATUS: Mapping[type[BookingsError], int] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    Malformed: HTTPStatus.BAD_REQUEST,
    StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    SetUpError: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Unauthorized(BookingsError):
    """The caller did not show our key."""

    code = "unauthorized"


def key_check(api_key: str) -> Callable[[Request], None]:
    """A dependency that lets only callers with the key in."""

    def check(request: Request) -> None:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {api_key}".encode()):
            raise Unauthorized("the Authorization header does not hold the key")

    return check


def answer_for(error: BookingsError) -> Answer:
    """The status and body that tell this error."""
    if isinstance(error, Unauthorized):
        return Answer(HTTPStatus.UNAUTHORIZED, _body(error.code, error.message))
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return Answer(status, _body(error.code, error.message))


def tell_errors(app: FastAPI) -> None:
    """Give every error of this app the shape of the contract."""

    def known(_request: Request, error: Exception) -> Response:
        if not isinstance(error, BookingsError):
            raise error
        answer = answer_for(error)
        return JSONResponse(answer.body, answer.status)

    def malformed(_request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        found = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
        )
        return JSONResponse(_body("malformed", found), HTTPStatus.UNPROCESSABLE_ENTITY)

    def by_framework(_request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
        return JSONResponse(_body(code, str(error.detail)), error.status_code, error.headers)

    app.add_exception_handler(BookingsError, known)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, by_framework)
    app.add_middleware(LastResort)


class LastResort:
    """A crash is logged by its kind and place: its message could hold a traveller's words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and answer it when it crashes."""
        started = False

        async def send_noticed(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noticed)
        except Exception as crash:  # noqa: BLE001 - the outermost loop of a request
            place = traceback.extract_tb(crash.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            log.error("request_crashed", error=type(crash).__name__, where=where)
            if scope["type"] == "http" and not started:
                answer = JSONResponse(_body("internal", "something broke here"), 500)
                await answer(scope, receive, send)


def _body(code: str, message: str) -> dict[str, object]:
    return Problems(error=Problem(code=code, message=message)).model_dump()
