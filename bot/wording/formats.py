"""Money, days and moments as a reader of each language writes them."""

import re
from datetime import date, datetime
from decimal import Decimal

import jdatetime
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from bot.conversations.values import Money
from bot.language.languages import LANGUAGES

RIALS_PER_TOMAN = 10
_PERSIAN_WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_PERSIAN_CURRENCIES = {
    "IRR": "ریال", "EUR": "یورو", "USD": "دلار", "GBP": "پوند", "RUB": "روبل", "CNY": "یوان",
    "TRY": "لیر", "SAR": "ریال سعودی", "JPY": "ین", "AED": "درهم",
}  # fmt: skip


def money_text(money: Money, language: str) -> str:
    """An amount; rials are told to Persian readers in toman, as they count."""
    locale = LANGUAGES[language].locale
    if language != "fa":
        shown = format_currency(money.amount, money.currency, locale=locale)
        return re.sub(r"(?<=[A-Z]{3})(?=\d)", "\u00a0", shown)
    amount, unit = money.amount, _PERSIAN_CURRENCIES.get(money.currency, money.currency)
    if money.currency == "IRR" and amount % RIALS_PER_TOMAN == 0:
        amount, unit = amount / RIALS_PER_TOMAN, "تومان"
    return f"{_persian_number(amount)} {unit}"


def day_text(day: date, language: str) -> str:
    """A day with its weekday, in Persian by the Persian calendar."""
    if language == "fa":
        persian = jdatetime.date.fromgregorian(date=day)
        weekday = _PERSIAN_WEEKDAYS[persian.weekday()]
        return f"{weekday} {persian.day} {_PERSIAN_MONTHS[persian.month - 1]} {persian.year}"
    return format_date(day, "full", locale=LANGUAGES[language].locale)


def moment_text(at: datetime, language: str) -> str:
    """A moment in its own offset: the day with its weekday, and the time."""
    if language == "fa":
        return f"{day_text(at.date(), language)}، ساعت {at:%H:%M}"
    locale = LANGUAGES[language].locale
    clock = format_time(at, "short", tzinfo=at.tzinfo, locale=locale)
    return f"{day_text(at.date(), language)}, {clock}".replace(
        ", ", {"ar": "، ", "zh": " ", "ja": " "}.get(language, ", ")
    )


def list_text(parts: list[str], language: str) -> str:
    """Parts joined as the language joins them."""
    return format_list(parts, locale=LANGUAGES[language].locale).replace("\u200f", "")


def own_digits(text: str, language: str) -> str:
    """The text with ASCII digits as the language's readers write them."""
    return text.translate(_DIGITS[language])


def _persian_number(amount: Decimal) -> str:
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    shown = format_decimal(amount, format=pattern, locale="en")
    return shown.replace(",", "٬").replace(".", "٫")


_DIGITS = {
    code: str.maketrans("0123456789", language.digits) for code, language in LANGUAGES.items()
}
