"""Cities by their names in many languages, as codes."""

import re
from functools import lru_cache
from pathlib import Path

from brain.entities.found import Found, Setting
from brain.text import fold

FILE = Path(__file__).parent / "cities.tsv"
_CYRILLIC_END = "(?:ь|й)?(?:[аеуыиоюяйё]{1,2}|ом|ем|ой|ой|ах|ам|ами)?"


def find_cities(text: str, setting: Setting) -> list[Found]:
    """Find cities in folded lower-case text."""
    return [
        Found("city", code, match.start(), match.end())
        for match in _pattern().finditer(text)
        for code in [_code(match.group())]
        if code
    ]


@lru_cache(maxsize=1)
def _rows() -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines()[1:]:
        code, *names = line.split("\t")
        rows += [
            (fold(name).casefold().strip(), code) for cell in names for name in cell.split("|")
        ]
    return sorted((row for row in rows if row[0]), key=lambda row: -len(row[0]))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {_stem(name): code for name, code in reversed(_rows())}


def _code(said: str) -> str | None:
    """Give the code of a name in any case: the longest stem it begins with."""
    return next(
        (_codes()[said[:end]] for end in range(len(said), 1, -1) if said[:end] in _codes()), None
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(_name(name) for name, _ in _rows()))


def _name(name: str) -> str:
    if re.search("[\u3040-\u30ff\u3400-\u9fff]", name):
        return re.escape(name)
    end = _CYRILLIC_END if re.search("[\u0400-\u04ff]", name) else ""
    return rf"(?<!\w){re.escape(_stem(name))}{end}(?!\w)"


def _stem(name: str) -> str:
    is_cyrillic = re.search("[\u0400-\u04ff]", name) and len(name) > 3
    return re.sub("[аяьйеы]$", "", name) if is_cyrillic else name
