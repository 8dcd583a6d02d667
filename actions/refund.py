"""A refund: which part, a binding quote with its rule, consent, execution exactly once."""

from datetime import datetime

from rasa_sdk.events import FollowupAction, SlotSet

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
from actions.goal import WRITE_NEEDS, BookingGoal, Events, Speaker, forget_task
from actions.refund_form import ONLY_THE_AMOUNT, PART_TRIES
from actions.refund_telling import (
    leg_choice,
    note_quote,
    part_choice,
    person_choice,
    quote_values,
    quoted,
    say_quote,
    state_of,
    tell_refund,
    watch,
)
from actions.turn import Turn

REFUND_WISHES = frozenset({"refund_request", "refund_quote"})


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
        part = refund_parts.only_part(booking) or refund_parts.meant_part(
            turn.last_words(REFUND_WISHES), booking
        )
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
        offered = [part_choice("all", refund_parts.ALL)]
        if len(people) > 1:
            offered += [person_choice(person) for person in people]
        if len(legs) > 1:
            offered += [leg_choice(leg) for leg in legs]
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
        say_quote(quote, booking, part, speak)
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
            speak.hand_over("refund_not_started", turn, quoted(quote, speak))
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
            quote_values(quote, booking, part),
            [answers.choice("refund_request", "refund_request"), answers.PERSON],
        )
        note_quote(quote, speak)
        return forget_task()

    async def _execute(self, quote: Json, turn: Turn, speak: Speaker) -> Events:
        try:
            refund = await self.bookings.refund(quote["id"])
        except FateUnknown:
            return await self._find_out(quote, turn, speak)
        except BookingsUnavailable:
            speak.say("refund_not_started")
            speak.hand_over("refund_not_started", turn, quoted(quote, speak))
            return forget_task()
        except Refused as refused:
            return await self._refused(refused.code, quote, turn, speak)
        return _told(refund, quote, turn, speak)

    async def _find_out(self, quote: Json, turn: Turn, speak: Speaker) -> Events:
        """The write got no answer: look, and if that fails too, say so and keep looking."""
        try:
            refund = await self.bookings.refund_by_key(refund_key(quote["id"]))
        except (BookingsUnavailable, NotFound):
            watch(quote, speak)
            speak.tried("refund", "unknown", quoted(quote, speak))
            return forget_task()
        return _told(refund, quote, turn, speak)

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


def _told(refund: Json, quote: Json, turn: Turn, speak: Speaker) -> Events:
    values: dict[str, Value] = {
        "amount": answers.money(refund["amount"]),
        "card": answers.code(refund["to_card"]),
        "reference": answers.code(refund["booking"]),
    }
    facts = (quoted(quote, speak), speak.fact("refund_state", state_of(refund), "done"))
    if refund["state"] == "awaiting_approval":
        speak.say("refund_awaiting_approval", values)
        speak.answer(answers.open_case("refund_approval", details=refund["id"], facts=facts))
    elif refund["state"] == "unknown":
        watch(quote, speak)
    elif refund["state"] == "refused":
        tell_refund(refund, speak)
        speak.hand_over("refund_refused", turn, *facts)
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
