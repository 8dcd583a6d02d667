"""What an action needs to know of the turn, read from Rasa's tracker once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from rasa_sdk import Tracker

from actions.answers import Json

ISSUER = "hamsafar-bot"
AUDIENCE = "hamsafar-actions"
FRESH = timedelta(minutes=10)
TASKS = frozenset(
    {
        "booking_status", "flight_status", "refund_request", "refund_quote", "refund_status",
        "payment_failed", "change_booking", "resend_itinerary", "complaint", "suggestion",
        "site_problem", "trip_search", "callback_request", "message_director",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: who talks, what they wish, what they have proved, and how long we may take."""

    tracker: Tracker
    now: datetime
    grant_secret: str

    @property
    def conversation(self) -> str:
        """The conversation's id, without the assistant's epoch."""
        return str(self.tracker.sender_id).rsplit(".", 1)[0]

    @property
    def booking_reference(self) -> str:
        """The booking the traveller names; empty if none."""
        return str(self.slot("booking_reference") or "")

    @property
    def last_name(self) -> str:
        """The surname the traveller gives; empty if none."""
        return str(self.slot("last_name") or "")

    @property
    def task(self) -> str:
        """The wish that is being worked on, else `human_handoff`."""
        return str(self.slot("task") or "human_handoff")

    @property
    def topic(self) -> str:
        """What the talk is about: the task, else the last wish, else `human_handoff`."""
        if task := self.slot("task"):
            return str(task)
        return next((intent for intent, _ in self._said() if intent in TASKS), "human_handoff")

    @property
    def wish(self) -> str:
        """The traveller's own words for the task; empty for a button."""
        return self.last_words(TASKS)

    def last_words(self, intents: frozenset[str]) -> str:
        """The newest words that were understood as one of these intents; empty if none."""
        return next((text for intent, text in self._said() if intent in intents and text), "")

    def _said(self) -> Iterator[tuple[str, str]]:
        """What the traveller said so far, newest first: intent and text."""
        for event in reversed(self.tracker.events):
            if event.get("event") == "user":
                intent = (event.get("parse_data") or {}).get("intent") or {}
                yield str(intent.get("name") or ""), str(event.get("text") or "")

    @property
    def text(self) -> str:
        """What the traveller has just written; empty for a command."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def intent(self) -> str:
        """The intent of the latest message."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def confidence(self) -> float:
        """How sure the assistant is of the intent, 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

    def slot(self, slot: str) -> Any:
        """A slot's value, or None."""
        return self.tracker.get_slot(slot)

    def entity(self, entity: str) -> Any:
        """The latest message's first value of this entity, or None."""
        return next(iter(self.tracker.get_latest_entity_values(entity)), None)

    def time_left(self) -> timedelta:
        """How long this turn may still take."""
        deadline = self.slot("deadline")
        if not deadline:
            return timedelta(seconds=5)
        return datetime.fromisoformat(str(deadline)) - self.now

    def proved(self, *, fresh: bool = False) -> bool:
        """Whether this traveller has proved to be on this booking; `fresh`: within ten minutes."""
        grant = self._grant()
        if grant is None or grant["booking"] != self.booking_reference:
            return False
        age = self.now - datetime.fromtimestamp(float(grant["proved_at"]), UTC)
        return not fresh or age <= FRESH

    def _grant(self) -> Json | None:
        token = self.slot("grant")
        if not token:
            return None
        try:
            claims: Json = jwt.decode(
                str(token),
                self.grant_secret,
                algorithms=["HS256"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "booking", "proved_at", "level"]},
            )
        except jwt.InvalidTokenError:
            return None
        return claims if claims["sub"] == self.conversation else None
