"""The answers an action may give, as data: docs/contracts.md section 1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Value: TypeAlias = str | int | Json


def money(amount: Mapping[str, str]) -> Json:
    """An amount with its currency; `amount` is the backend's MONEY."""
    return {"type": "money", "amount": amount["amount"], "currency": amount["currency"]}


def moment(value: str) -> Json:
    """A moment in its own offset, ISO 8601."""
    return {"type": "moment", "value": value}


def date(value: str) -> Json:
    """A day, ISO 8601."""
    return {"type": "date", "value": value}


def code(value: str) -> Json:
    """Something to be read letter by letter: a reference, a number, a masked card."""
    return {"type": "code", "value": value}


def name(value: str) -> Json:
    """A person's or a hotel's name."""
    return {"type": "name", "value": value}


def city(value: str) -> Json:
    """A city by its IATA code, named in the reader's language."""
    return {"type": "city", "value": value}


def term(sentence: str) -> Json:
    """Another sentence of the wording, by its name."""
    return {"type": "term", "value": sentence}


def texts(by_language: Mapping[str, str]) -> Json:
    """A cited text that exists in several languages."""
    return {"type": "texts", "value": dict(by_language)}


def listed(values: Iterable[Value]) -> Json:
    """Several values, joined as the reader's language joins them."""
    return {"type": "list", "value": list(values)}


def choice(
    button: str,
    intent: str,
    *,
    entities: Mapping[str, Any] | None = None,
    label: Json | None = None,
) -> Json:
    """A button: what it is called, and the wish it stands for."""
    made: Json = {"name": button, "intent": intent, "entities": dict(entities or {})}
    return made if label is None else {**made, "label": label}


YES_OR_NO = (choice("yes", "affirm"), choice("no", "deny"))
PERSON = choice("person", "human_handoff")
WISHES = (
    choice("booking_status", "booking_status"),
    choice("refund_request", "refund_request"),
    choice("refund_status", "refund_status"),
    PERSON,
)


def say(
    sentence: str, values: Mapping[str, Value] | None = None, choices: Iterable[Json] = ()
) -> Json:
    """A sentence of the wording with its values and buttons."""
    answer: Json = {"say": sentence}
    if values:
        answer["with"] = dict(values)
    if offered := list(choices):
        answer["choices"] = offered
    return answer


def prove(booking: str, surname: str, *, task: str, fresh: bool) -> Json:
    """Ask the front line to have the traveller prove who they are."""
    return {"prove": {"booking": booking, "surname": surname, "task": task, "fresh": fresh}}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the packet shall hold: a name, a value, and how we know it."""

    name: str
    value: Value
    source: str
    at: datetime

    def as_json(self) -> Json:
        """The fact as the contract writes it."""
        return {
            "name": self.name,
            "value": self.value,
            "source": self.source,
            "at": self.at.isoformat(timespec="seconds"),
        }


def hand_over(
    reason: str, *, typology: str, class_: int | None = None, facts: Iterable[Fact] = ()
) -> Json:
    """Give the conversation to a person."""
    return {
        "hand_over": {
            "reason": reason,
            "typology": typology,
            "class": class_,
            "facts": [fact.as_json() for fact in facts],
        }
    }


def open_case(typology: str, *, details: str, facts: Iterable[Fact] = ()) -> Json:
    """Register a matter that a person will answer later."""
    return {
        "open_case": {
            "typology": typology,
            "details": details,
            "facts": [fact.as_json() for fact in facts],
        }
    }


def tried(action: str, result: str, facts: Iterable[Fact] = ()) -> Json:
    """Tell the packet what was done, and what came of it."""
    return {"tried": {"action": action, "result": result, "facts": [f.as_json() for f in facts]}}
