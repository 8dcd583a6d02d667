"""Names the language of a message from the same vector, and from its letters."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from brain import embedder
from brain.components.embedding import vector_of
from brain.scripts import has_words, possible
from brain.softmax import Softmax, learn
from brain.text import even


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageHead(GraphComponent, IntentClassifier):
    """Learns from the folders under `data`: the name of each is the language of its sentences."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: Softmax | None = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._classifier = classifier

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`data` is a folder seen from the root; `strength` is sklearn's C."""
        return {"data": "data/nlu", "strength": 10.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageHead":
        """Make a head that has learned nothing yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which language the sentences of each folder have."""
        pairs = list(sentences(Path(self._config["data"])))
        vectors = embedder.store().get([even(text) for _, text in pairs], embedder.say_progress)
        if pairs:
            languages = [language for language, _ in pairs]
            self._classifier = learn(vectors, languages, self._config["strength"])
            with self._storage.write_to(self._resource) as folder:
                self._classifier.save(folder / "languages.npz")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageHead":
        """Read a trained head."""
        with model_storage.read_from(resource) as folder:
            classifier = Softmax.read(folder / "languages.npz")
        return cls(config, model_storage, resource, classifier)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the sentences as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the language on each message; none if it holds no words."""
        for message in messages:
            message.set("language", self._name(message), add_to_output=True)
        return messages

    def _name(self, message: Message) -> str | None:
        text, vector = message.get(TEXT) or "", vector_of(message)
        if self._classifier is None or vector is None or not has_words(text):
            return None
        ranking = self._classifier.rank(vector)
        allowed = possible(text) & {language for language, _ in ranking}
        return next((name for name, _ in ranking if not allowed or name in allowed), None)


def sentences(folder: Path) -> list[tuple[str, str]]:
    """Give language and text of every training sentence."""
    by_language: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.glob("*/*.yml")):
        lessons = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        for lesson in lessons.get("nlu") or []:
            lines = str(lesson.get("examples") or "").splitlines()
            by_language[file.parent.name] |= {
                line[2:].strip() for line in lines if line[:2] == "- "
            }
    return [(language, text) for language, texts in by_language.items() for text in sorted(texts)]
