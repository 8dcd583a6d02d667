"""How many people, bags, nights or tickets."""

import re
from functools import lru_cache

from brain.entities import lexicon
from brain.entities.found import Found, Setting
from brain.entities.numbers import Number, find_numbers

MOST = 500


def find_counts(text: str, setting: Setting) -> list[Found]:
    """Find counts in folded lower-case text."""
    found = [
        Found("count", str(int(number.value)), number.start, noun.end())
        for number in find_numbers(text)
        for noun in [_noun().match(text, number.end)]
        if noun
        and _is_counted(text, number)
        and number.value == number.value.to_integral_value()
        and 0 < number.value <= MOST
    ]
    if setting.expects == "count" and not found:
        found = [
            Found("count", str(int(number.value)), number.start, number.end)
            for number in find_numbers(text)
        ]
    return found or _alone(text)


def _is_counted(text: str, number: Number) -> bool:
    """An article ("یه") counts nothing, and an ordinal ("第二位") is no count."""
    return text[number.start : number.end] not in ("یه", "نه") and text[: number.start][-1:] != "第"


def _alone(text: str) -> list[Found]:
    match = _collective().search(text)
    if not match:
        return []
    value = lexicon.words("digits")[match.group()]
    return [Found("count", str(value), match.start(), match.end())]


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    nouns = lexicon.listed("counted")
    han = [noun for noun in nouns if re.search("[\u3400-\u9fff]", noun)]
    others = [noun for noun in nouns if noun not in han]
    spaced = rf"[ -]+(?:(?!and\b|и\b|в\b|at\b|on\b)[^\W\d]+ )?(?:{'|'.join(others)})(?!\w)"
    return re.compile(rf"(?:{spaced})|(?: ?(?:{'|'.join(han)}))")


@lru_cache(maxsize=1)
def _collective() -> re.Pattern[str]:
    entries = lexicon.listed("counted_alone")
    return re.compile(lexicon.any_of(entries) if entries else "(?!)")
