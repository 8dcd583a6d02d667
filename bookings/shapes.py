"""The shapes of docs/contracts.md section 4 that callers rely on, written apart from our code.

A shape is a type of value, a dictionary of shapes (more keys are allowed), a list of one shape,
or `Maybe`. `misfits` names every place where a value does not fit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Maybe:
    """The shape, or null."""

    shape: Any


def text(value: Any) -> bool:
    """Some text."""
    return isinstance(value, str) and bool(value.strip())


def flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def number(value: Any) -> bool:
    """A whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def moment(value: Any) -> bool:
    """ISO 8601 with an offset."""
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def day(value: Any) -> bool:
    """An ISO 8601 date."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def decimal(value: Any) -> bool:
    """A decimal written as text: a JSON number would lose digits."""
    try:
        return isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def currency(value: Any) -> bool:
    """An ISO 4217 code."""
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Z]{3}", value))


def masked_card(value: Any) -> bool:
    """A card of which at most ten digits can be read."""
    return text(value) and len(re.findall(r"\d", value)) <= 10


def texts(value: Any) -> bool:
    """A text for each language, English among them."""
    return isinstance(value, dict) and text(value.get("en")) and all(map(text, value.values()))


def one_of(*words: str) -> Check:
    """One of these words."""

    def check(value: Any) -> bool:
        return value in words

    check.__doc__ = f"One of {', '.join(words)}."
    return check


MONEY = {"amount": decimal, "currency": currency}
PLACE = {"code": text, "city": text, "name": text, "zone": text}
PASSENGER = {
    "id": text,
    "given_name": text,
    "surname": text,
    "kind": one_of("adult", "child", "infant"),
}
LEG = {
    "id": text,
    "kind": one_of("flight", "train", "bus", "hotel"),
    "carrier": text,
    "number": text,
    "from": PLACE,
    "to": PLACE,
    "departs_at": moment,
    "arrives_at": moment,
    "status": one_of("scheduled", "moved", "cancelled", "completed"),
    "moved_from": Maybe(moment),
    "told": flag,
    "fare": one_of("regular", "charter"),
    "policy": text,
}
COUPON = {
    "id": text,
    "passenger": text,
    "leg": text,
    "paid": MONEY,
    "taxes": MONEY,
    "state": one_of("open", "refund_requested", "refunded", "used", "no_show"),
    "ticket": Maybe(text),
}
PAYMENT = {
    "id": text,
    "amount": MONEY,
    "card": masked_card,
    "taken_at": moment,
    "state": one_of("taken", "returned"),
    "ticketed": flag,
    "twin_of": Maybe(text),
}
BOOKING = {
    "reference": text,
    "status": one_of("confirmed", "pending_ticket", "partly_cancelled", "cancelled"),
    "surname": text,
    "surname_latin": text,
    "created_at": moment,
    "language": text,
    "vip": flag,
    "care": [text],
    "currency": currency,
    "total": MONEY,
    "passengers": [PASSENGER],
    "legs": [LEG],
    "coupons": [COUPON],
    "payments": [PAYMENT],
    "contacts": [{"rank": number, "phone": Maybe(text), "email": Maybe(text)}],
}
RULE = {"id": text, "version": number, "text": texts}
QUOTE = {
    "id": text,
    "booking": text,
    "coupons": [text],
    "paid": MONEY,
    "penalty": MONEY,
    "refund": MONEY,
    "rule": RULE,
    "lines": [
        {"coupon": text, "paid": MONEY, "penalty": MONEY, "refund": MONEY, "rule": RULE},
    ],
    "to_card": masked_card,
    "expires_at": moment,
    "needs_approval": flag,
}
_REFUND_STATE = one_of("requested", "awaiting_approval", "sent", "paid", "refused", "unknown")
REFUND = {
    "id": text,
    "quote": text,
    "booking": text,
    "coupons": [text],
    "amount": MONEY,
    "to_card": masked_card,
    "state": _REFUND_STATE,
    "requested_at": moment,
    "expected_on": day,
    "history": [{"state": _REFUND_STATE, "at": moment}],
}
CHANGE = {
    "id": number,
    "booking": text,
    "leg": text,
    "cancelled": flag,
    "departs_at": moment,
    "arrives_at": moment,
    "moved_from": Maybe(moment),
    "at": moment,
}


def misfits(value: Any, shape: Any, path: str = "") -> Iterator[str]:
    """Where the value does not fit the shape, and what was wanted there."""
    if isinstance(shape, Maybe):
        if value is not None:
            yield from misfits(value, shape.shape, path)
    elif isinstance(shape, list):
        yield from _list_misfits(value, shape[0], path)
    elif isinstance(shape, Mapping):
        yield from _object_misfits(value, shape, path)
    elif not shape(value):
        yield f"{path or 'the answer'}: wanted {str(shape.__doc__).strip()}"


def _list_misfits(value: Any, shape: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path or 'the answer'}: wanted a list"
        return
    for position, one in enumerate(value):
        yield from misfits(one, shape, f"{path}[{position}]")


def _object_misfits(value: Any, shape: Mapping[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path or 'the answer'}: wanted an object"
        return
    for key, inner in shape.items():
        where = f"{path}.{key}" if path else key
        if key in value:
            yield from misfits(value[key], inner, where)
        else:
            yield f"{where}: is missing"
