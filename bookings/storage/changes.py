"""Schedule changes, append-only and numbered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bookings.storage.bookings import get_booking
from bookings.storage.tables import ChangeRow
from bookings.trips.booking import Leg, LegStatus
from bookings.trips.change import Change


def put_changes(session: Session, changes: Sequence[tuple[str, Leg, datetime]]) -> None:
    """Number what happened to these legs: booking, the leg as it is now, and when."""
    for reference, leg, at in changes:
        session.execute(insert(ChangeRow).values(**_values(reference, leg, at)))


def changes_after(session: Session, after: int, *, limit: int = 500) -> list[Change]:
    """Changes with a higher number, in order."""
    rows = session.scalars(
        select(ChangeRow).where(ChangeRow.id > after).order_by(ChangeRow.id).limit(limit)
    )
    return [_change(session, row) for row in rows]


def last_change(session: Session, reference: str) -> Change:
    """The newest change of a booking that has one."""
    row = session.scalars(
        select(ChangeRow).where(ChangeRow.booking == reference).order_by(ChangeRow.id.desc())
    ).first()
    if row is None:
        raise LookupError(reference)
    return _change(session, row)


def count_changes(session: Session, reference: str) -> int:
    """How many schedule changes this booking saw."""
    counted = session.scalar(select(func.count()).where(ChangeRow.booking == reference))
    return counted or 0


def _values(reference: str, leg: Leg, at: datetime) -> dict[str, Any]:
    return {
        "booking": reference,
        "leg": leg.id,
        "cancelled": leg.status is LegStatus.CANCELLED,
        "departs_at": leg.departs_at,
        "arrives_at": leg.arrives_at,
        "moved_from": leg.moved_from,
        "at": at,
    }


def _change(session: Session, row: ChangeRow) -> Change:
    booking = get_booking(session, row.booking)
    leg = booking.leg(row.leg)
    if leg is None:
        raise LookupError(row.leg)
    return Change(
        id=row.id,
        booking=row.booking,
        leg=row.leg,
        cancelled=row.cancelled,
        departs_at=row.departs_at,
        arrives_at=row.arrives_at,
        moved_from=row.moved_from,
        from_zone=leg.origin.zone,
        to_zone=leg.destination.zone,
        at=row.at,
        zone=booking.zone,
    )
