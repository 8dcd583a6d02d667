"""Surnames: after a word that announces one, or because one was asked for."""

import re
from functools import lru_cache

from brain.entities import lexicon
from brain.entities.found import Found, Setting

_NAME = r"[^\W\d_][^\W\d_'’.-]*(?:[ '-]?[^\W\d_]+){0,3}"
_MOST_WORDS = 4
_WHOLE_NAME = re.compile("^(?!.*(?:sur|last|family)).*name|зовут", re.IGNORECASE)


def find_last_names(text: str, setting: Setting) -> list[Found]:
    """Find a surname in folded text that keeps its case."""
    match = _announced().search(text)
    if match:
        return _named(match["name"], match.start("name"), match[0])
    if setting.expects == "last_name":
        return _alone(text)
    return []


def _alone(text: str) -> list[Found]:
    bare = text.strip(" .,!?;:\"'()«»。，！")
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or re.search(r"[\d@/?؟？]", bare) or len(bare) > 60:
        return []
    start = text.index(bare)
    return [Found("last_name", bare, start, start + len(bare))]


def _named(name: str, start: int, announced: str) -> list[Found]:
    name = _without_end(name)
    words = name.split()
    if len(words) > 1 and _WHOLE_NAME.search(announced):
        start += name.rindex(words[-1])
        name = words[-1]
    if not name or re.search(r"\d", name):
        return []
    return [Found("last_name", name, start, start + len(name))]


def _without_end(name: str) -> str:
    """Cut off what follows a name: "Walker and I want…", "کریمی هستم"."""
    name = re.split(
        r"\b(?:and|but|not|i|we|my|the|with|for|booking|please|thanks|from|и|но|а|не|у|мне|мой|бронь|код|хочу)\b|[,،;]",
        name,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    ends = "|".join(lexicon.listed("surname_end"))
    name = re.sub(rf"(?: (?:{ends}|و .*))+$", "", name.strip()).strip(" .-")
    return name[:-1] if name.endswith("یه") else name


@lru_cache(maxsize=1)
def _announced() -> re.Pattern[str]:
    cues = "|".join(lexicon.listed("surname"))
    han = r"[\u3400-\u9fff]{1,2}(?=$|[^\u3400-\u9fff]|的|，|,|。)"
    return re.compile(rf"(?:{cues})(?P<name>{han}|(?![\u3400-\u9fff]){_NAME})", re.IGNORECASE)
