"""The desk's own words, from `data/desk/<language>.json`, and facts told in them."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.cases.model import Json
from bot.conversations.values import Several, Term, Value, read_value
from bot.language.languages import LANGUAGES, SOURCE
from bot.wording.render import Wording


class DeskWords:
    """What the desk calls things in each language; English stands in where a word lacks."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]], wording: Wording) -> None:
        self._by_language = by_language
        self._wording = wording

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the desk speaks, in the usual order."""
        return tuple(code for code in LANGUAGES if code in self._by_language)

    def all(self, language: str) -> dict[str, str]:
        """Every word, for the pages."""
        return {**self._by_language[SOURCE], **self._by_language.get(language, {})}

    def word(self, name: str, language: str) -> str:
        """One word; a name without a word is shown as it is."""
        spoken = self._by_language.get(language, {})
        return spoken.get(name) or self._by_language[SOURCE].get(name) or _bare(name)

    def value(self, value: Value, language: str) -> str:
        """A fact's value as a reader of the language writes it."""
        match value:
            case Term(sentence):
                return self._term(sentence, language)
            case Several(values):
                return " · ".join(self.value(one, language) for one in values)
            case _:
                return self._wording.value(value, language=language)

    def fact(self, raw: Json, language: str) -> Json:
        """A packet's fact with its label, its value and its source in words."""
        return {
            "name": raw["name"],
            "label": self.word(f"fact_{raw['name']}", language),
            "text": self.value(read_value(raw["value"]), language),
            "source": self.word(f"source_{raw['source']}", language),
            "source_name": raw["source"],
            "at": raw["at"],
            "raw": raw["value"],
        }

    def _term(self, sentence: str, language: str) -> str:
        known = sentence in self._by_language[SOURCE]
        if not known and self._wording.has(sentence):
            return self._wording.render(sentence, language=language)
        return self.word(sentence, language)


def load_desk_words(folder: Path, wording: Wording) -> DeskWords:
    """Read every `<language>.json` of the folder."""
    by_language = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("*.json"))
        if path.stem in LANGUAGES
    }
    if SOURCE not in by_language:
        raise FileNotFoundError(folder / f"{SOURCE}.json")
    return DeskWords(by_language, wording)


def _bare(name: str) -> str:
    return name.partition("_")[2].replace("_", " ") or name
