"""Which language a talk goes on in."""

import pytest

from bot.conversations.model import LanguageSource
from bot.language.choose import Spoken, next_language
from bot.language.evidence import Evidence, Strength, evidence_by_script, evidence_by_witness
from bot.language.languages import LANGUAGES, nearest

ALL = tuple(LANGUAGES)
PAGE = Spoken("en", LanguageSource.PAGE)
HEARD = Spoken("en", LanguageSource.HEARD)


def heard(spoken: Spoken, *texts: str, asked: str | None = None) -> Spoken:
    for text in texts:
        evidence = evidence_by_script(text, current=spoken.language)
        spoken = next_language(spoken, evidence, available=ALL, asked=asked)
    return spoken


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("سلام، بلیط چارترم رو می‌خوام پس بدم", "fa"),
        ("بليط من كجاست", "fa"),
        ("سلام", "fa"),
        ("أريد استرداد ثمن التذكرة", "ar"),
        ("اين رحلتي", "ar"),
        ("Где мой рейс?", "ru"),
        ("我要退票", "zh"),
        ("行李", "zh"),
        ("航空券をキャンセルしたい", "ja"),
        ("K7M2QX 我的航班取消了吗", "zh"),
    ],
)
def test_a_script_names_its_language(text: str, language: str) -> None:
    assert heard(PAGE, text) == Spoken(language, LanguageSource.HEARD)


@pytest.mark.parametrize(
    "text", ["AB12CD", "12.11.2026", "+44 20 7946 0000", "a@b.example", "TK1972?", "ok"]
)
def test_codes_digits_and_single_latin_words_show_no_language(text: str) -> None:
    assert evidence_by_script(text, current="fa") is None
    assert evidence_by_witness(text, "en") is None


def test_a_persian_sentence_with_a_latin_name_stays_persian() -> None:
    assert heard(PAGE, "پرواز Turkish Airlines من کی می‌رسد").language == "fa"


def test_the_first_words_decide_at_once() -> None:
    assert heard(PAGE, "Где мой рейс?").language == "ru"


def test_later_two_messages_in_a_row_are_needed() -> None:
    once = heard(HEARD, "Где мой рейс?")
    twice = heard(once, "Я жду ответа")
    back = heard(once, "AB12CD", "Я жду ответа")

    assert (once.language, once.doubt) == ("en", "ru")
    assert twice.language == "ru"
    assert back.language == "ru"


def test_a_message_in_the_talks_language_ends_the_doubt() -> None:
    doubting = Spoken("fa", LanguageSource.HEARD, "ru")

    assert heard(doubting, "نه، فارسی بهتر است").doubt is None


def test_a_surname_that_was_asked_for_shows_no_language() -> None:
    assert heard(PAGE, "Иванова", asked="last_name") == PAGE
    assert heard(PAGE, "王", asked="last_name") == PAGE


def test_a_chosen_language_stays() -> None:
    chosen = Spoken("en", LanguageSource.CHOSEN)

    assert heard(chosen, "Где мой рейс?", "Я жду ответа") == chosen


def test_a_witness_decides_between_latin_languages() -> None:
    evidence = evidence_by_witness("ich will mein Geld zurück", "de")

    assert evidence == Evidence("de", Strength.LIKELY, 5)
    assert next_language(PAGE, evidence, available=ALL, asked=None).language == "de"


def test_a_language_we_do_not_speak_changes_nothing() -> None:
    evidence = Evidence("de", Strength.LIKELY, 5)

    assert next_language(PAGE, evidence, available=("en",), asked=None) == PAGE


def test_a_browsers_tag_finds_its_language() -> None:
    assert nearest("fa-IR", ALL) == "fa"
    assert nearest("ZH_hans_CN", ALL) == "zh"
    assert nearest("nl", ALL) == "en"
    assert nearest(None, ALL) == "en"
