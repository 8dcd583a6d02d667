"""The refund rules as data: sound, cited in ten languages, and never changed after the sale."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml

from bookings.errors import SetUpError
from bookings.policies.load import LANGUAGES, RULES, load_policies
from bookings.policies.model import Terms, UnknownPolicy

TERMS = sorted(load_policies().all_terms(), key=lambda one: (one.id, one.version))


def numbers_in(text: str) -> set[int]:
    folded = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )
    return {int(number) for number in re.findall(r"\d+", folded)}


@pytest.mark.parametrize("terms", TERMS, ids=lambda one: f"{one.id}@{one.version}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_the_percentage_that_is_applied(terms: Terms, language: str) -> None:
    for step in terms.steps:
        if step.percent is not None:
            assert int(step.percent) in numbers_in(step.text[language]), step.text[language]


@pytest.mark.parametrize("terms", TERMS, ids=lambda one: f"{one.id}@{one.version}")
def test_a_text_names_the_hours_and_nights_that_are_applied(terms: Terms) -> None:
    for step in terms.steps:
        hours = int(step.hours_before or 0)
        told = {hours, hours // 24} if hours else {step.nights or 0} if step.nights else None
        for text in step.text.values():
            assert told is None or told & numbers_in(text), text


def test_old_tickets_keep_the_rule_that_they_were_sold_under() -> None:
    policies = load_policies()

    assert policies.sold_on("charter-flight-ir", date(2025, 3, 20)) == "charter-flight-ir@1"
    assert policies.sold_on("charter-flight-ir", date(2025, 3, 21)) == "charter-flight-ir@2"


def test_terms_that_no_file_holds_are_named() -> None:
    with pytest.raises(UnknownPolicy, match="charter-flight-ir@99"):
        load_policies().terms("charter-flight-ir@99")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"steps": []}, "last step"),
        ({"basis": "guess"}, "basis"),
        ({"surprise": 1}, "surprise"),
        ({"version": "two"}, "version"),
    ],
)
def test_a_rule_that_is_not_sound_is_refused_by_its_file_name(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    rule = yaml.safe_load((RULES / "flight-flex-1.yml").read_text("utf-8")) | change
    (tmp_path / "odd.yml").write_text(yaml.safe_dump(rule), "utf-8")

    with pytest.raises(SetUpError, match=rf"odd\.yml(.|\n)*{complaint}"):
        load_policies(tmp_path)


def test_a_later_step_that_costs_less_is_refused(tmp_path: Path) -> None:
    rule = yaml.safe_load((RULES / "flight-flex-1.yml").read_text("utf-8"))
    rule["steps"][0]["percent"] = 90
    (tmp_path / "odd.yml").write_text(yaml.safe_dump(rule), "utf-8")

    with pytest.raises(SetUpError, match="cheaper"):
        load_policies(tmp_path)


def test_a_rule_without_one_of_the_ten_languages_is_refused(tmp_path: Path) -> None:
    rule = yaml.safe_load((RULES / "infant-1.yml").read_text("utf-8"))
    del rule["text"]["ja"]
    (tmp_path / "odd.yml").write_text(yaml.safe_dump(rule), "utf-8")

    with pytest.raises(SetUpError, match="ja"):
        load_policies(tmp_path)


def test_the_same_version_twice_is_refused(tmp_path: Path) -> None:
    text = (RULES / "infant-1.yml").read_text("utf-8")
    (tmp_path / "one.yml").write_text(text, "utf-8")
    (tmp_path / "two.yml").write_text(text, "utf-8")

    with pytest.raises(SetUpError, match="twice"):
        load_policies(tmp_path)
