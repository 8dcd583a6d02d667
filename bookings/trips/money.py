"""Money: an exact amount in the minor units of its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

_MINOR_UNITS = {"IRR": 0, "JPY": 0, "KRW": 0, "IQD": 0, "KWD": 3, "BHD": 3, "OMR": 3}


class CurrencyMismatch(ValueError):
    """Amounts of two currencies were put together."""


def minor_units(currency: str) -> int:
    """Decimals that are written for this currency (we round rials to whole rials)."""
    return _MINOR_UNITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, always a whole number of minor units."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Round half up to the currency's minor units."""
        unit = Decimal(1).scaleb(-minor_units(currency))
        return cls(Decimal(amount).quantize(unit, rounding=ROUND_HALF_UP), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in this currency."""
        return cls.of(0, currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """The sum; zero when there is none. Raises `CurrencyMismatch`."""
        return sum(amounts, start=Money.zero(currency))

    def __add__(self, other: "Money") -> "Money":
        return Money.of(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money.of(self.amount - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def share(self, percent: Decimal | int) -> "Money":
        """So many percent of it, rounded."""
        return Money.of(self.amount * Decimal(percent) / 100, self.currency)

    def text(self) -> str:
        """The amount as it is written on the wire: `89.90`, `1250000`."""
        return f"{self.amount:f}"

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount
