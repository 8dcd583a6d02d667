"""A carrier moves or cancels a leg, as an operator tells us."""

from datetime import datetime

from sqlalchemy.orm import Session

from bookings.backend import Backend
from bookings.errors import Conflict, Invalid
from bookings.storage.bookings import cancel_leg, get_booking, move_leg, restate_booking
from bookings.storage.changes import last_change, put_changes
from bookings.storage.quotes import expire_quotes
from bookings.trips.booking import Leg, LegStatus
from bookings.trips.change import Change


def move(
    backend: Backend, reference: str, leg_id: str, departs_at: datetime, arrives_at: datetime
) -> Change:
    """The leg leaves at another time. Raises `NotFound`, `Invalid` and `Conflict`."""
    if departs_at.tzinfo is None or arrives_at.tzinfo is None:
        raise Invalid("departure and arrival need an offset, as in 2026-12-01T10:00+03:30")
    if arrives_at <= departs_at:
        raise Invalid("a leg arrives after it departs")
    with backend.database.work() as session:
        leg = _changeable(session, reference, leg_id)
        move_leg(session, reference, leg, departs_at, arrives_at)
        return _record(session, reference, leg_id, backend.clock())


def cancel(backend: Backend, reference: str, leg_id: str) -> Change:
    """The leg does not take place. Raises `NotFound`, `Invalid` and `Conflict`."""
    with backend.database.work() as session:
        _changeable(session, reference, leg_id)
        cancel_leg(session, reference, leg_id)
        return _record(session, reference, leg_id, backend.clock())


def _changeable(session: Session, reference: str, leg_id: str) -> Leg:
    leg = get_booking(session, reference, lock=True).leg(leg_id)
    if leg is None:
        raise Invalid("the booking has no such leg", code="unknown_leg")
    if leg.status in (LegStatus.CANCELLED, LegStatus.COMPLETED):
        raise Conflict(f"the leg is {leg.status} already", code="leg_not_changeable")
    return leg


def _record(session: Session, reference: str, leg_id: str, now: datetime) -> Change:
    expire_quotes(session, reference, now)
    restate_booking(session, reference)
    leg = get_booking(session, reference).leg(leg_id)
    if leg is None:
        raise Invalid("the booking has no such leg", code="unknown_leg")
    put_changes(session, [(reference, leg, now)])
    return last_change(session, reference)
