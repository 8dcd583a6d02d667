"""Marks from one to five, and names of languages: looked for only when they are meant."""

import re
from functools import lru_cache

from brain.entities import lexicon
from brain.entities.found import Found, Setting
from brain.entities.numbers import find_numbers

BEST = 5
_STARS = re.compile("[★⭐]+")


def find_ratings(text: str, setting: Setting) -> list[Found]:
    """Find the first mark in folded lower-case text; of two numbers ("4 of 5") the first counts."""
    stars = _STARS.search(text)
    if stars and len(stars.group()) <= BEST:
        return [Found("rating", str(len(stars.group())), stars.start(), stars.end())]
    for number in find_numbers(text.replace("/", " ")):
        if 1 <= number.value <= BEST and number.value == number.value.to_integral_value():
            return [Found("rating", str(int(number.value)), number.start, number.end)]
    return []


def find_languages(text: str, setting: Setting) -> list[Found]:
    """Find names of languages in folded lower-case text."""
    return [
        Found("target_language", _language(match.group()), match.start(), match.end())
        for match in _pattern().finditer(text)
    ][:1]


def _language(said: str) -> str:
    names = lexicon.words("languages")
    return str(next(names[said[:end]] for end in range(len(said), 0, -1) if said[:end] in names))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(lexicon.words("languages"), key=len, reverse=True)
    han = [name for name in names if re.search("[\u3040-\u30ff\u3400-\u9fff]", name)]
    others = [re.escape(name) for name in names if name not in han]
    return re.compile(rf"(?<!\w)(?:{'|'.join(others)})\w{{0,4}}|{'|'.join(han)}")
