"""Which part of a booking a traveller means: everybody, one passenger, or one leg."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from actions import trip
from actions.answers import Json

ALL = "all"
_EVERYBODY = Path(__file__).parent / "everybody.yml"


def coupons_of(booking: Json, part: str) -> list[str]:
    """The ids of the open coupons that `part` (all, a passenger's or a leg's id) stands for."""
    return [
        coupon["id"]
        for coupon in trip.open_coupons(booking)
        if part in (ALL, coupon["passenger"], coupon["leg"])
    ]


def only_part(booking: Json) -> str | None:
    """`all` when there is nothing to choose from."""
    coupons = trip.open_coupons(booking)
    one_passenger = len(trip.passengers_with(booking, coupons)) == 1
    one_leg = len(trip.legs_with(booking, coupons)) == 1
    return ALL if one_passenger and one_leg else None


def meant_part(words: str, booking: Json) -> str | None:
    """The part that these words name, or None when they name none or several."""
    coupons = trip.open_coupons(booking)
    ids = {ALL} | {coupon[key] for coupon in coupons for key in ("passenger", "leg")}
    if words.strip() in ids:
        return words.strip()
    said = _folded(words)
    named = [
        person["id"]
        for person in trip.passengers_with(booking, coupons)
        if _names(said, _given_names(person))
    ]
    if len(named) == 1:
        return str(named[0])
    if _names(said, _everybody()):
        return ALL
    return None


def _given_names(person: Json) -> list[str]:
    latin = person.get("given_name_latin") or ""
    return [name for name in (_folded(person["given_name"]), _folded(latin)) if name]


@cache
def _everybody() -> tuple[str, ...]:
    words: list[str] = yaml.safe_load(_EVERYBODY.read_text(encoding="utf-8"))
    return tuple(_folded(word) for word in words)


def _names(said: str, words: Iterable[str]) -> bool:
    return any(_holds(said, word) for word in words)


def _holds(said: str, word: str) -> bool:
    if any("぀" <= letter <= "鿿" for letter in word):
        return word in said
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().replace("ي", "ی").replace("ك", "ک"))
    return "".join(c for c in text if not unicodedata.combining(c)).replace("\u200c", " ")
