"""Wakes whoever waits for news of a conversation or of the desk; the database is the truth."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from bot.conversations.model import Conversation, Message

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class News:
    """What one commit added: the conversation after it, and the new messages in order."""

    conversation: Conversation
    messages: tuple[Message, ...]


class Watcher:
    """Waits for changes of one conversation; what it cannot keep, its reader finds missing."""

    def __init__(self, keeps: int = 64) -> None:
        self.told = asyncio.Event()
        self._news: deque[News | None] = deque(maxlen=keeps)

    def tell(self, news: News | None) -> None:
        """Something was committed; None: the reader must look."""
        self._news.append(news)
        self.told.set()

    async def wait(self) -> list[News | None]:
        """All that was told since the last time; waits for the first."""
        await self.told.wait()
        self.told.clear()
        told = list(self._news)
        self._news.clear()
        return told


class Hub:
    """Wake-ups inside one process; call it from the event loop only.

    A wake-up may carry what was committed, to save a look; who finds a gap reads the tables.
    """

    def __init__(self) -> None:
        self._watchers: dict[str, set[Watcher]] = defaultdict(set)
        self._desk: set[asyncio.Event] = set()
        self._typing: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)

    def conversation_changed(self, conversation_id: str, news: News | None = None) -> None:
        """Something was committed in this conversation; `news` says what, if it is at hand."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.tell(news)

    def desk_changed(self) -> None:
        """Something was committed that the desk shows."""
        for event in self._desk:
            event.set()

    def typing(self, conversation_id: str, who: str) -> None:
        """Somebody is writing; nobody keeps this."""
        for queue in self._typing.get(conversation_id, ()):
            if not queue.full():
                queue.put_nowait(who)

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation changed."""
        with _member(self._watchers, conversation_id, Watcher(keeps=0)) as watcher:
            yield watcher.told

    @contextmanager
    def following(self, conversation_id: str) -> Iterator[Watcher]:
        """Somebody who is also told what changed."""
        with _member(self._watchers, conversation_id, Watcher()) as watcher:
            yield watcher

    @contextmanager
    def watching_typing(self, conversation_id: str) -> Iterator[asyncio.Queue[str]]:
        """A short queue of who is writing in the conversation."""
        with _member(self._typing, conversation_id, asyncio.Queue[str](8)) as queue:
            yield queue

    @contextmanager
    def watching_desk(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever the desk changed."""
        event = asyncio.Event()
        self._desk.add(event)
        try:
            yield event
        finally:
            self._desk.discard(event)


@contextmanager
def _member(groups: dict[str, set[M]], key: str, member: M) -> Iterator[M]:
    groups[key].add(member)
    try:
        yield member
    finally:
        groups[key].discard(member)
        if not groups[key]:
            del groups[key]
