"""Paid but no ticket, or paid twice: look the payment up, say what it is, open a case."""

from actions import answers
from actions.answers import Fact, Json, Value
from actions.goal import BookingGoal, Events, Speaker, forget_task
from actions.turn import Turn


class PaymentProblem(BookingGoal):
    """The payments of the booking, and what is wrong with them."""

    action_name = "action_payment_problem"

    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """Say what is found; whatever is wrong becomes a case with the payments in it."""
        payments = await self.bookings.payments(booking["reference"])
        taken = [payment for payment in payments if payment["state"] == "taken"]
        twins = [payment for payment in taken if payment["twin_of"]]
        unticketed = [payment for payment in taken if not payment["ticketed"]]
        facts = [_fact(payment, speak) for payment in taken]
        if twins:
            speak.say("payment_taken_twice", _values(twins[0]))
            speak.answer(_case("payment_taken_twice", facts, turn, speak))
        elif unticketed or booking["status"] == "pending_ticket":
            speak.say("payment_without_ticket", _values((unticketed or taken)[0]))
            speak.answer(_case("payment_without_ticket", facts, turn, speak))
        elif taken:
            speak.say("payment_in_order", _values(taken[0]), [answers.PERSON])
        else:
            speak.say("payment_none", choices=[answers.PERSON])
        speak.tried("payment_lookup", "told", *facts)
        return forget_task()


def _case(found: str, facts: list[Fact], turn: Turn, speak: Speaker) -> Json:
    trouble = speak.fact("payment_trouble", answers.term(f"trouble_{found}"))
    return answers.open_case("payment_failed", details=turn.wish, facts=[trouble, *facts])


def _values(payment: Json) -> dict[str, Value]:
    return {
        "amount": answers.money(payment["amount"]),
        "card": answers.code(payment["card"]),
        "taken": answers.date(payment["taken_at"][:10]),
    }


def _fact(payment: Json, speak: Speaker) -> Fact:
    return speak.fact("payment_taken", answers.money(payment["amount"]))
