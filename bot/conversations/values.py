"""Typed values of sentences and facts: money, days, moments, codes, names and the like."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, shown in its own offset."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be read letter by letter: a reference, a flight number, a masked card."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person, a hotel or a carrier."""

    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """A cited text that exists in several languages."""

    by_language: dict[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """Another sentence of the wording, by its name."""

    sentence: str


@dataclass(frozen=True, slots=True)
class City:
    """A city by its IATA code, named in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Several:
    """Several values, joined as the reader's language joins them."""

    values: tuple["Value", ...]


Value: TypeAlias = str | int | Money | Day | Moment | Code | Name | Texts | Term | City | Several


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the packet holds: a name, a value, how we know it, and since when."""

    name: str
    value: Value
    source: str
    at: datetime

    def as_json(self) -> Json:
        """The fact as the contract writes it."""
        return {
            "name": self.name,
            "value": value_json(self.value),
            "source": self.source,
            "at": self.at.isoformat(),
        }


def read_value(raw: object) -> Value:
    """Read a value of the contract; raises `ValueError` on anything else."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str | int):
        return raw
    if not isinstance(raw, dict) or raw.get("type") not in _READERS:
        raise ValueError("not a value of the contract")
    try:
        return _READERS[raw["type"]](raw)
    except (KeyError, TypeError, InvalidOperation) as broken:
        raise ValueError(f"not a {raw['type']}") from broken


def read_fact(raw: Json) -> Fact:
    """Read one fact."""
    return Fact(
        name=str(raw["name"]),
        value=read_value(raw["value"]),
        source=str(raw["source"]),
        at=datetime.fromisoformat(raw["at"]),
    )


def value_json(value: Value) -> str | int | Json:
    """The value as the contract writes it."""
    match value:
        case str() | int():
            return value
        case Money(amount, currency):
            return {"type": "money", "amount": str(amount), "currency": currency}
        case Day(day):
            return {"type": "date", "value": day.isoformat()}
        case Moment(at):
            return {"type": "moment", "value": at.isoformat()}
        case Texts(by_language):
            return {"type": "texts", "value": dict(by_language)}
        case Several(values):
            return {"type": "list", "value": [value_json(one) for one in values]}
        case _:
            return _plain_json(value)


def _plain_json(value: Code | Name | Term | City) -> Json:
    match value:
        case Code(text):
            return {"type": "code", "value": text}
        case Name(text):
            return {"type": "name", "value": text}
        case Term(sentence):
            return {"type": "term", "value": sentence}
        case City(code):
            return {"type": "city", "value": code}


def _money(raw: Json) -> Money:
    amount = Decimal(str(raw["amount"]))
    if not amount.is_finite():
        raise ValueError("an amount is a finite number")
    return Money(amount, str(raw["currency"]))


def _moment(raw: Json) -> Moment:
    at = datetime.fromisoformat(raw["value"])
    if at.tzinfo is None:
        raise ValueError("a moment needs an offset")
    return Moment(at)


_READERS: dict[str, Callable[[Json], Value]] = {
    "money": _money,
    "moment": _moment,
    "date": lambda raw: Day(date.fromisoformat(raw["value"])),
    "code": lambda raw: Code(str(raw["value"])),
    "name": lambda raw: Name(str(raw["value"])),
    "term": lambda raw: Term(str(raw["value"])),
    "city": lambda raw: City(str(raw["value"])),
    "texts": lambda raw: Texts({str(k): str(v) for k, v in dict(raw["value"]).items()}),
    "list": lambda raw: Several(tuple(read_value(one) for one in raw["value"])),
}
