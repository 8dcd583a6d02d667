"""The desk's socket: numbered case events and the messages of the case that is looked at.

The tables are the truth and the hub only a wake-up, so a client that was away names the last
number it saw and misses nothing.
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import structlog
from fastapi import WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from bot.agent_desk import login
from bot.agent_desk.desk import Desk
from bot.agent_desk.frames import (
    FROM_DESK,
    Beat,
    CaseHappened,
    DeskChanged,
    Frame,
    Hello,
    MessageCame,
    SomebodyTypes,
    Typing,
    Watch,
    Welcome,
)
from bot.agent_desk.login import NotSignedIn, SignedIn
from bot.errors import NotFound, StoreBusy
from bot.storage.database import in_thread

POLICY_VIOLATION, SIGNED_OUT = 1008, 4401
LARGEST_FRAME = 4096
LOOKS_AGAIN_AFTER_S = 1.0
BEATS_EVERY = timedelta(seconds=15)

log = structlog.get_logger()


@dataclass(slots=True)
class _Seen:
    """How far this client is."""

    event: int = 0
    case: str | None = None
    conversation: str | None = None
    message: int = 0


async def desk_socket(desk: Desk, socket: WebSocket) -> None:
    """Serve one client until it leaves, its connection dies, or its login ends.

    The heart beats here and not in the page, for browsers slow down the clocks of hidden tabs;
    the server's pings find a dead connection.
    """
    house = desk.house
    if socket.headers.get("origin") not in house.settings.desk_origins:
        await socket.close(POLICY_VIOLATION)
        return
    token = socket.cookies.get(login.cookie_name(house))
    try:
        by = await in_thread(login.who, house.database, token, house.now())
    except NotSignedIn:
        await socket.accept()
        await socket.close(SIGNED_OUT)
        return
    await socket.accept()
    await _Client(desk, socket, by, token).serve()


class _Client:
    """One open screen."""

    def __init__(self, desk: Desk, socket: WebSocket, by: SignedIn, token: str | None) -> None:
        self._desk = desk
        self._house = desk.house
        self._socket = socket
        self._by = by
        self._token = token
        self._seen = _Seen()
        self._beaten_at = desk.house.now() - BEATS_EVERY
        self._greeted = asyncio.Event()
        self._watch_changed = asyncio.Event()

    async def serve(self) -> None:
        """Hear and tell until one of them ends."""
        tasks = [
            asyncio.create_task(self._hear(), name="desk_hears"),
            asyncio.create_task(self._tell(), name="desk_tells"),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        ends = [_is_signed_out(task) for task in tasks]
        await self._close(SIGNED_OUT if any(ends) else 1000)

    async def _hear(self) -> None:
        while True:
            text = await self._socket.receive_text()
            if len(text) > LARGEST_FRAME:
                return
            try:
                frame = FROM_DESK.validate_json(text)
            except ValidationError:
                log.warning("desk_frame_malformed", agent=self._by.agent.id)
                return
            await self._obey(frame)

    async def _obey(self, frame: Hello | Watch | Beat | Typing) -> None:
        match frame:
            case Hello(seen=seen):
                newest = await in_thread(self._newest_event)
                self._seen.event = newest if seen is None or seen > newest else seen
                await self._send(Welcome(event=self._seen.event))
                self._greeted.set()
            case Watch(case=case_id, seen=seen):
                await self._watch(case_id, seen)
            case Beat():
                await in_thread(self._beat)
            case Typing():
                if self._seen.conversation is not None:
                    self._house.hub.typing(self._seen.conversation, "agent")

    async def _watch(self, case_id: str | None, seen: int) -> None:
        try:
            talk = None if case_id is None else await in_thread(self._talk_of, case_id)
        except NotFound:
            case_id = talk = None
        self._seen.case, self._seen.conversation, self._seen.message = case_id, talk, seen
        self._watch_changed.set()

    async def _tell(self) -> None:
        await self._greeted.wait()
        with self._house.hub.watching_desk() as desk_woken:
            while True:
                self._watch_changed.clear()
                await self._tell_while_watching(desk_woken)

    async def _tell_while_watching(self, desk_woken: asyncio.Event) -> None:
        """Tell what is new until the client looks at another case."""
        talk = self._seen.conversation
        with ExitStack() as stack:
            hub = self._house.hub
            woken = [desk_woken, self._watch_changed]
            typing = asyncio.Queue[str]()
            if talk is not None:
                woken.append(stack.enter_context(hub.watching(talk)))
                typing = stack.enter_context(hub.watching_typing(talk))
            while not self._watch_changed.is_set():
                await self._beat_in_time()
                changed = desk_woken.is_set()
                for event in woken[:1] + woken[2:]:
                    event.clear()
                await self._tell_news(changed)
                await self._wait(woken, typing)

    async def _beat_in_time(self) -> None:
        now = self._house.now()
        if now - self._beaten_at >= BEATS_EVERY:
            self._beaten_at = now
            await in_thread(self._beat)

    async def _tell_news(self, changed: bool) -> None:
        try:
            frames = await in_thread(self._news)
        except StoreBusy:
            return
        for frame in frames:
            await self._send(frame)
        if changed and not any(isinstance(frame, CaseHappened) for frame in frames):
            await self._send(DeskChanged())

    async def _wait(self, woken: list[asyncio.Event], typing: "asyncio.Queue[str]") -> None:
        waits = [asyncio.create_task(event.wait()) for event in woken]
        typed = asyncio.create_task(typing.get())
        try:
            await asyncio.wait(
                [*waits, typed],
                timeout=LOOKS_AGAIN_AFTER_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if typed.done() and self._seen.case is not None and typed.result() != "agent":
                await self._send(SomebodyTypes(case=self._seen.case, who=typed.result()))
        finally:
            for task in (*waits, typed):
                task.cancel()

    def _news(self) -> list[Frame]:
        with self._house.database.look() as work:
            frames: list[Frame] = []
            for event in work.cases.events_after(self._seen.event):
                self._seen.event = event.id
                frames.append(
                    CaseHappened(id=event.id, case=event.case_id, kind=str(event.kind), at=event.at)
                )
            if self._seen.case is not None and self._seen.conversation is not None:
                views = self._desk.views(self._by.agent.desk_language)
                for message in views.messages(work, self._seen.conversation, self._seen.message):
                    self._seen.message = message.seq
                    frames.append(MessageCame(case=self._seen.case, message=message))
        return frames

    def _newest_event(self) -> int:
        with self._house.database.look() as work:
            return work.cases.last_event_id()

    def _talk_of(self, case_id: str) -> str:
        with self._house.database.look() as work:
            return work.cases.get(case_id).conversation_id

    def _beat(self) -> None:
        """Keep the heartbeat, as long as the login lasts."""
        now = self._house.now()
        self._by = login.who(self._house.database, self._token, now)
        with self._house.database.work() as work:
            work.agents.beat(self._by.agent.id, now)

    async def _send(self, frame: Frame) -> None:
        await self._socket.send_text(frame.model_dump_json())

    async def _close(self, code: int) -> None:
        try:
            await self._socket.close(code)
        except (RuntimeError, WebSocketDisconnect):
            return


def _is_signed_out(task: "asyncio.Task[None]") -> bool:
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(
        error, WebSocketDisconnect | TimeoutError | NotSignedIn
    ):
        log.error("desk_socket_failed", exc_info=error)
    return isinstance(error, NotSignedIn)
