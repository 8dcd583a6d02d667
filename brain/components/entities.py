"""Puts the entities of our kit on a message, and lets the question decide what it means."""

from datetime import date, datetime, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from brain.entities import find_entities
from brain.entities.found import Found, Setting
from brain.entities.ratings import find_languages, find_ratings
from brain.expectation import Heard, meant
from brain.labels import for_rasa
from brain.text import fold

EXTRACTOR = "EntityKit"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityKit(GraphComponent, EntityExtractorMixin):
    """Finds entities and, when a slot was asked for, hears the answer in them."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityKit":
        """Make the component."""
        return cls()

    def process_training_data(self, training_data: Any) -> Any:
        """Leave the sentences as they are."""
        return training_data

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Put entities on the messages, and the intent that fits the question."""
        expects = expected(tracker)
        for message in messages:
            if message.get(TEXT):
                _understand(message, expects)
        return messages


def expected(tracker: DialogueStateTracker | None) -> str | None:
    """Tell what the assistant has asked for: a slot, or `rating` after the survey's question."""
    if tracker is None:
        return None
    if tracker.slots.get("requested_slot") and tracker.get_slot("requested_slot"):
        return str(tracker.get_slot("requested_slot"))
    said = tracker.get_last_event_for(BotUttered)
    custom = (said.data.get("custom") or {}) if said else {}
    return "rating" if custom.get("say") == "ask_survey" else None


def _understand(message: Message, expects: str | None) -> None:
    metadata = message.get("metadata") or {}
    text = message.get(TEXT)
    language = metadata.get("language") or message.get("language") or "en"
    setting = Setting(_today(metadata), language, expects)
    ranking = message.get("intent_ranking") or [{"name": "", "confidence": 0.0}]
    label, confidence = ranking[0]["name"], ranking[0]["confidence"]
    found = find_entities(text, setting) + _wanted(text, label, setting)
    heard = Heard(text, label, confidence, message.get("learned_as"), tuple(found))
    decided = meant(heard, expects)
    if decided.label is not None:
        message.set(INTENT, for_rasa(decided.label, max(confidence, 0.9)), add_to_output=True)
    message.set(ENTITIES, [_as_rasa(one) for one in decided.found], add_to_output=True)


def _wanted(text: str, label: str, setting: Setting) -> list[Found]:
    lower = fold(text).lower()
    if len(lower) != len(text):
        return []
    if label == "feedback_survey" or setting.expects == "rating":
        return find_ratings(lower, setting)
    if label == "change_language":
        return find_languages(lower, setting)
    return []


def _today(metadata: dict[str, Any]) -> date:
    said = metadata.get("today")
    return date.fromisoformat(said) if said else datetime.now(timezone.utc).date()


def _as_rasa(found: Found) -> dict[str, Any]:
    return {
        "entity": found.entity,
        "value": int(found.value) if found.entity == "rating" else found.value,
        "start": found.start,
        "end": found.end,
        "extractor": EXTRACTOR,
    }
