"""Money is exact, and of one currency."""

import pytest

from bookings.trips.money import CurrencyMismatch, Money


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("89.905", "EUR", "89.91"),
        ("1250000.4", "IRR", "1250000"),
        ("980.5", "JPY", "981"),
        ("5", "USD", "5.00"),
        ("10000000000", "IRR", "10000000000"),
    ],
)
def test_an_amount_is_written_with_the_decimals_of_its_currency(
    amount: str, currency: str, written: str
) -> None:
    assert Money.of(amount, currency).text() == written


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(CurrencyMismatch):
        Money.of(1, "EUR") + Money.of(1, "USD")


def test_a_share_is_rounded_half_up() -> None:
    assert Money.of("0.05", "EUR").share(10) == Money.of("0.01", "EUR")
