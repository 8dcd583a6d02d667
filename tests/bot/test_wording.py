"""Every sentence in every language, with values as its readers write them."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

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
    read_value,
    value_json,
)
from bot.language.languages import LANGUAGES
from bot.wording.render import load_wording, variables_of
from tests.bot.fakes import ROOT, wording

TEHRAN = timezone(timedelta(hours=3, minutes=30))
LEAVES = datetime(2026, 12, 1, 10, 5, tzinfo=TEHRAN)
FILES = sorted((ROOT / "data/wording").glob("*.ftl"))


def shown(value: Value, language: str) -> str:
    return wording().value(value, language=language)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_has_every_sentence_with_the_same_variables(path: Path) -> None:
    english = (ROOT / "data/wording/en.ftl").read_text("utf-8")
    other = path.read_text("utf-8")

    wanted = {one.sentence: one.variables for one in variables_of(english)}
    found = {one.sentence: one.variables for one in variables_of(other)}

    assert found.keys() == wanted.keys()
    assert {name for name in wanted if wanted[name] != found[name]} == set()


def test_persian_readers_count_in_toman_with_their_digits() -> None:
    assert shown(Money(Decimal("12750000"), "IRR"), "fa") == "۱٬۲۷۵٬۰۰۰ تومان"
    assert shown(Money(Decimal("12750005"), "IRR"), "fa") == "۱۲٬۷۵۰٬۰۰۵ ریال"
    assert shown(Money(Decimal("89.90"), "EUR"), "fa") == "۸۹٫۹۰ یورو"


def test_money_is_written_as_each_language_writes_it() -> None:
    price = Money(Decimal("1289.90"), "EUR")

    assert shown(price, "en") == "€1,289.90"
    assert shown(price, "de") == "1.289,90\u00a0€"
    assert shown(Money(Decimal("12750000"), "IRR"), "en") == "IRR\u00a012,750,000"
    assert "١" in shown(price, "ar")


def test_days_follow_the_readers_calendar() -> None:
    assert shown(Day(date(2026, 12, 1)), "fa") == "سه‌شنبه ۱۰ آذر ۱۴۰۵"
    assert shown(Day(date(2026, 12, 1)), "en") == "Tuesday, 1 December 2026"
    assert shown(Day(date(2027, 3, 21)), "fa") == "یکشنبه ۱ فروردین ۱۴۰۶"


def test_moments_are_shown_in_their_own_offset() -> None:
    assert shown(Moment(LEAVES), "en") == "Tuesday, 1 December 2026, 10:05"
    assert shown(Moment(LEAVES), "fa") == "سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۰:۰۵"
    assert "10:05" in shown(Moment(LEAVES), "ja")


def test_codes_keep_their_digits_and_stand_apart_for_the_eye_only() -> None:
    values = {"number": Code("H-4821-K")}

    eye = wording().render("case_registered", values, language="en")
    ear = wording().render("case_registered", values, language="en", channel="ear")

    assert "\u2068H-4821-K\u2069" in eye
    assert "number is H-4821-K," in ear


def test_a_name_cannot_turn_the_text_around() -> None:
    assert shown(Name("Eve\u202e\u2069\ue001x"), "en") == "\u2068Evex\u2069"


def test_cities_lists_terms_and_texts_speak_the_readers_language() -> None:
    assert shown(City("IST"), "fa") == "استانبول"
    assert shown(City("XYZ"), "ru") == "\u2068XYZ\u2069"
    assert shown(Texts({"en": "rule", "fa": "قاعده"}), "fa") == "قاعده"
    assert shown(Texts({"en": "rule"}), "ru") == "rule"
    assert shown(Several((Name("A"), Name("B"))), "en") == "\u2068A\u2069 and \u2068B\u2069"
    assert shown(Term("booking_confirmed"), "en") == "confirmed"


def test_plurals_fit_their_number(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text(
        "tries = { $left ->\n    [one] { $left } try\n   *[other] { $left } tries\n  }\n"
    )
    small = load_wording(tmp_path)

    assert small.render("tries", {"left": 1}, language="en") == "1 try"
    assert small.render("tries", {"left": 4}, language="en") == "4 tries"
    assert small.languages == ("en",)


def test_a_sentence_nobody_wrote_is_never_silence() -> None:
    assert wording().render("no_such_sentence", language="en") == "no such sentence"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_city_has_a_name_in_every_language(code: str) -> None:
    cities = wording()._cities

    assert {city for city, names in cities.items() if not names.get(code)} == set()


@pytest.mark.parametrize(
    "value",
    [
        Money(Decimal("1.50"), "EUR"),
        Moment(LEAVES),
        Day(date(2026, 1, 2)),
        Code("x"),
        Name("n"),
        Term("t"),
        City("IST"),
        Texts({"en": "x"}),
        Several(("a", 1)),
        "plain",
        7,
    ],
)
def test_values_survive_the_way_through_json(value: Value) -> None:
    assert read_value(value_json(value)) == value


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "money", "amount": "NaN", "currency": "EUR"},
        {"type": "moment", "value": "2026-01-01T00:00:00"},
        {"type": "what"},
        {"type": "date"},
        None,
        1.5,
    ],
)
def test_what_is_no_value_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match=r"not a|a moment|an amount"):
        read_value(raw)
