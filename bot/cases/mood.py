"""Simple signs of how somebody feels, read from how they write and what they wish for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SHOUTS = re.compile(r"[!！؟?？]{2,}|!.*!", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the traveller with the wish that was understood in it."""

    seq: int
    text: str
    intent: str | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign (`mood_NAME` of the desk's words) and the message that shows it."""

    name: str
    seq: int


def signs_of_mood(heard: Iterable[Heard]) -> tuple[Sign, ...]:
    """Every sign once, with the last message that shows it."""
    last: dict[str, int] = {}
    wished: dict[str, int] = {}
    for message in heard:
        for name in _signs(message):
            last[name] = message.seq
        if message.intent is not None:
            wished[message.intent] = wished.get(message.intent, 0) + 1
            if wished[message.intent] >= 3 and message.intent not in _REPEATABLE:
                last["repeating"] = message.seq
    return tuple(Sign(name, seq) for name, seq in sorted(last.items()))


_BY_INTENT = {
    "emergency_help": "in_trouble",
    "complaint": "complaining",
    "nlu_fallback": "not_understood",
    "human_handoff": "wants_person",
}
_REPEATABLE = frozenset({"inform", "affirm", "deny", "greet", "thank", "nlu_fallback"})


def _signs(message: Heard) -> list[str]:
    found = [_BY_INTENT[message.intent]] if message.intent in _BY_INTENT else []
    if _SHOUTS.search(message.text):
        found.append("exclaiming")
    letters = [sign for sign in message.text if sign.isalpha() and sign.lower() != sign.upper()]
    if len(letters) >= 12 and sum(sign.isupper() for sign in letters) / len(letters) > 0.8:
        found.append("shouting")
    return found
