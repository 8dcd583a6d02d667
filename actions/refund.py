"""A refund: which part, a binding quote with its rule, consent, execution exactly once."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from actions import answers, refund_parts, trip
from actions.answers import Json, Value
from actions.bookings_api import (
    BookingsApi,
    BookingsUnavailable,
    FateUnknown,
    NotFound,
    Refused,
    refund_key,
)
from actions.goal import (
    WRITE_NEEDS,
    BookingGoal,
    Collaborators,
    Events,
    Speaker,
    forget_task,
)
from actions.turn import Turn

SURE_YES = 0.6
PART_TRIES = 2
ONLY_THE_AMOUNT = "refund_quote"


class OpenRefund(BookingGoal):
    """May this traveller give something back at all? If so, the refund form begins."""

    action_name = "action_open_refund"
    fresh_proof = True

    def without_proof(self) -> Events:
        """The form waits for the proof."""
        return [SlotSet("refund_open", False)]

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Open the form with the part already known, if it is."""
        if not trip.open_coupons(booking):
            await self._nothing_open(booking, speak)
            return [*forget_task(), SlotSet("refund_open", False)]
        part = refund_parts.only_part(booking) or _part_in_the_wish(turn.tracker, booking)
        return [
            SlotSet("refund_open", True),
            SlotSet("refund_part", part),
            SlotSet("refund_quote", None),
            SlotSet("consent", None),
            SlotSet("part_misses", 0),
        ]

    async def _nothing_open(self, booking: Json, speak: Speaker) -> None:
        refunds = await self.bookings.refunds(booking["reference"])
        if refunds:
            speak.say("refund_already_requested")
            for refund in refunds:
                tell_refund(refund, speak)
        else:
            speak.say(
                "refund_nothing_open",
                {"reference": answers.code(booking["reference"])},
                [answers.PERSON],
            )
        speak.tried("refund_request", "nothing_open")


