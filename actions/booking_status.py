"""Is my booking confirmed, and is my flight on time?"""

from actions import answers, trip
from actions.answers import Json
from actions.goal import BookingGoal, Events, Speaker, forget_task
from actions.turn import Turn


class BookingStatus(BookingGoal):
    """The state of the booking and of each of its legs."""

    action_name = "action_booking_status"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Say the state, then leg by leg; a cancelled leg brings the offer of a refund."""
        state = answers.term(f"booking_{booking['status']}")
        speak.say(
            "booking_state",
            {
                "reference": answers.code(booking["reference"]),
                "state": state,
                "passengers": answers.listed(
                    answers.name(trip.full_name(person)) for person in booking["passengers"]
                ),
            },
        )
        for leg in booking["legs"]:
            trip.tell_leg(leg, speak)
        speak.tried("booking_status", "told", speak.fact("booking_status", state))
        _offer_what_follows(booking, speak)
        return forget_task()


class FlightStatus(BookingGoal):
    """Whether the next leg leaves as planned, as the carrier told the booking system."""

    action_name = "action_flight_status"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Say the next leg and since when we know."""
        leg = trip.next_leg(booking, turn.now)
        if leg is None:
            speak.say("no_leg_ahead", {"reference": answers.code(booking["reference"])})
            return forget_task()
        trip.tell_leg(leg, speak)
        speak.say("flight_status_source")
        speak.tried("flight_status", leg["status"], _departure(leg, speak))
        _offer_what_follows(booking, speak)
        return forget_task()


def _offer_what_follows(booking: Json, speak: Speaker) -> None:
    if trip.cancelled_by_carrier(booking):
        speak.say(
            "cancelled_by_carrier_offer",
            choices=[answers.choice("refund_request", "refund_request"), answers.PERSON],
        )


def _departure(leg: Json, speak: Speaker) -> answers.Fact:
    return speak.fact("departure", answers.moment(leg["departs_at"]))
