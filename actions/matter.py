"""A matter that a person answers later: what it is about, where to answer, the case."""

from rasa_sdk.events import SlotSet

from actions import answers, trip
from actions.answers import Fact, Json
from actions.bookings_api import BookingsUnavailable, NotFound
from actions.goal import BookingGoal, Events, Goal, Speaker, forget_task
from actions.turn import Turn

NEEDS_PROOF = frozenset({"change_booking"})
LONG_ENOUGH_LETTERS = 60
LONG_ENOUGH_HAN = 18
ON_THE_BOOKING = "booking"
HERE = "here"


class StartMatter(Goal):
    """Say honestly what happens next, and begin to ask."""

    action_name = "action_start_case"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """A change of a booking needs proof first; a long first message is the story itself."""
        if turn.task in NEEDS_PROOF and not turn.proved():
            speak.answer(
                answers.prove(turn.booking_reference, turn.last_name, task=turn.task, fresh=False)
            )
            return [SlotSet("details_open", False)]
        speak.say(f"matter_{turn.task}")
        return [
            SlotSet("details_open", True),
            SlotSet("case_details", _story(turn)),
            SlotSet("contact", ON_THE_BOOKING if turn.proved() else None),
        ]


class AskDetails(Goal):
    """Ask what it is about, in the words of the task."""

    action_name = "action_ask_case_form_case_details"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """One question."""
        speak.say(f"ask_details_{turn.task}")
        return []


class SubmitMatter(Goal):
    """Register the case; the front line tells its number."""

    action_name = "action_submit_case"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """The details, where to answer, and for a proved booking what it holds."""
        details = str(turn.slot("case_details") or "")
        facts = [*_contact(turn, speak), *await self._booking_facts(turn, speak)]
        speak.answer(answers.open_case(turn.task, details=details, facts=facts))
        return forget_task()

    async def _booking_facts(self, turn: Turn, speak: Speaker) -> list[Fact]:
        if not turn.proved():
            return []
        try:
            return booking_facts(await self.bookings.booking(turn.booking_reference), turn, speak)
        except (BookingsUnavailable, NotFound):
            return []


class ResendItinerary(BookingGoal):
    """The ticket or receipt again: a case with everything in it, and nothing claimed."""

    action_name = "action_resend_itinerary"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Say what happens next and open the case."""
        speak.say("matter_resend_itinerary")
        facts = booking_facts(booking, turn, speak)
        speak.answer(answers.open_case("resend_itinerary", details=turn.wish, facts=facts))
        return forget_task()


def booking_facts(booking: Json, turn: Turn, speak: Speaker) -> list[Fact]:
    """What a person needs to know of the booking."""
    facts = [
        speak.fact("booking_reference", answers.code(booking["reference"])),
        speak.fact("booking_status", answers.term(f"booking_{booking['status']}")),
    ]
    if leg := trip.next_leg(booking, turn.now):
        facts.append(speak.fact("departure", answers.moment(leg["departs_at"])))
    return facts


def _contact(turn: Turn, speak: Speaker) -> list[Fact]:
    contact = str(turn.slot("contact") or HERE)
    if contact in (HERE, ON_THE_BOOKING):
        return [speak.fact("contact", answers.term(f"contact_{contact}"), "said")]
    return [speak.fact("contact", answers.code(contact), "said")]


def _story(turn: Turn) -> str | None:
    """The first message, when it is long enough to be the story already."""
    if turn.intent != turn.task:
        return None
    han = sum("぀" <= letter <= "鿿" for letter in turn.text)
    told = len(turn.text) >= LONG_ENOUGH_LETTERS or han >= LONG_ENOUGH_HAN
    return turn.text if told else None
