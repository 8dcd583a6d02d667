"""Names the intent of a message from its vector, or says that it is not sure enough."""

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from brain import labels
from brain.blend import Blend, learn_blend
from brain.components.embedding import vector_of
from brain.softmax import Ranking
from brain.text import even


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentHead(GraphComponent, IntentClassifier):
    """Ranks full labels; below `threshold` the intent is `nlu_fallback`."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._classifier: Blend | None = None
        self._learned: dict[str, str] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold` and `margin` are probabilities; `strength` is sklearn's C."""
        return {"threshold": 0.3, "margin": 0.0, "strength": 30.0, "ranking": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentHead":
        """Make a head that has learned nothing yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the labelled sentences and keep the result with the model."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and vector_of(example) is not None
        ]
        if examples:
            vectors = np.stack([vector_of(example) for example in examples])
            names = [example.get_full_intent() for example in examples]
            texts = [even(example.get(TEXT)) for example in examples]
            self._classifier = learn_blend(vectors, texts, names, self._config["strength"])
            self._learned = dict(zip(texts, names, strict=True))
            self._persist()
        return self._resource

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
            learned = json.dumps(self._learned, ensure_ascii=False)
            (folder / "learned.json").write_text(learned, encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentHead":
        """Read a trained head."""
        head = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            head._classifier = Blend.read(folder)
            head._learned = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
        return head

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the sentences as they are: nothing that follows learns from guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the intent and its ranking on each message."""
        for message in messages:
            ranking = self._rank(message)
            put_ranking(message, ranking[: self._config["ranking"]], self._is_sure(ranking))
            message.set("learned_as", self._learned.get(even(message.get(TEXT) or "")))
        return messages

    def _rank(self, message: Message) -> Ranking:
        vector = vector_of(message)
        if self._classifier is None or vector is None:
            return []
        return self._classifier.rank(vector, even(message.get(TEXT)))

    def _is_sure(self, ranking: Ranking) -> bool:
        if not ranking:
            return False
        second = ranking[1][1] if len(ranking) > 1 else 0.0
        first = ranking[0][1]
        return first >= self._config["threshold"] and first - second >= self._config["margin"]


def put_ranking(message: Message, ranking: Ranking, sure: bool) -> None:
    """Put a ranking on the message, and its first label as intent if it is sure enough."""
    chances = [{"name": name, "confidence": chance} for name, chance in ranking]
    intent = labels.for_rasa(*ranking[0]) if sure else labels.fallback(ranking)
    message.set("intent", intent, add_to_output=True)
    message.set("intent_ranking", chances, add_to_output=True)
