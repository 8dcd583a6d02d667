"""Bookings, their payments, and what carriers do to their legs."""

from http import HTTPStatus

from fastapi import APIRouter, Query

from bookings import change_schedule
from bookings.api import wire
from bookings.backend import Backend
from bookings.errors import Invalid
from bookings.storage.bookings import get_booking
from bookings.storage.changes import changes_after


def bookings_router(backend: Backend) -> APIRouter:
    """The endpoints under `/v1` that are about bookings."""
    router = APIRouter(tags=["bookings"])

    @router.get("/bookings/{reference}")
    def read_booking(reference: str) -> wire.Booking:
        """A booking. 404 `booking_not_found`."""
        with backend.database.look() as session:
            return wire.Booking.of(get_booking(session, reference.upper()))

    @router.get("/payments")
    def read_payments(booking: str) -> wire.Payments:
        """The payments of a booking. 404 `booking_not_found`."""
        with backend.database.look() as session:
            return wire.Payments(
                payments=wire.Booking.of(get_booking(session, booking.upper())).payments
            )

    @router.post("/bookings/{reference}/schedule-changes", status_code=HTTPStatus.CREATED)
    def change_leg(reference: str, change: wire.ScheduleChange) -> wire.Change:
        """Move or cancel a leg. 422 `unknown_leg`; 409 `leg_not_changeable`."""
        reference = reference.upper()
        if change.cancelled:
            return wire.Change.of(change_schedule.cancel(backend, reference, change.leg))
        if change.departs_at is None or change.arrives_at is None:
            raise Invalid("give departs_at and arrives_at")
        return wire.Change.of(
            change_schedule.move(
                backend, reference, change.leg, change.departs_at, change.arrives_at
            )
        )

    @router.get("/changes")
    def read_changes(after: int = Query(default=0, ge=0, le=2**31 - 1)) -> wire.Changes:
        """Schedule changes with a higher number, at most 500 at once."""
        with backend.database.look() as session:
            return wire.Changes(
                changes=[wire.Change.of(one) for one in changes_after(session, after)]
            )

    return router
