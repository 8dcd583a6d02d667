"""Rasa's message processor, but a failed action fails the turn and leaves no trace."""

import logging
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from brain.components.turn_metadata import EXTRACTOR, KNOWN
from brain.text import disarm

KEPT_RANKING = 3
log = logging.getLogger(__name__)


class TurnFailed(Exception):
    """The turn cannot be answered; `why` is a word for the front line."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Replies(OutputChannel):
    """Collects the answers of one turn, and why it failed if it did."""

    def __init__(self) -> None:
        self.payloads: list[dict[str, Any]] = []
        self.failure: str | None = None

    @classmethod
    def name(cls) -> str:
        """Name the channel as Rasa wants it."""
        return "turn"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep an answer; one that is not data is a fault of ours."""
        if not message.get("custom"):
            raise TurnFailed("answer_without_data")
        self.payloads.append(message["custom"])


class TurnProcessor(MessageProcessor):
    """Takes turns one by one and never hides a failure."""

    async def take(
        self, message: UserMessage, replies: Replies
    ) -> tuple[DialogueStateTracker, dict[str, Any]]:
        """Take one turn; gives the tracker and what was understood, or raises `TurnFailed`."""
        tracker = await self.fetch_tracker_and_update_session(message.sender_id, replies)
        understood = message.parse_data or await self.understand(message, tracker)
        understood["entities"] = without_old_news(understood["entities"], tracker)
        tracker.update(_event(message.text, understood), self.domain)
        tracker = await self.run_action_extract_slots(replies, tracker)
        await self._run_prediction_loop(replies, tracker)
        if self.is_action_limit_reached(tracker, should_predict_another_action=True):
            raise TurnFailed("too_many_actions")
        await self.save_tracker(tracker)
        return tracker, understood

    async def understand(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None
    ) -> dict[str, Any]:
        """Parse a text; a leading slash forces nothing."""
        harmless = UserMessage(disarm(message.text or ""), metadata=message.metadata)
        return await self.parse_message(harmless, tracker)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: Any,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = _Watched(action)
        again = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        if watched.failure is not None:
            log.error("action failed: %s", action.name())
            raise TurnFailed("action_failed") from watched.failure
        return again


class Brain(Agent):
    """Rasa's agent with our processor."""

    processor: TurnProcessor

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain | None) -> TrackerStore:
        """Use our memory as it is: Rasa's fail-safe wrapper answers a fault with amnesia."""
        return store or InMemoryTrackerStore(domain or Domain.empty())

    def load_model(self, model_path: Any, fingerprint: str | None = None) -> None:
        """Load a trained model."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self._set_fingerprint(fingerprint)

    async def take(
        self, message: UserMessage, replies: Replies
    ) -> tuple[DialogueStateTracker, dict[str, Any]]:
        """Take one turn of a conversation while no other turn of it runs."""
        async with self.lock_store.lock(message.sender_id, wait_time_in_seconds=0.02):
            return await self.processor.take(message, replies)


class _Watched(Action):
    """An action that remembers how it failed: Rasa only logs it."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failure: Exception | None = None

    def name(self) -> str:
        return self._action.name()

    async def run(
        self, output_channel: Any, nlg: Any, tracker: DialogueStateTracker, domain: Any
    ) -> Any:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as failure:
            self.failure = failure
            raise

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Any:
        return self._action.event_for_successful_execution(prediction)


def without_old_news(
    entities: list[dict[str, Any]], tracker: DialogueStateTracker
) -> list[dict[str, Any]]:
    """Drop what the front line knows of the booking when the talk has a value of its own."""
    return [
        entity
        for entity in entities
        if entity.get("extractor") != EXTRACTOR
        or entity["entity"] not in KNOWN
        or tracker.slots.get(entity["entity"]) is None
        or tracker.get_slot(entity["entity"]) is None
    ]


def _event(text: str | None, understood: dict[str, Any]) -> UserUttered:
    kept = {
        "intent": understood["intent"],
        "entities": understood["entities"],
        "intent_ranking": understood.get("intent_ranking", [])[:KEPT_RANKING],
        "language": understood.get("language"),
    }
    return UserUttered(
        text,
        understood["intent"],
        understood["entities"],
        kept,
        input_channel="turn",
    )
