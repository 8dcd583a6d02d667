"""What the assistant remembers of conversations: a SQLite file of its own."""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

AT_HAND = 256
_TABLE = """
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL, at INTEGER NOT NULL, events TEXT NOT NULL,
    PRIMARY KEY (conversation, at)
) WITHOUT ROWID
"""


class TurnMemory(TrackerStore):
    """One row a turn: Rasa's own store writes one an event and counts them all at each turn."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        db: str = "var/brain.db",
        **kwargs: Any,
    ) -> None:
        kwargs.pop("host", None)
        self._shelf: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)
        if db != ":memory:":
            Path(db).parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(db, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("PRAGMA busy_timeout = 5000")
        self._connection.execute(_TABLE)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give the tracker of a conversation, or nothing if it is new.

        A tracker is taken off the shelf and comes back when it is saved: a turn that fails leaves
        none behind, and the next one reads the file.
        """
        at_hand = self._shelf.pop(sender_id, None)
        return at_hand if at_hand is not None else self._read(sender_id)

    def _read(self, sender_id: str) -> DialogueStateTracker | None:
        rows = self._connection.execute(
            "SELECT events FROM turns WHERE conversation = ? ORDER BY at", (sender_id,)
        ).fetchall()
        events = [event for (turn,) in rows for event in json.loads(turn)]
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        tracker.events_kept = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the events of this turn."""
        await self.stream_events(tracker)
        self._write(tracker)
        self._shelf[tracker.sender_id] = tracker
        while len(self._shelf) > AT_HAND:
            self._shelf.popitem(last=False)

    def _write(self, tracker: DialogueStateTracker) -> None:
        events = list(tracker.events)
        kept = getattr(tracker, "events_kept", 0)
        if len(events) == kept:
            return
        turn = json.dumps([event.as_dict() for event in events[kept:]], default=_plain)
        self._connection.execute(
            "INSERT INTO turns (conversation, at, events) VALUES (?, ?, ?)",
            (tracker.sender_id, kept, turn),
        )
        tracker.events_kept = len(events)

    async def keys(self) -> Iterable[str]:
        """Name all conversations."""
        rows = self._connection.execute("SELECT DISTINCT conversation FROM turns").fetchall()
        return [conversation for (conversation,) in rows]

    def forget(self, conversation: str) -> int:
        """Erase a conversation with all its epochs; tells how many rows went."""
        for name in [name for name in self._shelf if name.startswith(f"{conversation}.")]:
            del self._shelf[name]
        self._shelf.pop(conversation, None)
        erased = self._connection.execute(
            "DELETE FROM turns WHERE conversation = ? OR substr(conversation, 1, ?) = ?",
            (conversation, len(conversation) + 1, f"{conversation}."),
        ).rowcount
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return erased


def _plain(number: Any) -> Any:
    return number.item()
