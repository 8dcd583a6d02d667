"""Wakes whoever waits for news of a conversation or of the desk; the database is the truth."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

M = TypeVar("M")


class Hub:
    """Wake-ups inside one process; call it from the event loop only.

    A wake-up says "read again", never what there is to read.
    """

    def __init__(self) -> None:
        self._watchers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._desk: set[asyncio.Event] = set()
        self._typing: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)

    def conversation_changed(self, conversation_id: str) -> None:
        """Something was committed in this conversation."""
        for event in self._watchers.get(conversation_id, ()):
            event.set()

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
        with _member(self._watchers, conversation_id, asyncio.Event()) as event:
            yield event

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
