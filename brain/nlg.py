"""Answers as data: the `custom` payloads of `domain.yml`, `{slot}` filled with typed values."""

import re
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from brain.labels import label_of

_SLOT = re.compile(r"\{(\w+)\}")
ARTICLE = "article"


class DataAnswers(TemplatedNaturalLanguageGenerator):
    """Rasa's own fills slots as strings; this one keeps numbers and objects as they are."""

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Give the payload of `utter_action`, or nothing if the domain has none."""
        variants = (kwargs.pop("domain_responses", None) or self.responses).get(utter_action)
        if not variants:
            return None
        values = {**tracker.current_slot_values(), **kwargs}
        if tracker.latest_message is not None:
            values[ARTICLE] = label_of(tracker.latest_message.intent)
        return {"custom": fill(variants[0].get("custom"), values)}


def fill(template: Any, values: dict[str, Any]) -> Any:
    """Replace `{name}` everywhere in `template`; a string that is nothing else keeps the type."""
    if isinstance(template, dict):
        return {key: fill(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [fill(value, values) for value in template]
    if not isinstance(template, str):
        return template
    whole = _SLOT.fullmatch(template)
    if whole:
        return values.get(whole[1])
    return _SLOT.sub(lambda slot: str(values.get(slot[1], "")), template)
