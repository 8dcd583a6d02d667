"""A stage for actions: a backend in memory, a clock that stands, and one call as Rasa makes it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from actions.app import build_executor
from actions.bookings_api import BookingsApi
from actions.goal import Collaborators
from actions.settings import Settings
from tests.actions.backend import Backend, Json

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECRET = "a secret of thirty-two bytes or so"


@dataclass
class Stage:
    """Runs an action by its name with slots, as Rasa would."""

    backend: Backend = field(default_factory=Backend)
    now: datetime = NOON

    async def run(
        self, action: str, slots: Json, *, events: tuple[Json, ...] = (), **latest: Any
    ) -> tuple[list[Json], Json]:
        """The answers, and the slots that the action sets."""
        settings = Settings(bookings_api_key="key", grant_secret=SECRET)
        bookings = BookingsApi(settings, self.backend.transport())
        executor = build_executor(Collaborators(bookings, SECRET, lambda: self.now))
        message = {"text": "", "intent": {"name": "inform", "confidence": 1.0}, "entities": []}
        tracker = {
            "sender_id": "talk.1",
            "slots": {"deadline": (self.now + timedelta(seconds=8)).isoformat(), **slots},
            "latest_message": {**message, **latest},
            "events": list(events),
            "paused": False, "followup_action": None, "active_loop": {},
            "latest_action_name": None,
        }  # fmt: skip
        call = {"next_action": action, "sender_id": "talk.1", "tracker": tracker, "domain": DOMAIN}
        result = await executor.run(call)
        await bookings.close()
        assert result is not None
        answers = [response["custom"] for response in result.responses]
        kept = {event["name"]: event["value"] for event in result.events if "value" in event}
        return answers, kept

    def grant(self, *, booking: str = "FAM123", minutes_ago: float = 1, **changes: Any) -> str:
        """A grant as the front line signs it."""
        proved_at = self.now - timedelta(minutes=minutes_ago)
        claims = {
            "iss": "hamsafar-bot", "aud": "hamsafar-actions", "sub": "talk", "booking": booking,
            "level": "code", "proved_at": proved_at.timestamp(),
            "iat": datetime.now(UTC), "exp": datetime.now(UTC) + timedelta(minutes=2),
        }  # fmt: skip
        return jwt.encode({**claims, **changes}, changes.pop("secret", SECRET), algorithm="HS256")

    def known(self, **more: Any) -> Json:
        """The slots of a traveller who has just proved to be on the family booking."""
        who = {"booking_reference": "FAM123", "last_name": "Walker", "task": "refund_request"}
        return {**who, "grant": self.grant(), **more}


DOMAIN: Json = {
    "slots": {},
    "forms": {"refund_form": {"required_slots": ["refund_part", "consent"]}},
}


@pytest.fixture
def stage() -> Stage:
    """A new stage."""
    return Stage()


def said(answers: list[Json]) -> list[str]:
    """The names of the sentences among the answers."""
    return [str(answer["say"]) for answer in answers if "say" in answer]


def kinds(answers: list[Json]) -> set[str]:
    """The kinds of reply among the answers."""
    return {next(iter(answer)) for answer in answers}
