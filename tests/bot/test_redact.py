"""Card numbers never get in, and nothing else is taken for one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.redact import is_card, redact

CARDS = {
    "visa": "4111111111111111",
    "mastercard": "5555555555554444",
    "mastercard 2": "2223003122003222",
    "amex": "378282246310005",
    "discover": "6011111111111117",
    "diners": "30569309025904",
    "jcb": "3530111333300000",
    "unionpay": "6200000000000005",
    "mir": "2200770212727079",
    "troy": "9792030000000000",
    "maestro": "6304000000000000",
}
SCRIPTS = {
    "ascii": "0123456789",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "full width": "０１２３４５６７８９",
    "devanagari": "०१२३४५६७८९",
}


def check_digit(body: str) -> str:
    """The digit that makes a number pass."""
    return next(digit for digit in "0123456789" if _sum(body + digit) % 10 == 0)


def _sum(digits: str) -> int:
    values = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in values)


shetab = st.text("0123456789", min_size=9, max_size=9).map(
    lambda rest: "603799" + rest + check_digit("603799" + rest)
)
gaps = st.sampled_from(["", " ", "  ", "-", " - ", ".", "\u00a0", "\u200c", "/", "\n", "–"])


@pytest.mark.parametrize("brand", CARDS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_brand_is_hidden_in_every_script(brand: str, script: str) -> None:
    written = CARDS[brand].translate(str.maketrans("0123456789", SCRIPTS[script]))

    redacted = redact(f"my card is {written}, thanks")

    assert redacted.found
    assert redacted.text == f"my card is •••• {CARDS[brand][-4:]}, thanks"


@given(
    card=shetab, gap=gaps, script=st.sampled_from(list(SCRIPTS.values())), size=st.integers(1, 6)
)
def test_gaps_and_scripts_hide_no_card_from_us(card: str, gap: str, script: str, size: int) -> None:
    written = gap.join(card[at : at + size] for at in range(0, len(card), size))
    written = written.translate(str.maketrans("0123456789", script))

    redacted = redact(f"کارت {written} است")

    assert redacted.found
    assert written not in redacted.text


@given(card=shetab, cuts=st.lists(st.integers(2, 14), min_size=1, max_size=3, unique=True))
def test_a_card_over_several_messages_is_found_with_its_last_part(
    card: str, cuts: list[int]
) -> None:
    bounds = [0, *sorted(cuts), len(card)]
    parts = [card[a:b] for a, b in itertools.pairwise(bounds)]
    if any(len(part) < 2 for part in parts):
        return

    redacted = redact(parts[-1], ["hello", *parts[:-1]])

    assert redacted.text == f"•••• {card[-4:]}"
    assert set(redacted.earlier) == set(range(1, len(parts)))


@given(st.text(max_size=200))
def test_what_stays_holds_no_card(text: str) -> None:
    assert not redact(redact(text).text).found


@pytest.mark.parametrize(
    "text",
    [
        "AB12CD",
        "my reference is K7M2QX and flight TK1972",
        "ticket 157-2400000001",
        "e-ticket 4212400000005",
        "ticket 421 2400000005",
        "call +44 20 7946 0000 or 0044 20 7946 0001",
        "09121234567 09351234567",
        "+374 55 123456, +375 29 1234567",
        "from 2026-11-25 to 2026-12-01, back 25.11.2026 or 01.12.2026",
        "1405/09/04 و 1405/09/10",
        "we paid 4 500 000 rials on 12.11.2026 at 10:30",
        "IBAN DE89 3704 0044 0532 0130 00",
        "2 adults, 1 child, 3 bags, 20 kg",
        "order 1000000000000000",
        "code 123456",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("CVV 123", "CVV •••"),
        ("cvv2: ۱۲۳", "cvv2: •••"),
        ("my security code is 1234", "my security code is ••••"),
        ("код безопасности 123", "код безопасности •••"),
        ("4111 1111 1111 1111 exp 12/27 cvv 123", "•••• 1111 exp ••/•• cvv •••"),
        ("4111111111111111 12/27 123", "•••• 1111 ••/•• •••"),
    ],
)
def test_the_secrets_of_a_card_are_hidden_too(text: str, hidden: str) -> None:
    assert redact(text).text == hidden


def test_two_cards_in_one_message_are_both_hidden() -> None:
    redacted = redact("4111111111111111 or 5555-5555-5555-4444")

    assert "4111" not in redacted.text
    assert "5555" not in redacted.text


def test_a_number_that_fails_the_check_is_no_card() -> None:
    assert not is_card("4111111111111112")
    assert not is_card("1111111111111117")
