"""Schedule changes, append-only and numbered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select
from sqlalchemy.orm import Session

from bookings.storage.tables import BookingRow, ChangeRow, LegRow
from bookings.trips.booking import Leg, LegStatus
from bookings.trips.change import Change


def put_changes(session: Session, changes: Sequence[tuple[str, Leg, datetime]]) -> None:
    """Number what happened to these legs: booking, the leg as it is now, and when."""
    for reference, leg, at in changes:
        session.execute(insert(ChangeRow).values(**_values(reference, leg, at)))


def changes_after(session: Session, after: int, *, limit: int = 500) -> list[Change]:
    """Changes with a higher number, in order."""
    return _read(session, ChangeRow.id > after, ChangeRow.id.asc(), limit)


def last_change(session: Session, reference: str) -> Change:
    """The newest change of a booking that has one. Raises `LookupError`."""
    found = _read(session, ChangeRow.booking == reference, ChangeRow.id.desc(), 1)
    if not found:
        raise LookupError(reference)
    return found[0]


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


def _read(
    session: Session, where: ColumnElement[bool], order: ColumnElement[int], limit: int
) -> list[Change]:
    rows = session.execute(
        select(ChangeRow, LegRow.origin, LegRow.destination, BookingRow.zone)
        .join(LegRow, and_(LegRow.booking == ChangeRow.booking, LegRow.id == ChangeRow.leg))
        .join(BookingRow, BookingRow.reference == ChangeRow.booking)
        .where(where)
        .order_by(order)
        .limit(limit)
    )
    return [
        Change(
            id=row.id,
            booking=row.booking,
            leg=row.leg,
            cancelled=row.cancelled,
            departs_at=row.departs_at,
            arrives_at=row.arrives_at,
            moved_from=row.moved_from,
            from_zone=origin["zone"],
            to_zone=destination["zone"],
            at=row.at,
            zone=zone,
        )
        for row, origin, destination, zone in rows
    ]
