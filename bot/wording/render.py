"""Sentences by name, language and channel, from `data/wording`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import structlog
import yaml
from fluent.runtime import FluentBundle, FluentResource

from bot.conversations.values import (
    City,
    Code,
    Day,
    Moment,
    Money,
    Name,
    Several,
    Term,
    Texts,
    Value,
)
from bot.language.languages import LANGUAGES, SOURCE
from bot.wording.formats import day_text, list_text, moment_text, money_text, own_digits

Channel: TypeAlias = Literal["eye", "ear"]

log = structlog.get_logger()

# Placeholders of an isolate while a sentence is made: its digits and letters stay as they are.
_OPEN, _SHUT = "\ue000", "\ue001"
_ISOLATE = {"eye": ("\u2068", "\u2069"), "ear": ("", "")}
_KEPT = re.compile(f"({_OPEN}[^{_SHUT}]*{_SHUT})")
_UNWANTED = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u2066-\u2069\u202a-\u202e\ue000\ue001]")


class Wording:
    """Renders every sentence the product says; English stands in where a language lacks one."""

    def __init__(
        self, bundles: Mapping[str, FluentBundle], cities: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._bundles = dict(bundles)
        self._cities = cities

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a file, English first."""
        return tuple(code for code in LANGUAGES if code in self._bundles)

    def sentences(self, language: str = SOURCE) -> frozenset[str]:
        """The names of all sentences of a language."""
        return frozenset(self._bundles[language]._messages)

    def has(self, sentence: str) -> bool:
        """Whether there is such a sentence."""
        return self._bundles[SOURCE].has_message(sentence)

    def render(
        self,
        sentence: str,
        values: Mapping[str, Value] | None = None,
        *,
        language: str,
        channel: Channel = "eye",
    ) -> str:
        """The words of a sentence; never empty, never an error: what lacks is logged."""
        made = self._fill(sentence, values or {}, language)
        opening, shutting = _ISOLATE[channel]
        return made.replace(_OPEN, opening).replace(_SHUT, shutting)

    def value(self, value: Value, *, language: str, channel: Channel = "eye") -> str:
        """The words of one value alone, as the desk shows facts."""
        shown = self._digits(str(self._shown(value, language)), language)
        opening, shutting = _ISOLATE[channel]
        return shown.replace(_OPEN, opening).replace(_SHUT, shutting)

    def words(self, prefix: str, language: str) -> dict[str, str]:
        """All sentences whose names begin so, by the rest of their names.

        The agent's name stays `{$agent}` for the page to fill in.
        """
        return {
            name.removeprefix(prefix): self.render(name, {"agent": "{$agent}"}, language=language)
            for name in sorted(self.sentences())
            if name.startswith(prefix)
        }

    def _fill(self, sentence: str, values: Mapping[str, Value], language: str) -> str:
        spoken, bundle = self._bundle_with(sentence, language)
        if bundle is None:
            return sentence.replace("_", " ")
        pattern = bundle.get_message(sentence).value
        if pattern is None:
            return sentence.replace("_", " ")
        shown = {name: self._shown(value, spoken) for name, value in values.items()}
        text, errors = bundle.format_pattern(pattern, shown)
        if errors:
            log.error(
                "sentence_incomplete",
                sentence=sentence,
                language=spoken,
                errors=[type(error).__name__ for error in errors],
            )
        return self._digits(str(text), spoken)

    def _bundle_with(self, sentence: str, language: str) -> tuple[str, FluentBundle | None]:
        for spoken in (language, SOURCE):
            bundle = self._bundles.get(spoken)
            if bundle is not None and bundle.has_message(sentence):
                return spoken, bundle
            log.error("sentence_missing", sentence=sentence, language=spoken)
        return SOURCE, None

    def _shown(self, value: Value, language: str) -> str | int:
        match value:
            case int():
                return value
            case str(text) | Code(text) | Name(text):
                return f"{_OPEN}{_UNWANTED.sub('', text)}{_SHUT}"
            case Money():
                return money_text(value, language)
            case Day(day):
                return day_text(day, language)
            case Moment(at):
                return moment_text(at, language)
            case _:
                return self._looked_up(value, language)

    def _looked_up(self, value: Texts | Term | City | Several, language: str) -> str:
        match value:
            case Texts(by_language):
                found = by_language.get(language) or by_language.get(SOURCE)
                return _UNWANTED.sub("", found or next(iter(by_language.values()), ""))
            case Term(sentence):
                return self._fill(sentence, {}, language)
            case City(code):
                names = self._cities.get(code, {})
                return names.get(language) or names.get(SOURCE) or f"{_OPEN}{code}{_SHUT}"
            case Several(values):
                return list_text([str(self._shown(one, language)) for one in values], language)

    @staticmethod
    def _digits(text: str, language: str) -> str:
        return "".join(
            part if part.startswith(_OPEN) else own_digits(part, language)
            for part in _KEPT.split(text)
        )


@dataclass(frozen=True, slots=True)
class Placeables:
    """The variables a sentence uses, for the tests that compare languages."""

    sentence: str
    variables: frozenset[str]


def load_wording(folder: Path, cities: Path | None = None) -> Wording:
    """Read every `<language>.ftl` of a folder, and the names of cities if there are some."""
    bundles = {}
    for path in sorted(folder.glob("*.ftl")):
        if (language := LANGUAGES.get(path.stem)) is None:
            continue
        bundle = FluentBundle([language.locale.replace("_", "-")], use_isolating=False)
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        bundles[path.stem] = bundle
    if SOURCE not in bundles:
        raise FileNotFoundError(folder / f"{SOURCE}.ftl")
    return Wording(bundles, yaml.safe_load(cities.read_text("utf-8")) if cities else {})


def variables_of(source: str) -> Iterator[Placeables]:
    """The sentences of a file's text with the variables they use."""
    for block in re.split(r"\n(?=[a-zA-Z])", source):
        if match := re.match(r"([a-zA-Z][\w-]*)\s*=", block):
            yield Placeables(match[1], frozenset(re.findall(r"\$(\w+)", block)))
