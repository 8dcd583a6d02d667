"""A refund and the states it passes through."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bookings.trips.money import Money


class RefundState(StrEnum):
    """`unknown`: the payment provider did not answer, so nobody may say that it is done or not."""

    REQUESTED = "requested"
    AWAITING_APPROVAL = "awaiting_approval"
    SENT = "sent"
    PAID = "paid"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RefundStep:
    """When a refund came into a state."""

    state: RefundState
    at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back to the card that paid; `zone` is the buyer's."""

    id: str
    quote: str
    booking: str
    coupons: tuple[str, ...]
    amount: Money
    to_card: str
    state: RefundState
    requested_at: datetime
    expected_on: date
    history: tuple[RefundStep, ...]
    zone: str
