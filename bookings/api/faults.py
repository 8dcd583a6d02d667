"""Demo mode only: make the backend hang or break on purpose, to see what its callers do."""

import asyncio
from dataclasses import dataclass

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bookings.api.wire import Problem, Problems


@dataclass(slots=True)
class Faults:
    """What is switched on. `hang_after` hangs when the work is done, not before."""

    hang_s: float = 0.0
    hang_after: bool = False
    error: bool = False


class FaultyDoor:
    """Every call under `/v1` suffers the faults; `/v1/demo` and `/health` do not."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, late or never."""
        if scope["type"] != "http" or not _suffers(scope["path"]):
            await self._app(scope, receive, send)
            return
        if not self._faults.hang_after:
            await asyncio.sleep(self._faults.hang_s)
        if self._faults.error:
            problem = Problem(code="broken_on_purpose", message="a demo fault is switched on")
            response = JSONResponse(Problems(error=problem).model_dump(), 500)
            await response(scope, receive, send)
            return
        await self._app(scope, receive, self._late(send))

    def _late(self, send: Send) -> Send:
        async def send_late(message: Message) -> None:
            if self._faults.hang_after and message["type"] == "http.response.start":
                await asyncio.sleep(self._faults.hang_s)
            await send(message)

        return send_late


def _suffers(path: str) -> bool:
    return path.startswith("/v1/") and not path.startswith("/v1/demo/")
