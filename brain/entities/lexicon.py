"""Words for numbers, days, letters, money: a file a language in `lexicon/`, read as one."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from brain.text import fold

FOLDER = Path(__file__).parent / "lexicon"


@lru_cache(maxsize=1)
def languages() -> dict[str, dict[str, Any]]:
    """Give what each file holds."""
    return {
        file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in sorted(FOLDER.glob("*.yml"))
    }


@lru_cache(maxsize=64)
def words(kind: str) -> dict[str, Any]:
    """Merge a table (`digits`, `letters`…) of all languages: word → value."""
    merged: dict[str, Any] = {}
    for language in languages().values():
        for word, value in (language.get(kind) or {}).items():
            merged.setdefault(fold(str(word)).casefold(), value)
    return merged


@lru_cache(maxsize=64)
def numbered(kind: str, first: int) -> dict[str, int]:
    """Merge lists whose place is the value (`months`, `weekdays`, `ordinals`): word → value."""
    merged: dict[str, int] = {}
    for language in languages().values():
        for place, names in enumerate(language.get(kind) or [], start=first):
            for name in str(names).split("|"):
                merged.setdefault(fold(name).casefold(), place)
    return merged


@lru_cache(maxsize=64)
def listed(kind: str) -> tuple[str, ...]:
    """Join the lists of all languages."""
    return tuple(
        fold(str(entry)).casefold()
        for language in languages().values()
        for entry in language.get(kind) or []
    )


def any_of(entries: tuple[str, ...] | list[str]) -> str:
    """Give a pattern of plain words, the longest first; Latin and other alphabets end at a word."""
    ordered = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(bounded(re.escape(entry)) for entry in ordered) + ")"


def bounded(pattern: str) -> str:
    """Put word borders around a pattern, but for Chinese and Japanese, which have none."""
    if re.search("[\u3040-\u30ff\u3400-\u9fff]", pattern):
        return pattern
    return rf"(?<!\w){pattern}(?!\w)"


@lru_cache(maxsize=64)
def cue(kind: str) -> re.Pattern[str]:
    """Give a pattern that finds a cue word (`booking`, `flight`…) in folded lower-case text."""
    return re.compile("|".join(f"(?:{entry})" for entry in listed(kind)) or "(?!)")
