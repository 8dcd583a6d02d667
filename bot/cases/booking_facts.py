"""Facts of a booking for the packet, from the booking system's JSON."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from bot.cases.model import Json
from bot.cases.order import Urgency
from bot.conversations.values import Code, Fact, Moment, Money, Name, Several, Term, Value

LEGS_SHOWN = 8
PASSENGERS_SHOWN = 9


def facts_of_booking(booking: Json, at: datetime) -> tuple[Fact, ...]:
    """Who travels, when, on which fare, paid how; looked up `at`."""
    named: list[tuple[str, Value]] = [
        ("booking_reference", Code(booking["reference"])),
        ("booking_status", Term(f"booking_{booking['status']}")),
        *_people(booking),
        *_legs(booking),
        *_money(booking),
    ]
    return tuple(Fact(name, value, "looked_up", at) for name, value in named)


def facts_of_refunds(refunds: list[Json], at: datetime) -> tuple[Fact, ...]:
    """The refunds that were asked for, with their state."""
    return tuple(
        Fact(name, value, "looked_up", at)
        for refund in refunds
        for name, value in (
            ("refund_amount", _amount(refund["amount"])),
            ("refund_state", Term(f"refund_is_{refund['state']}")),
        )
    )


def urgency_of(booking: Json, typology: str, wanted: int | None, now: datetime) -> Urgency:
    """What the booking says about who goes first."""
    departures = (
        datetime.fromisoformat(leg["departs_at"])
        for leg in booking["legs"]
        if leg["status"] != "cancelled"
    )
    return Urgency(
        typology=typology,
        wanted=wanted,
        departs_at=min((at for at in departures if at >= now), default=None),
        is_vip=bool(booking.get("vip")),
        is_elderly="elderly" in (booking.get("care") or ()),
    )


def _people(booking: Json) -> Iterator[tuple[str, Value]]:
    passengers = [
        Name(f"{person['given_name']} {person['surname']}") for person in booking["passengers"]
    ]
    yield "passengers", Several(tuple(passengers[:PASSENGERS_SHOWN]))
    if booking.get("vip"):
        yield "vip", Term("care_vip")
    for care in booking.get("care") or ():
        yield "care", Term(f"care_{care}")


def _legs(booking: Json) -> Iterator[tuple[str, Value]]:
    for leg in booking["legs"][:LEGS_SHOWN]:
        yield (
            "leg",
            Several(
                (
                    Term(f"kind_{leg['kind']}"),
                    Code(f"{leg['carrier']}{leg['number']}"),
                    Code(leg["from"]["code"]),
                    Code(leg["to"]["code"]),
                    Term(f"fare_{leg['fare']}"),
                    Term(f"leg_is_{leg['status']}"),
                )
            ),
        )
        yield "departure", Moment(datetime.fromisoformat(leg["departs_at"]))
        if leg.get("moved_from"):
            yield "moved_from", Moment(datetime.fromisoformat(leg["moved_from"]))


def _money(booking: Json) -> Iterator[tuple[str, Value]]:
    yield "total", _amount(booking["total"])
    for payment in booking["payments"]:
        yield "payment_taken", _amount(payment["amount"])
        yield "payment_card", Code(payment["card"])
        if not payment["ticketed"]:
            yield "payment_trouble", Term("payment_is_without_ticket")
        if payment.get("twin_of"):
            yield "payment_trouble", Term("payment_is_taken_twice")


def _amount(money: Json) -> Money:
    return Money(Decimal(money["amount"]), money["currency"])
