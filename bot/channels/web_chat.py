"""The web chat: start, socket and files, for the widget on any allowed page."""

import asyncio
import json
from contextlib import suppress
from datetime import timedelta
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request, Response, UploadFile, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from bot.access import address_of, is_allowed_origin
from bot.channels import wire
from bot.channels.files import TooLarge, keep_file
from bot.channels.sockets import Sockets, TalkSocket
from bot.channels.tokens import BadToken, make_token, read_identity, read_token
from bot.conversations.model import Conversation, Json
from bot.errors import Refused, TooMany
from bot.house import House
from bot.language.languages import LANGUAGES
from bot.limits import per_minute
from bot.storage.database import in_thread
from bot.turns.begin_talk import Arrival, begin_talk

log = structlog.get_logger()

HELLO_WITHIN_S = 10.0
POLICY_VIOLATION, TRY_AGAIN_LATER = 1008, 1013


class ForeignOrigin(Refused):
    """The page that asks is not one of ours."""

    code = "foreign_origin"


def chat_router(house: House) -> APIRouter:
    """The endpoints of docs/contracts.md section 5."""
    router = APIRouter(prefix="/chat/v1")
    starts = per_minute(house.settings.most_starts_per_minute, "starts")

    @router.post("/start")
    async def start(request: Request, wanted: wire.Start) -> Json:
        """Begin a talk or come back to one."""
        _check_origin(house, request)
        if not house.limits.hit(starts, address_of(request)):
            raise TooMany
        arrival = _arrival(house, wanted)
        conversation = await in_thread(
            begin_talk, house, arrival, resume=_resumed(house, wanted.resume), now=house.now()
        )
        return _started(house, conversation)

    @router.options("/start")
    @router.options("/files")
    async def allow(request: Request) -> Response:
        """Let pages of allowed origins ask."""
        _check_origin(house, request)
        return Response(status_code=204)

    @router.post("/files")
    async def files(
        request: Request, file: UploadFile, authorization: Annotated[str, Header()] = ""
    ) -> Json:
        """Take a picture or a PDF."""
        _check_origin(house, request)
        conversation_id = _token_holder(house, authorization.removeprefix("Bearer "))
        content = await _read(file, house.settings.largest_file_mb * 1024 * 1024)
        kept = await in_thread(
            keep_file, house, conversation_id, file.filename or "", content, now=house.now()
        )
        house.hub.conversation_changed(conversation_id)
        if kept.desk:
            house.hub.desk_changed()
        return {"seq": kept.seq}

    _add_socket(router, house)
    return router


def _add_socket(router: APIRouter, house: House) -> None:
    sockets = Sockets(house.settings)

    @router.websocket("/socket")
    async def socket(websocket: WebSocket) -> None:
        """The talk itself."""
        if not is_allowed_origin(house.settings, websocket.headers.get("origin")):
            await websocket.close(POLICY_VIOLATION)
            return
        with sockets.room(address_of(websocket)) as has_room:
            await websocket.accept()
            if has_room:
                await _talk(house, websocket)
            else:
                await websocket.close(TRY_AGAIN_LATER)


async def _talk(house: House, websocket: WebSocket) -> None:
    """Say hello, then run the talk until one side leaves; the outermost loop of a socket."""
    try:
        async with asyncio.timeout(HELLO_WITHIN_S):
            hello = wire.client_frames.validate_json(await _receive(websocket))
        if not isinstance(hello, wire.Hello):
            raise BadToken
        conversation_id = _token_holder(house, hello.token)
        await TalkSocket(house, websocket, conversation_id, hello.seen).run()
    except (WebSocketDisconnect, TimeoutError):
        pass
    except (Refused, ValidationError, ValueError):
        await _close(websocket, POLICY_VIOLATION)
    except Exception:
        log.exception("socket_failed")
        await _close(websocket, 1011)
    else:
        return
    await _close(websocket, 1000)


async def _close(websocket: WebSocket, code: int) -> None:
    if websocket.application_state is WebSocketState.CONNECTED:
        with suppress(RuntimeError):
            await websocket.close(code)


async def _receive(websocket: WebSocket) -> str:
    text = await websocket.receive_text()
    if len(text) > wire.LARGEST_FRAME:
        raise ValueError("frame too large")
    json.loads(text)
    return text


def _started(house: House, conversation: Conversation) -> Json:
    now, settings = house.now(), house.settings
    secret = settings.session_secret.get_secret_value()
    lasts = timedelta(minutes=settings.token_lasts_min)
    stays = timedelta(days=settings.resume_lasts_days)
    return {
        "token": make_token(conversation.id, "chat", now=now, lasts=lasts, secret=secret),
        "resume": make_token(conversation.id, "resume", now=now, lasts=stays, secret=secret),
        "conversation": conversation.id,
        "expires_at": (now + lasts).isoformat(),
        "languages": [_named(code) for code in house.wording.languages],
        "words": house.wording.words("widget_", conversation.language),
    }


def _named(code: str) -> dict[str, Any]:
    known = LANGUAGES[code]
    return {"code": known.code, "name": known.name, "dir": known.direction}


def _arrival(house: House, wanted: wire.Start) -> Arrival:
    identity, secret = None, house.settings.widget_identity_secret
    if wanted.identity and secret is not None:
        with suppress(BadToken):
            identity = read_identity(
                wanted.identity, now=house.now(), secret=secret.get_secret_value()
            )
    return Arrival(
        channel="web_chat",
        language=wanted.language,
        zone=wanted.zone,
        identity=identity,
        page=None if wanted.page is None else wanted.page.model_dump(),
    )


def _resumed(house: House, token: str | None) -> str | None:
    if token is None:
        return None
    try:
        return read_token(
            token,
            "resume",
            now=house.now(),
            secret=house.settings.session_secret.get_secret_value(),
        )
    except BadToken:
        return None


def _token_holder(house: House, token: str) -> str:
    secret = house.settings.session_secret.get_secret_value()
    return read_token(token, "chat", now=house.now(), secret=secret)


def _check_origin(house: House, request: Request) -> None:
    if not is_allowed_origin(house.settings, request.headers.get("origin")):
        raise ForeignOrigin


async def _read(file: UploadFile, most: int) -> bytes:
    content = await file.read(most + 1)
    if len(content) > most:
        raise TooLarge
    return content
