"""The refund form: which part is meant, and what counts as a yes."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from actions import answers, refund_parts
from actions.bookings_api import BookingsUnavailable, NotFound
from actions.goal import Collaborators

SURE_YES = 0.6
PART_TRIES = 2
ONLY_THE_AMOUNT = "refund_quote"


class ValidateRefundForm(FormValidationAction):
    """Understands which part is meant, and takes only a clear yes for a yes."""

    def __init__(self, collaborators: Collaborators) -> None:
        super().__init__()
        self._collaborators = collaborators

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
        """A passenger, a leg or all; after two misses a person. Nothing is read without proof."""
        turn = self._collaborators.turn(tracker)
        if not turn.proved():
            return {"refund_part": None}
        try:
            booking = await self._collaborators.bookings.booking(turn.booking_reference)
        except (BookingsUnavailable, NotFound):
            return {"refund_part": None, "part_misses": PART_TRIES}
        if part := refund_parts.meant_part(str(value), booking):
            return {"refund_part": part, "part_misses": 0}
        misses = int(turn.slot("part_misses") or 0) + 1
        return {"refund_part": None, "part_misses": misses}

    async def validate_consent(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        """An unclear yes is asked again; money needs a clear one."""
        if value is True and self._collaborators.turn(tracker).confidence < SURE_YES:
            dispatcher.utter_message(json_message=answers.say("consent_unclear"))
            return {"consent": None}
        return {"consent": value}
