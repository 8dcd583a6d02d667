"""The names, places and markets that demo bookings are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bookings.trips.booking import LegKind, Place

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written at home and as in the passport."""

    native: str
    latin: str


@dataclass(frozen=True, slots=True)
class Names:
    """The given names and surnames of one language."""

    women: tuple[Name, ...]
    men: tuple[Name, ...]
    surnames: tuple[Name, ...]
    surnames_women: tuple[Name, ...]

    def draw(self, random: Random, family: int | None = None) -> tuple[Name, Name, int]:
        """A given name, a surname that fits it, and which family that is."""
        woman = random.random() < 0.5
        number = random.randrange(len(self.surnames)) if family is None else family
        given = random.choice(self.women if woman else self.men)
        return given, (self.surnames_women if woman else self.surnames)[number], number


@dataclass(frozen=True, slots=True)
class Route:
    """Something that is sold; prices are for one adult and one leg, or one night."""

    kind: LegKind
    origin: Place
    destination: Place
    carrier: str
    number: int
    minutes: int
    lowest: Decimal
    highest: Decimal
    terms: str


@dataclass(frozen=True, slots=True)
class Market:
    """Where buyers live, in what they pay and what they buy."""

    language: str
    weight: int
    currency: str
    step: Decimal
    zones: tuple[str, ...]
    cards: tuple[str, ...]
    routes: tuple[Route, ...]


@cache
def places() -> Mapping[str, Place]:
    """All places by their code."""
    return {
        code: Place(code, city, name, zone) for code, (city, name, zone) in _read("places").items()
    }


@cache
def names() -> Mapping[str, Names]:
    """The names of each language."""
    return {language: _names(lists) for language, lists in _read("names").items()}


@cache
def markets() -> Mapping[str, Market]:
    """All markets by their key."""
    return {key: _market(key, values) for key, values in _read("markets").items()}


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((_HERE / f"{name}.yml").read_text("utf-8"))
    return content


def _names(lists: dict[str, list[list[str]]]) -> Names:
    surnames = _pairs(lists["surnames"])
    women = _pairs(lists["surnames_women"]) if "surnames_women" in lists else surnames
    return Names(_pairs(lists["women"]), _pairs(lists["men"]), surnames, women)


def _pairs(pairs: list[list[str]]) -> tuple[Name, ...]:
    return tuple(Name(native, latin) for native, latin in pairs)


def _market(key: str, values: dict[str, Any]) -> Market:
    return Market(
        language=values.get("language", key),
        weight=values["weight"],
        currency=values["currency"],
        step=Decimal(str(values["step"])),
        zones=tuple(values["zones"]),
        cards=tuple(values["cards"]),
        routes=tuple(_route(route) for route in values["routes"]),
    )


def _route(values: list[Any]) -> Route:
    kind, origin, destination, carrier, number, minutes, lowest, highest, terms = values
    return Route(
        LegKind(kind),
        places()[origin],
        places()[destination],
        str(carrier),
        number,
        minutes,
        Decimal(lowest),
        Decimal(highest),
        terms,
    )
