"""Makes entities, hence slots, from what the front line says of a turn."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

OF_THE_TURN = ("language", "channel", "today", "zone", "deadline", "grant")
KNOWN = ("booking_reference", "last_name")
EXTRACTOR = "TurnMetadata"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TurnMetadata(GraphComponent, EntityExtractorMixin):
    """Adds the metadata of the turn to the entities of its message."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TurnMetadata":
        """Make the component."""
        return cls()

    def process_training_data(self, training_data: Any) -> Any:
        """Leave the sentences as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities."""
        for message in messages:
            found = message.get(ENTITIES, [])
            entities = found + entities_of(message.get("metadata") or {}, found)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def entities_of(metadata: dict[str, Any], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the entities of a turn's metadata; what was `said` goes before what is known."""
    named = {entity["entity"] for entity in said}
    known = metadata.get("known") or {}
    values = {name: metadata.get(name) for name in OF_THE_TURN}
    values |= {name: known.get(name) for name in KNOWN if name not in named}
    return [
        {"entity": name, "value": value, "extractor": EXTRACTOR}
        for name, value in values.items()
        if value is not None
    ]
