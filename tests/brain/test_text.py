"""Spelling made even."""

import pytest

from brain.text import disarm, even, fold


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("می‌خوام", "می خوام"),
        ("كتاب علي", "کتاب علی"),
        ("۱۲۳ ٤٥٦ １２", "123 456 12"),
        ("Heeeeelp  ME", "heelp me"),
        ("/refund_request", "refund_request"),
        ("１２３ＡＢＣ", "123abc"),
        ("", ""),
    ],
)
def test_spellings_of_one_thing_become_one(written: str, read: str) -> None:
    assert even(written) == read


def test_a_long_text_is_cut_for_the_embedder() -> None:
    assert len(even("word " * 500)) <= 400


@pytest.mark.parametrize("text", ["می‌خوام ۱۲", "Ｋ７Ｍ２ＱＸ", "ﬁne", "é", "👍🏽 ok"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["/restart", "  /greet", '/refund_request{"a": "b"}'])
def test_a_typed_command_is_disarmed(text: str) -> None:
    assert not disarm(text).strip().startswith("/")
    assert len(disarm(text)) == len(text)


def test_a_slash_inside_a_text_stays() -> None:
    assert disarm("5/12 or 6/12") == "5/12 or 6/12"
