"""Reading a booking's JSON: what is open, who and where, and how a leg is told."""

from collections.abc import Iterable
from datetime import datetime

from actions import answers
from actions.answers import Json, Value
from actions.goal import Speaker

OPEN = "open"


def open_coupons(booking: Json) -> list[Json]:
    """The coupons that can still be given back."""
    return [coupon for coupon in booking["coupons"] if coupon["state"] == OPEN]


def passengers_with(booking: Json, coupons: Iterable[Json]) -> list[Json]:
    """The passengers who hold one of these coupons, in the booking's order."""
    holders = {coupon["passenger"] for coupon in coupons}
    return [person for person in booking["passengers"] if person["id"] in holders]


def legs_with(booking: Json, coupons: Iterable[Json]) -> list[Json]:
    """The legs of these coupons, in the booking's order."""
    used = {coupon["leg"] for coupon in coupons}
    return [leg for leg in booking["legs"] if leg["id"] in used]


def full_name(passenger: Json) -> str:
    """The passenger's name as the booking writes it."""
    return f"{passenger['given_name']} {passenger['surname']}".strip()


def next_leg(booking: Json, now: datetime) -> Json | None:
    """The first leg that has not begun yet."""
    ahead = [leg for leg in booking["legs"] if datetime.fromisoformat(leg["departs_at"]) > now]
    return min(ahead, key=lambda leg: datetime.fromisoformat(leg["departs_at"]), default=None)


def cancelled_by_carrier(booking: Json) -> list[Json]:
    """Legs that the carrier cancelled and that are not refunded yet."""
    legs = legs_with(booking, open_coupons(booking))
    return [leg for leg in legs if leg["status"] == "cancelled"]


def tell_leg(leg: Json, speak: Speaker) -> None:
    """One leg as a sentence: scheduled, moved, cancelled, or a stay."""
    if leg["kind"] == "hotel":
        speak.say("leg_hotel", hotel_values(leg))
        return
    values = leg_values(leg)
    if leg["status"] == "cancelled":
        speak.say("leg_cancelled", values)
    elif leg["status"] == "moved" and leg.get("moved_from"):
        speak.say("leg_moved", {**values, "was": answers.moment(leg["moved_from"])})
    else:
        speak.say("leg_scheduled", values)


def leg_values(leg: Json) -> dict[str, Value]:
    """The values of a leg by flight, train or bus."""
    return {
        "kind": answers.term(f"kind_{leg['kind']}"),
        "number": answers.code(f"{leg['carrier']}{leg['number']}"),
        "from": answers.city(leg["from"]["city"]),
        "to": answers.city(leg["to"]["city"]),
        "departs": answers.moment(leg["departs_at"]),
        "arrives": answers.moment(leg["arrives_at"]),
    }


def hotel_values(leg: Json) -> dict[str, Value]:
    """The values of a stay."""
    return {
        "hotel": answers.name(leg["to"]["name"]),
        "city": answers.city(leg["to"]["city"]),
        "from": answers.date(leg["departs_at"][:10]),
        "to": answers.date(leg["arrives_at"][:10]),
    }
