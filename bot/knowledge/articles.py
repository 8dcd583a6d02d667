"""The articles of `data/faq/<language>/*.yml`, by topic, and a simple search in them."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.errors import HamsafarError
from bot.language.languages import SOURCE

K1, B = 1.5, 0.75  # the usual constants of BM25


class ArticleMalformed(HamsafarError):
    """An article's file lacks something or is not YAML."""


@dataclass(frozen=True, slots=True)
class Article:
    """One answer with where it comes from; `topic` is the intent `faq/TOPIC` without `faq/`."""

    topic: str
    language: str
    stage: str
    question: str
    answer: str
    source: str
    reviewed_on: date


class Articles:
    """Finds articles; English stands in where a language lacks one."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {(article.language, article.topic): article for article in articles}
        self._indexes: dict[str, _Index] = {}

    def find(self, topic: str, language: str) -> Article | None:
        """The article `TOPIC` or `faq/TOPIC`, in this language if there is one."""
        bare = topic.removeprefix("faq/")
        return self._articles.get((language, bare)) or self._articles.get((SOURCE, bare))

    def search(self, words: str, language: str, most: int = 5) -> list[Article]:
        """The articles of a language that hold these words best, by BM25."""
        if language not in self._indexes:
            own = [one for (spoken, _), one in self._articles.items() if spoken == language]
            self._indexes[language] = _Index(own)
        return self._indexes[language].search(words, most)


def load_articles(folder: Path) -> Articles:
    """Read every article; raises `ArticleMalformed`."""
    return Articles(article for path in sorted(folder.glob("*/*.yml")) for article in _read(path))


class _Index:
    def __init__(self, articles: list[Article]) -> None:
        self._articles = articles
        self._counts = [Counter(_tokens(f"{a.topic} {a.question} {a.answer}")) for a in articles]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / max(len(articles), 1)
        self._holding = Counter(token for counts in self._counts for token in counts)

    def search(self, words: str, most: int) -> list[Article]:
        wanted = _tokens(words)
        scored = [
            (self._score(wanted, counts, length), place)
            for place, (counts, length) in enumerate(zip(self._counts, self._lengths, strict=True))
        ]
        best = sorted((pair for pair in scored if pair[0] > 0), key=lambda p: (-p[0], p[1]))
        return [self._articles[place] for _, place in best[:most]]

    def _score(self, wanted: list[str], counts: Counter[str], length: int) -> float:
        return sum(
            self._rarity(token)
            * counts[token]
            * (K1 + 1)
            / (counts[token] + K1 * (1 - B + B * length / self._mean))
            for token in wanted
            if counts[token]
        )

    def _rarity(self, token: str) -> float:
        holding = self._holding[token]
        return math.log(1 + (len(self._articles) - holding + 0.5) / (holding + 0.5))


def _tokens(text: str) -> list[str]:
    """Words without case and accents; Chinese and Japanese as pairs of signs."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = plain.replace("ي", "ی").replace("ك", "ک")
    tokens: list[str] = []
    for word in re.findall(r"\w+", plain.replace("_", " ")):
        if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", word):
            tokens += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
        else:
            tokens.append(word)
    return tokens


def _read(path: Path) -> list[Article]:
    try:
        loaded: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        blocks = loaded if isinstance(loaded, list) else [loaded]
        return [_article(block, path.parent.name) for block in blocks]
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as broken:
        raise ArticleMalformed(str(path)) from broken


def _article(block: Mapping[str, Any], language: str) -> Article:
    reviewed = block["reviewed_on"]
    return Article(
        topic=str(block["topic"]).removeprefix("faq/"),
        language=language,
        stage=str(block["stage"]),
        question=str(block["question"]),
        answer=str(block["answer"]).strip(),
        source=str(block["source"]),
        reviewed_on=reviewed if isinstance(reviewed, date) else date.fromisoformat(reviewed),
    )
