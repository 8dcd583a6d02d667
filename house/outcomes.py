"""How a talk ended, read from the sentences that were said."""

from collections.abc import Iterable

DONE = frozenset(
    {
        "booking_state", "leg_scheduled", "leg_moved", "leg_cancelled", "leg_hotel",
        "refund_requested", "refund_being_processed", "refund_awaiting_approval", "refund_kept",
        "refund_amount",
        "refund_state", "refund_state_undated", "refund_paid", "refund_none", "payment_in_order",
        "article_with_source", "case_registered", "case_state", "case_none", "survey_thanks",
        "survey_sorry", "compliment_thanks", "language_changed", "language_choose", "capabilities",
        "bot_challenge", "greet", "goodbye", "thank", "task_cancelled", "no_leg_ahead",
    }
)  # fmt: skip
REFUSED = frozenset(
    {
        "refund_nothing_open", "refund_already_requested", "code_spent", "code_limit",
        "out_of_scope", "refused_expired",
    }
)  # fmt: skip
PERSON = frozenset(
    {
        "handing_over_summary", "handed_over_position", "nobody_at_desk", "nobody_at_desk_now",
        "agent_joined", "assistant_unavailable_handed_over",
    }
)  # fmt: skip


def outcome_of(sentences: Iterable[str]) -> str:
    """`person`, `done`, `refused`, or `open` when nothing was decided."""
    said = set(sentences)
    if said & PERSON:
        return "person"
    if said & REFUSED and not said & (DONE - {"greet", "thank", "goodbye"}):
        return "refused"
    return "done" if said & DONE else "open"