class ValidateRefundForm(FormValidationAction):
    """Understands which part is meant, and takes only a clear yes for a yes."""

    def __init__(self, collaborators: Collaborators) -> None:
        super().__init__()
        self._bookings = collaborators.bookings

    def name(self) -> str:
        """The name in domain.yml."""
        return "validate_refund_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Any,
    ) -> list[str]:
        """Who only wants to know the amount is not asked for consent."""
        if tracker.get_slot("task") == ONLY_THE_AMOUNT:
            return [slot for slot in domain_slots if slot != "consent"]
        return domain_slots

    async def validate_refund_part(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        """A passenger, a leg or all; after two misses a person."""
        try:
            booking = await self._bookings.booking(str(tracker.get_slot("booking_reference")))
        except (BookingsUnavailable, NotFound):
            return {"refund_part": None, "part_misses": PART_TRIES}
        if part := refund_parts.meant_part(str(value), booking):
            return {"refund_part": part, "part_misses": 0}
        misses = int(tracker.get_slot("part_misses") or 0) + 1
        return {"refund_part": None, "part_misses": misses}

    async def validate_consent(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        """An unclear yes is asked again; money needs a clear one."""
        confidence = float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)
        if value is True and confidence < SURE_YES:
            dispatcher.utter_message(json_message=answers.say("consent_unclear"))
            return {"consent": None}
        return {"consent": value}


class AskRefundPart(BookingGoal):
    """Ask which part, with a button for each."""

    action_name = "action_ask_refund_form_refund_part"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Offer everybody, each passenger, each leg; a person after two misses."""
        if int(turn.slot("part_misses") or 0) >= PART_TRIES:
            speak.say("not_understood_person")
            speak.hand_over("not_understood", turn)
            return forget_task()
        coupons = trip.open_coupons(booking)
        people = trip.passengers_with(booking, coupons)
        legs = trip.legs_with(booking, coupons)
        offered = [_part("all", refund_parts.ALL)]
        if len(people) > 1:
            offered += [_person(person) for person in people]
        if len(legs) > 1:
            offered += [_leg(leg) for leg in legs]
        speak.say("ask_refund_part", choices=offered)
        return []


class AskConsent(BookingGoal):
    """Quote the refund with the rule that applies, and ask."""

    action_name = "action_ask_refund_form_consent"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """The quote that is still good, or a new one."""
        part = str(turn.slot("refund_part"))
        quote = await _quote_for(self.bookings, booking, part, turn)
        if quote is None:
            return _no_quote(booking, turn, speak)
        _say_quote(quote, booking, part, speak)
        return [SlotSet("refund_quote", {**quote, "part": part})]


class SubmitRefund(BookingGoal):
    """Do what the traveller decided: execute the quote once, or leave all as it is."""

    action_name = "action_submit_refund"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Leave it, ask for a fresh proof, renew the quote, or execute."""
        if turn.task == ONLY_THE_AMOUNT:
            return await self._tell_the_amount(booking, turn, speak)
        if turn.slot("consent") is not True:
            speak.say("refund_kept", {"reference": answers.code(booking["reference"])})
            speak.tried("refund_request", "declined")
            return forget_task()
        if not turn.proved(fresh=True):
            speak.answer(
                answers.prove(booking["reference"], turn.last_name, task=turn.task, fresh=True)
            )
            return [SlotSet("consent", None), SlotSet("refund_open", False)]
        quote = turn.slot("refund_quote") or {}
        if _live_quote(turn, str(turn.slot("refund_part"))) is None:
            return _quote_again(speak)
        if turn.time_left() < WRITE_NEEDS:
            speak.say("refund_not_started")
            speak.hand_over("refund_not_started", turn, _quoted(quote, speak))
            return forget_task()
        return await self._execute(quote, turn, speak)

    async def _tell_the_amount(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """The quote with its rule, and nothing is asked or done."""
        part = str(turn.slot("refund_part"))
        quote = await _quote_for(self.bookings, booking, part, turn)
        if quote is None:
            return _no_quote(booking, turn, speak)
        speak.say(
            "refund_amount",
            _quote_values(quote, booking, part),
            [answers.choice("refund_request", "refund_request"), answers.PERSON],
        )
        _note_quote(quote, speak)
        return forget_task()

    async def _execute(self, quote: Json, turn: Turn, speak: Speaker) -> Events:
        try:
            refund = await self.bookings.refund(quote["id"])
        except FateUnknown:
            return await self._find_out(quote, turn, speak)
        except BookingsUnavailable:
            speak.say("refund_not_started")
            speak.hand_over("refund_not_started", turn, _quoted(quote, speak))
            return forget_task()
        except Refused as refused:
            return await self._refused(refused.code, quote, turn, speak)
        return _told(refund, quote, speak)

    async def _find_out(self, quote: Json, turn: Turn, speak: Speaker) -> Events:
        """The write got no answer: look, and if that fails too, say so and keep looking."""
        try:
            return _told(await self.bookings.refund_by_key(refund_key(quote["id"])), quote, speak)
        except (BookingsUnavailable, NotFound):
            speak.say("refund_being_processed", {"amount": answers.money(quote["refund"])})
            speak.answer(
                {
                    "watch_refund": {
                        "key": refund_key(quote["id"]),
                        "quote": quote["id"],
                        "booking": turn.booking_reference,
                    }
                }
            )
            speak.tried("refund", "unknown", _quoted(quote, speak))
            return forget_task()

    async def _refused(self, code: str, quote: Json, turn: Turn, speak: Speaker) -> Events:
        if code == "quote_expired":
            return _quote_again(speak)
        if code == "in_flight":
            return await self._find_out(quote, turn, speak)
        speak.say("refund_already_requested")
        for refund in await self.bookings.refunds(turn.booking_reference):
            tell_refund(refund, speak)
        speak.tried("refund", code)
        return forget_task()


class RefundStatus(BookingGoal):
    """Where is my money?"""

    action_name = "action_refund_status"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Each refund with its state and dates; none: the offer to ask for one."""
        refunds = await self.bookings.refunds(booking["reference"])
        if not refunds:
            speak.say(
                "refund_none",
                {"reference": answers.code(booking["reference"])},
                [answers.choice("refund_request", "refund_request"), answers.PERSON],
            )
        for refund in refunds:
            tell_refund(refund, speak)
        states = [speak.fact("refund_state", _state(refund)) for refund in refunds]
        speak.tried("refund_status", "told" if refunds else "none", *states)
        return forget_task()


def tell_refund(refund: Json, speak: Speaker) -> None:
    """One refund: amount, state, when asked, when expected, to which card."""
    values: dict[str, Value] = {
        "amount": answers.money(refund["amount"]),
        "state": _state(refund),
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


def _told(refund: Json, quote: Json, speak: Speaker) -> Events:
    values: dict[str, Value] = {
        "amount": answers.money(refund["amount"]),
        "card": answers.code(refund["to_card"]),
        "reference": answers.code(refund["booking"]),
    }
    facts = (_quoted(quote, speak), speak.fact("refund_state", _state(refund), "done"))
    if refund["state"] == "awaiting_approval":
        speak.say("refund_awaiting_approval", values)
        speak.answer(answers.open_case("refund_approval", details=refund["id"], facts=facts))
    elif refund["state"] in ("unknown", "refused"):
        speak.say("refund_being_processed", {"amount": values["amount"]})
        speak.answer(
            {
                "watch_refund": {
                    "key": refund_key(quote["id"]),
                    "quote": quote["id"],
                    "booking": refund["booking"],
                }
            }
        )
    else:
        expected = answers.date(refund["expected_on"])
        speak.say("refund_requested", {**values, "expected": expected})
        speak.tried("refund", refund["state"], *facts)
        speak.say("anything_else")
    return forget_task()


async def _quote_for(bookings: BookingsApi, booking: Json, part: str, turn: Turn) -> Json | None:
    """The quote that is still good, or a new one; None when the backend refuses."""
    if live := _live_quote(turn, part):
        return live
    try:
        return await bookings.quote(booking["reference"], refund_parts.coupons_of(booking, part))
    except Refused:
        return None


def _no_quote(booking: Json, turn: Turn, speak: Speaker) -> Events:
    speak.say("refund_nothing_open", {"reference": answers.code(booking["reference"])})
    speak.hand_over("refund_refused", turn)
    return forget_task()


def _quote_values(quote: Json, booking: Json, part: str) -> dict[str, Value]:
    return {
        "refund": answers.money(quote["refund"]),
        "penalty": answers.money(quote["penalty"]),
        "paid": answers.money(quote["paid"]),
        "rule": answers.texts(quote["rule"]["text"]),
        "card": answers.code(quote["to_card"]),
        "until": answers.moment(quote["expires_at"]),
        "what": _what(booking, part),
    }


def _say_quote(quote: Json, booking: Json, part: str, speak: Speaker) -> None:
    nothing = Decimal(quote["refund"]["amount"]) == 0
    full = Decimal(quote["penalty"]["amount"]) == 0
    sentence = (
        "refund_quoted_nothing" if nothing else "refund_quoted_full" if full else "refund_quoted"
    )
    speak.say(sentence, _quote_values(quote, booking, part), answers.YES_OR_NO)
    _note_quote(quote, speak)


def _note_quote(quote: Json, speak: Speaker) -> None:
    speak.tried(
        "refund_quote",
        "told",
        _quoted(quote, speak),
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


def _quote_again(speak: Speaker) -> Events:
    speak.say("refund_quote_expired")
    return [
        SlotSet("consent", None),
        SlotSet("refund_quote", None),
        FollowupAction("refund_form"),
    ]


def _live_quote(turn: Turn, part: str) -> Json | None:
    quote: Json | None = turn.slot("refund_quote")
    if not quote or quote.get("part") != part:
        return None
    return quote if datetime.fromisoformat(quote["expires_at"]) > turn.now else None


def _quoted(quote: Json, speak: Speaker) -> answers.Fact:
    return speak.fact("refund_quoted", answers.money(quote["refund"]))


def _state(refund: Json) -> Json:
    return answers.term(f"refund_is_{refund['state']}")


def _part(name: str, part: str, label: Json | None = None) -> Json:
    return answers.choice(name, "inform", entities={"refund_part": part}, label=label)


def _person(person: Json) -> Json:
    label = answers.say("choice_passenger", {"name": answers.name(trip.full_name(person))})
    return _part("passenger", person["id"], label)


def _leg(leg: Json) -> Json:
    if leg["kind"] == "hotel":
        return _part("leg", leg["id"], answers.say("choice_hotel", trip.hotel_values(leg)))
    return _part("leg", leg["id"], answers.say("choice_leg", trip.leg_values(leg)))


def _part_in_the_wish(tracker: Tracker, booking: Json) -> str | None:
    wishes = [
        str(event.get("text") or "")
        for event in tracker.events
        if event.get("event") == "user"
        and (event.get("parse_data") or {}).get("intent", {}).get("name", "").startswith("refund")
    ]
    return refund_parts.meant_part(wishes[-1], booking) if wishes else None
