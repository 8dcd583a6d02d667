"""Where is my money: each refund of a booking with its state and dates."""

from actions import answers
from actions.answers import Json
from actions.goal import BookingGoal, Events, Speaker, forget_task
from actions.refund_telling import state_of, tell_refund
from actions.turn import Turn


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
        states = [speak.fact("refund_state", state_of(refund)) for refund in refunds]
        speak.tried("refund_status", "told" if refunds else "none", *states)
        return forget_task()
