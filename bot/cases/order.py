"""Who goes before whom in the human queue, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.model import Case, CaseClass, CaseState, DeskNow

SOON = timedelta(hours=24)

# Wishes that lose their point once the traveller has left.
TRIP_WISHES = frozenset(
    {
        "booking_status",
        "flight_status",
        "refund_request",
        "refund_quote",
        "change_booking",
        "resend_itinerary",
        "complaint",
        "site_problem",
        "human_handoff",
        "callback_request",
        "payment_failed",
        "faq/payment_failed",
        "faq/check_in",
        "faq/visa_passport",
        "faq/special_assistance",
        "faq/children",
        "faq/pets",
        "faq/lost_baggage",
        "faq/flight_disruption_rights",
        "faq/hotel_rules",
        "faq/airport_transfer",
        "",
    }
)
TROUBLE = "emergency_help"


@dataclass(frozen=True, slots=True)
class Urgency:
    """What decides the class: the wish, the class the assistant asked for, the booking's facts."""

    typology: str
    wanted: int | None = None
    departs_at: datetime | None = None
    is_vip: bool = False
    is_elderly: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A class, and the reason for it (`placed_REASON` of the desk's words)."""

    class_: CaseClass
    reason: str


def place(urgency: Urgency, now: datetime) -> Placed:
    """The best class that the facts give."""
    reasons = [
        Placed(CaseClass.URGENT, "in_trouble") if urgency.typology == TROUBLE else None,
        Placed(CaseClass.URGENT, "leaving_soon") if _is_leaving(urgency, now) else None,
        Placed(CaseClass(urgency.wanted), "asked") if urgency.wanted is not None else None,
        Placed(CaseClass.VIP, "vip") if urgency.is_vip else None,
        Placed(CaseClass.ELDERLY, "elderly") if urgency.is_elderly else None,
        Placed(CaseClass.NORMAL, "in_turn"),
    ]
    return min((placed for placed in reasons if placed), key=lambda placed: placed.class_)


def order_key(case: Case) -> tuple[int, datetime, str]:
    """Sorts the waiting: class, then how long they have waited, then id."""
    return (case.class_, case.enqueued_at, case.id)


def position(case: Case, waiting: Iterable[Case]) -> int:
    """The place of a case among the waiting talks: 1 is next."""
    ahead = (
        other
        for other in waiting
        if other.state is CaseState.WAITING and other.live_talk and other.id != case.id
    )
    return 1 + sum(order_key(other) < order_key(case) for other in ahead)


def expected_minutes(place_in_line: int, desk: DeskNow) -> int:
    """About how many minutes until a person is free; at least one."""
    return max(1, round(place_in_line * desk.minutes_each / max(1, desk.people)))


def _is_leaving(urgency: Urgency, now: datetime) -> bool:
    if urgency.departs_at is None or urgency.typology not in TRIP_WISHES:
        return False
    return timedelta(0) <= urgency.departs_at - now <= SOON
