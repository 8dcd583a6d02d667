"""Rasa, asked over HTTP: one turn at a time, never longer than the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import httpx2

from bot.assistant.replies import Json, Reply, UnreadableReply, read_reply
from bot.errors import Unavailable

GRACE_S = 0.3


class AssistantUnavailable(Unavailable):
    """The assistant does not answer, answers too late, or its action failed."""

    code = "assistant_unavailable"


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn: words or a command, and what the assistant should know of it."""

    conversation: str
    epoch: int
    text: str | None
    command: Json | None
    metadata: Json
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant wants said and done, what it understood, and what it knows now."""

    replies: Sequence[Reply]
    understood: Json = field(default_factory=dict)
    slots: Json = field(default_factory=dict)


class Assistant(Protocol):
    """Whoever answers travellers first."""

    async def answer(self, asked: Asked, *, within_s: float) -> Answer:
        """Answer one turn; raises `Unavailable` when it cannot."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class RasaAssistant:
    """The assistant behind `POST /turn` of the brain: docs/contracts.md section 2."""

    def __init__(self, url: str, *, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._client = httpx2.AsyncClient(
            base_url=url,
            transport=transport,
            timeout=httpx2.Timeout(10.0, connect=1.0),
            limits=httpx2.Limits(max_connections=100, max_keepalive_connections=40),
        )

    async def answer(self, asked: Asked, *, within_s: float) -> Answer:
        """Answer one turn; raises `AssistantUnavailable` or `UnreadableReply`."""
        said: Json = {"text": asked.text} if asked.command is None else {"command": asked.command}
        try:
            response = await self._client.post(
                "/turn",
                json={
                    "conversation": f"{asked.conversation}.{asked.epoch}",
                    **said,
                    "metadata": {**asked.metadata, "deadline": asked.deadline.isoformat()},
                },
                timeout=httpx2.Timeout(within_s + GRACE_S, connect=1.0),
            )
        except httpx2.TransportError as broken:
            raise AssistantUnavailable(type(broken).__name__) from broken
        if response.status_code != 200:
            raise AssistantUnavailable(response.status_code)
        return _read_answer(response)

    async def forget(self, conversation: str) -> None:
        """Erase what the assistant remembers of a conversation."""
        try:
            await self._client.delete(f"/conversations/{conversation}")
        except httpx2.TransportError as broken:
            raise AssistantUnavailable(type(broken).__name__) from broken

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _read_answer(response: httpx2.Response) -> Answer:
    try:
        answer: Any = response.json()
    except ValueError as broken:
        raise UnreadableReply("not JSON") from broken
    if not isinstance(answer, dict) or not isinstance(answer.get("replies"), list):
        raise UnreadableReply("no replies")
    if answer.get("failed"):
        raise AssistantUnavailable("failed")
    return Answer(
        replies=tuple(read_reply(reply) for reply in answer["replies"]),
        understood=dict(answer.get("understood") or {}),
        slots=dict(answer.get("slots") or {}),
    )
