"""What an agent would do next, by the reason of the hand-over and the traveller's wish."""

_BY_REASON: dict[str, tuple[str, ...]] = {
    "emergency": ("make_safe", "call_local_help", "stay_until_safe"),
    "proof_impossible": ("check_identity_by_procedure", "refund_same_card_only"),
    "assistant_unavailable": ("read_transcript", "ask_only_what_is_missing"),
    "not_understood": ("read_transcript", "confirm_the_wish"),
    "bookings_unavailable": ("look_booking_up", "promise_a_time"),
    "booking_gone": ("look_booking_up",),
    "refund_refused": ("check_refund_state", "explain_rule"),
    "refund_not_started": ("check_refund_state", "do_not_pay_twice"),
    "refund_unknown": ("check_refund_state", "do_not_pay_twice"),
}
_BY_TYPOLOGY: dict[str, tuple[str, ...]] = {
    "emergency_help": ("make_safe", "call_local_help"),
    "refund_request": ("check_proof", "quote_before_cancelling"),
    "refund_quote": ("quote_before_cancelling", "explain_rule"),
    "refund_status": ("check_refund_state",),
    "refund_approval": ("approve_or_decline",),
    "booking_status": ("look_booking_up",),
    "flight_status": ("look_booking_up",),
    "change_booking": ("check_proof", "tell_price_before_change"),
    "resend_itinerary": ("check_proof", "send_documents"),
    "payment_failed": ("check_payments", "issue_or_return"),
    "faq/payment_failed": ("check_payments", "issue_or_return"),
    "complaint": ("apologise_once", "answer_in_time"),
    "callback_request": ("call_back",),
    "message_director": ("pass_on_to_management",),
    "trip_search": ("offer_trips",),
    "site_problem": ("pass_on_to_technicians",),
}
MOST = 4


def next_steps(reason: str, typology: str) -> tuple[str, ...]:
    """Suggested steps (`step_NAME` of the desk's words), the most pressing first."""
    steps = (*_BY_REASON.get(reason, ()), *_BY_TYPOLOGY.get(typology, ()))
    return tuple(dict.fromkeys(steps))[:MOST] or ("read_transcript", "confirm_the_wish")


def all_steps() -> frozenset[str]:
    """Every step there is, for the test that holds the desk's words against them."""
    tables = (*_BY_REASON.values(), *_BY_TYPOLOGY.values(), next_steps("", ""))
    return frozenset(step for steps in tables for step in steps)
