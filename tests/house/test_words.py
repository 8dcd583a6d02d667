"""Words and names are in step: sentences, languages, intents, rules, articles, training data."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from fluent.syntax import ast, parse

from bot.errors import StoreBusy, TooMany

ROOT = Path(__file__).resolve().parents[2]
HERE = ("en", "fa", "ru", "zh")
WORDING = ROOT / "data" / "wording"
SCRIPTS = {
    "fa": re.compile(r"[\u0600-\u06FF]"),
    "ru": re.compile(r"[\u0400-\u04FF]"),
    "zh": re.compile(r"[\u4E00-\u9FFF]"),
}
LATIN_IN_ANY_LANGUAGE = {
    "hamsafar", "pdf", "jpeg", "png", "webp", "gif", "sms", "mb", "email", "e-mail", "http",
}  # fmt: skip
SAID = re.compile(r'(?:say|term|render|sentence=)\(?\s*"([a-z]+_[a-z_0-9]+|greet|goodbye|thank)"')


@cache
def messages(language: str) -> dict[str, ast.Message]:
    """The sentences of one language by name."""
    resource = parse((WORDING / f"{language}.ftl").read_text(encoding="utf-8"))
    broken = [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    assert not broken, f"{language}.ftl: {broken[0].content}"
    return {str(entry.id.name): entry for entry in resource.body if isinstance(entry, ast.Message)}


def variables(message: ast.Message) -> set[str]:
    """The variables that a sentence names."""
    return {node.id.name for node in _nodes(message) if isinstance(node, ast.VariableReference)}


def words(message: ast.Message) -> str:
    """The text of a sentence without its variables."""
    return " ".join(node.value for node in _nodes(message) if isinstance(node, ast.TextElement))


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BaseNode):
        yield node
        for value in vars(node).values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for one in node:
            yield from _nodes(one)


@pytest.mark.parametrize("language", HERE)
def test_every_language_says_every_sentence_with_the_same_values(language: str) -> None:
    english, other = messages("en"), messages(language)

    assert set(english) - set(other) == set(), "missing"
    assert set(other) - set(english) == set(), "unknown"
    differing = {
        name: variables(english[name]) ^ variables(other[name])
        for name in english
        if variables(english[name]) != variables(other[name])
    }
    assert differing == {}


@pytest.mark.parametrize("language", [language for language in HERE if language in SCRIPTS])
def test_no_sentence_is_left_in_english(language: str) -> None:
    script = SCRIPTS[language]
    for name, message in messages(language).items():
        text = words(message)
        latin = {word.casefold() for word in re.findall(r"[A-Za-z][A-Za-z-]{2,}", text)}
        assert latin <= LATIN_IN_ANY_LANGUAGE, f"{name}: {latin}"
        if re.search(r"[A-Za-z]{3}", words(messages("en")[name])):
            assert script.search(text) or not text.strip(), f"{name} has no {language} letters"


def test_every_sentence_that_the_code_names_exists() -> None:
    known = set(messages("en"))
    named: dict[str, Path] = {}
    for room in ("actions", "bot"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for name in SAID.findall(path.read_text(encoding="utf-8")):
                named[name] = path

    missing = {name: str(path.relative_to(ROOT)) for name, path in named.items()}
    assert {name: path for name, path in missing.items() if name not in known} == {}


def test_every_answer_of_the_domain_exists() -> None:
    known = set(messages("en"))
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    named = set()
    for variants in domain["responses"].values():
        for answer in (variant["custom"] for variant in variants):
            if "say" in answer:
                named.add(answer["say"])
            named |= {f"choice_{choice['name']}" for choice in answer.get("choices", [])}

    assert named <= known


def intents() -> list[str]:
    """The labels of the contract."""
    rows = (ROOT / "contract" / "intents.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t")[0] for row in rows]


def in_rasa(label: str) -> str:
    """The intent of Rasa that stands for a label."""
    if label == "faq/payment_failed":
        return "payment_failed"
    return label.split("/")[0]


def test_every_intent_of_the_contract_has_a_rule() -> None:
    ruled = set()
    for path in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            for step in rule["steps"]:
                ruled |= {one["intent"] for one in step.get("or", [step]) if "intent" in one}
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    for label in intents():
        assert in_rasa(label) in domain["intents"]
        assert in_rasa(label) in ruled, f"{label} has no rule"


@pytest.mark.parametrize("language", HERE)
def test_every_intent_has_enough_training_sentences_and_none_twice(language: str) -> None:
    seen: dict[str, str] = {}
    counts = dict.fromkeys(intents(), 0)
    for path in sorted((ROOT / "data" / "nlu" / language).glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for row in block["examples"].splitlines():
                text = row.removeprefix("- ").strip()
                if not text:
                    continue
                assert block["intent"] in counts, f"{path}: unknown intent {block['intent']}"
                assert text not in seen, f"{text!r} is {seen.get(text)} and {block['intent']}"
                seen[text] = block["intent"]
                counts[block["intent"]] += 1

    assert {label: count for label, count in counts.items() if count < 30} == {}


@pytest.mark.parametrize("language", HERE)
def test_every_question_has_an_article_with_source_and_date(language: str) -> None:
    for label in intents():
        if not label.startswith("faq/"):
            continue
        path = ROOT / "data" / "faq" / language / f"{label.removeprefix('faq/')}.yml"
        article = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(article) >= {"topic", "stage", "question", "answer", "source", "reviewed_on"}
        assert article["stage"] in ("before", "during", "after")


def test_no_program_holds_prose_for_travellers() -> None:
    """Letters of our languages beyond ASCII belong to the data, but for recognising them."""
    reading = {"bot/language", "bot/conversations/redact.py", "bot/wording"}
    foreign = re.compile(r"[\u0600-\u06FF\u0400-\u04FF\u4E00-\u9FFF]{3,}\s+\S+")
    for room in ("actions", "bot"):
        for path in sorted((ROOT / room).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if any(place.startswith(allowed) for allowed in reading):
                continue
            assert not foreign.search(path.read_text(encoding="utf-8")), place


def test_the_widget_and_the_server_call_refusals_by_the_same_names() -> None:
    """A refusal that the widget does not know is taken as final, and what was written is lost."""
    script = ROOT / "bot" / "widget" / "static" / "widget" / "connection.js"
    resent = set(re.findall(r'frame\.code === "([a-z_]+)"', script.read_text(encoding="utf-8")))

    assert resent == {StoreBusy.code, TooMany.code}
    assert {f"refused_{code}" for code in resent} <= set(messages("en"))
