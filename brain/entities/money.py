"""Sums of money: a number beside a currency."""

import re
from decimal import Decimal
from functools import lru_cache

from brain.entities import lexicon
from brain.entities.found import Found, Setting
from brain.entities.numbers import Number, find_numbers

_SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "¥": "CNY",
    "￥": "CNY",
    "₺": "TRY",
    "﷼": "IRR",
}
_SIGN = re.compile("[" + "".join(_SIGNS) + "]")
_TOMAN = "TOMAN"
_NO_SUMS = frozenset({"نه ریال", "نه تومن", "نه تومان", "一块"})


def find_money(text: str, setting: Setting) -> list[Found]:
    """Find sums in folded lower-case text; a toman is ten rials."""
    return [
        Found("money", _normal(number.value, currency, setting), start, end)
        for number in find_numbers(text)
        for currency, start, end in [_beside(text, number)]
        if currency and text[start:end] not in _NO_SUMS
    ]


def _normal(value: Decimal, currency: str, setting: Setting) -> str:
    if currency == _TOMAN:
        value, currency = value * 10, "IRR"
    if currency == "CNY_SIGN":
        currency = "JPY" if setting.language == "ja" else "CNY"
    if value == value.to_integral_value():
        return f"{int(value)} {currency}"
    return f"{value.quantize(Decimal('0.01'))} {currency}"


def _beside(text: str, number: Number) -> tuple[str | None, int, int]:
    after = _after().match(text, number.end)
    if after:
        return _currency(after.group("name")), number.start, after.end()
    before = _before().search(text[: number.start])
    if before:
        return _currency(before.group("name")), before.start(), number.end
    return None, 0, 0


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern), currency) for pattern, currency in lexicon.words("currencies").items()
    )


def _currency(name: str) -> str:
    if name in _SIGNS:
        return "CNY_SIGN" if _SIGNS[name] == "CNY" else _SIGNS[name]
    return next(currency for pattern, currency in _patterns() if pattern.fullmatch(name))


@lru_cache(maxsize=1)
def _names() -> str:
    names = [f"(?:{pattern})" for pattern in lexicon.words("currencies")]
    latin = [name for name in names if not re.search("[\u3400-\u9fff]", name)]
    others = [name for name in names if name not in latin]
    return f"{_SIGN.pattern}|(?<![^\\W\\d_])(?:{'|'.join(latin)})(?!\\w)|(?:{'|'.join(others)})"


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(rf" ?-?(?P<name>{_names()})")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{_SIGN.pattern}|人民币"
        r"|(?<!\w)(?:eur|usd|gbp|irr|rub|cny|rmb|try|aed|sar|jpy))[ :]?$"
    )
