"""A traveller at the widget's door: one conversation over its HTTP and WebSocket frames."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import websockets

Json = dict[str, Any]

QUIET_S = 0.4
PATIENCE_S = 12.0


class TalkFailed(Exception):
    """The door did not open, or nobody answered."""


@dataclass
class Talk:
    """An open conversation; `events` holds what has come so far, in order."""

    origin: str
    conversation: str
    resume: str
    socket: websockets.ClientConnection
    events: list[Json] = field(default_factory=list)
    frames: list[Json] = field(default_factory=list)
    language: str = ""
    answered_by: str = "assistant"
    last_frame_at: float = field(default_factory=time.monotonic)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    @asynccontextmanager
    async def begin(
        cls, origin: str, language: str, *, resume: str | None = None, zone: str = "UTC"
    ) -> AsyncIterator["Talk"]:
        """Open the door as the widget does, and keep listening until the block ends."""
        body = {
            "widget": "demo", "language": language, "zone": zone,
            "resume": resume, "identity": None, "page": None,
        }  # fmt: skip
        try:
            async with httpx2.AsyncClient(timeout=10) as client:
                answer = await client.post(
                    f"{origin}/chat/v1/start", json=body, headers={"Origin": origin}
                )
                answer.raise_for_status()
        except httpx2.HTTPError as failed:
            raise TalkFailed(f"{origin} does not open the chat ({failed}).") from failed
        start = answer.json()
        address = f"{origin.replace('http', 'ws', 1)}/chat/v1/socket"
        async with websockets.connect(address, origin=websockets.Origin(origin)) as socket:
            talk = cls(origin, start["conversation"], start["resume"], socket)
            await talk._send({"type": "hello", "token": start["token"], "seen": 0})
            listening = asyncio.create_task(talk._listen(), name="talk")
            try:
                yield talk
            finally:
                listening.cancel()

    async def say(self, text: str) -> str:
        """Write a message; returns its id."""
        return await self._numbered({"type": "message", "text": text})

    async def press(self, token: str) -> str:
        """Press a button; returns the message's id."""
        return await self._numbered({"type": "press", "token": token})

    async def ask_for_person(self) -> str:
        """Tap the button that is always there."""
        return await self._numbered({"type": "person"})

    def choices(self) -> list[Json]:
        """The buttons under the newest message that has some."""
        offered = [event["choices"] for event in self.events if event.get("choices")]
        return list(offered[-1]) if offered else []

    async def settle(self, quiet_s: float = QUIET_S, patience_s: float = PATIENCE_S) -> list[Json]:
        """Wait for an answer and then for quiet; returns the events that are new since then."""
        began, known = time.monotonic(), self._settled
        while time.monotonic() - began < patience_s:
            answered = any(event["sender"] != "traveller" for event in self.events[known:])
            if answered and time.monotonic() - self.last_frame_at >= quiet_s:
                break
            await asyncio.sleep(0.02)
        self._settled = len(self.events)
        return self.events[known:]

    async def answered_since(self, known: int) -> None:
        """Wait until the assistant, an agent or the house has answered after `known` events."""
        async with asyncio.timeout(PATIENCE_S):
            while all(event["sender"] == "traveller" for event in self.events[known:]):
                self._news.clear()
                await self._news.wait()

    _settled: int = 0

    async def _numbered(self, frame: Json) -> str:
        message_id = secrets.token_hex(12)
        await self._send({**frame, "id": message_id})
        return message_id

    async def _send(self, frame: Json) -> None:
        await self.socket.send(json.dumps(frame))

    async def _listen(self) -> None:
        async for raw in self.socket:
            frame = json.loads(raw)
            self.frames.append(frame)
            self.last_frame_at = time.monotonic()
            if frame["type"] == "event":
                self.events.append(frame)
                self._news.set()
            elif frame["type"] in ("welcome", "language"):
                self.language = frame["language"]
            if "answered_by" in frame:
                self.answered_by = frame["answered_by"]
