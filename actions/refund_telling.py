"""What is said of quotes and refunds: amounts, rules, states, and the parts to choose from."""

from decimal import Decimal

from actions import answers, trip
from actions.answers import Json, Value
from actions.bookings_api import refund_key
from actions.goal import Speaker


def tell_refund(refund: Json, speak: Speaker) -> None:
    """One refund: amount, state, when asked, when expected, to which card."""
    values: dict[str, Value] = {
        "amount": answers.money(refund["amount"]),
        "state": state_of(refund),
        "asked": answers.date(refund["requested_at"][:10]),
        "card": answers.code(refund["to_card"]),
    }
    if refund["state"] == "paid":
        paid = next(step["at"] for step in refund["history"] if step["state"] == "paid")
        speak.say("refund_paid", {**values, "paid": answers.date(paid[:10])})
    elif refund.get("expected_on") and refund["state"] in ("requested", "sent"):
        speak.say("refund_state", {**values, "expected": answers.date(refund["expected_on"])})
    else:
        speak.say("refund_state_undated", values)


def quote_values(quote: Json, booking: Json, part: str) -> dict[str, Value]:
    """The values that every sentence about a quote may use."""
    return {
        "refund": answers.money(quote["refund"]),
        "penalty": answers.money(quote["penalty"]),
        "paid": answers.money(quote["paid"]),
        "rule": answers.texts(quote["rule"]["text"]),
        "card": answers.code(quote["to_card"]),
        "until": answers.moment(quote["expires_at"]),
        "what": _what(booking, part),
    }


def say_quote(quote: Json, booking: Json, part: str, speak: Speaker) -> None:
    """The quote with its rule, and the question."""
    nothing = Decimal(quote["refund"]["amount"]) == 0
    full = Decimal(quote["penalty"]["amount"]) == 0
    sentence = (
        "refund_quoted_nothing" if nothing else "refund_quoted_full" if full else "refund_quoted"
    )
    speak.say(sentence, quote_values(quote, booking, part), answers.YES_OR_NO)
    note_quote(quote, speak)


def note_quote(quote: Json, speak: Speaker) -> None:
    """The quote for the packet."""
    speak.tried(
        "refund_quote",
        "told",
        quoted(quote, speak),
        speak.fact("refund_penalty", answers.money(quote["penalty"])),
        speak.fact("refund_rule", answers.texts(quote["rule"]["text"])),
    )


def _what(booking: Json, part: str) -> Value:
    for person in booking["passengers"]:
        if person["id"] == part:
            return answers.name(trip.full_name(person))
    for leg in booking["legs"]:
        if leg["id"] == part:
            return answers.code(f"{leg['carrier']}{leg['number']}")
    return answers.term("refund_whole_booking")


def quoted(quote: Json, speak: Speaker) -> answers.Fact:
    """The quoted amount as a fact."""
    return speak.fact("refund_quoted", answers.money(quote["refund"]))


def state_of(refund: Json) -> Json:
    """A refund's state, as a sentence of the wording."""
    return answers.term(f"refund_is_{refund['state']}")


def part_choice(name: str, part: str, label: Json | None = None) -> Json:
    """A button for a part of the booking."""
    return answers.choice(name, "inform", entities={"refund_part": part}, label=label)


def person_choice(person: Json) -> Json:
    """A button for one passenger."""
    label = answers.say("choice_passenger", {"name": answers.name(trip.full_name(person))})
    return part_choice("passenger", person["id"], label)


def leg_choice(leg: Json) -> Json:
    """A button for one leg."""
    if leg["kind"] == "hotel":
        return part_choice("leg", leg["id"], answers.say("choice_hotel", trip.hotel_values(leg)))
    return part_choice("leg", leg["id"], answers.say("choice_leg", trip.leg_values(leg)))


def watch(quote: Json, speak: Speaker) -> None:
    """The fate is not known yet: say so, and have the front line ask until it is."""
    speak.say("refund_being_processed", {"amount": answers.money(quote["refund"])})
    speak.answer(
        {
            "watch_refund": {
                "key": refund_key(quote["id"]),
                "quote": quote["id"],
                "booking": quote["booking"],
            }
        }
    )
