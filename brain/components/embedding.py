"""Puts the vector of a message on it, for the heads that follow."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from brain import embedder
from brain.text import even

ORIGIN = "SentenceEmbedding"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(GraphComponent):
    """Embeds each message; training sentences come from the store on disk."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEmbedding":
        """Make the component."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Put vectors on the sentences to be learned."""
        messages = [example for example in training_data.training_examples if example.get(TEXT)]
        texts = [even(message.get(TEXT)) for message in messages]
        vectors = embedder.store().get(texts, embedder.say_progress)
        for message, vector in zip(messages, vectors, strict=True):
            _put(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Put vectors on messages to be understood."""
        for message in messages:
            if message.get(TEXT):
                _put(message, embedder.embed_one(even(message.get(TEXT))))
        return messages


def vector_of(message: Message) -> embedder.Vectors | None:
    """Give the vector that `SentenceEmbedding` put on the message."""
    features = message.get_dense_features(TEXT)[1]
    return None if features is None else features.features[0]


def _put(message: Message, vector: embedder.Vectors) -> None:
    message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))
