"""Bookings, their legs, coupons and payments: read as values, changed by guarded statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bookings.errors import NotFound
from bookings.storage.tables import BookingRow, CouponRow, LegRow, PaymentRow, Table
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    Contact,
    Coupon,
    CouponState,
    Fare,
    Leg,
    LegKind,
    LegStatus,
    Passenger,
    PassengerKind,
    Payment,
    PaymentState,
    Place,
    status_of,
)
from bookings.trips.money import Money


def get_booking(session: Session, reference: str, *, lock: bool = False) -> Booking:
    """The booking; `lock` keeps others from changing it until we commit. Raises `NotFound`."""
    wanted = select(BookingRow).where(BookingRow.reference == reference)
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None:
        raise NotFound("no booking has this reference", code="booking_not_found")
    legs = session.scalars(
        select(LegRow).where(LegRow.booking == reference).order_by(LegRow.position)
    )
    coupons = session.scalars(
        select(CouponRow).where(CouponRow.booking == reference).order_by(CouponRow.position)
    )
    payments = session.scalars(
        select(PaymentRow)
        .where(PaymentRow.booking == reference)
        .order_by(PaymentRow.taken_at, PaymentRow.id)
    )
    return _booking(row, list(legs), list(coupons), list(payments))


def set_coupons(
    session: Session,
    reference: str,
    coupons: Sequence[str],
    *,
    before: Iterable[CouponState],
    after: CouponState,
) -> bool:
    """Move all these coupons on, or say False when one of them was in another state."""
    changed = session.execute(
        update(CouponRow)
        .where(
            CouponRow.booking == reference,
            CouponRow.id.in_(coupons),
            CouponRow.state.in_([str(state) for state in before]),
        )
        .values(state=str(after))
        .returning(CouponRow.id)
    ).all()
    return len(changed) == len(coupons)


def restate_booking(session: Session, reference: str) -> None:
    """Let the booking's status follow from its legs and coupons."""
    session.flush()
    session.expire_all()
    booking = get_booking(session, reference)
    status = status_of(booking.status, booking.legs, booking.coupons)
    session.execute(
        update(BookingRow).where(BookingRow.reference == reference).values(status=str(status))
    )


def move_leg(
    session: Session, reference: str, leg: Leg, departs_at: datetime, arrives_at: datetime
) -> None:
    """The leg leaves at another time; the first time it was sold for is kept."""
    session.execute(
        update(LegRow)
        .where(LegRow.booking == reference, LegRow.id == leg.id)
        .values(
            departs_at=departs_at,
            arrives_at=arrives_at,
            moved_from=leg.moved_from or leg.departs_at,
            status=str(LegStatus.MOVED),
            told=False,
        )
    )


def cancel_leg(session: Session, reference: str, leg: str) -> None:
    """The carrier takes the leg out of its schedule."""
    session.execute(
        update(LegRow)
        .where(LegRow.booking == reference, LegRow.id == leg)
        .values(status=str(LegStatus.CANCELLED), told=False)
    )


def erase_everything(session: Session) -> None:
    """Empty every table, children first."""
    for table in reversed(Table.metadata.sorted_tables):
        session.execute(delete(table))


def put_bookings(session: Session, bookings: Sequence[Booking]) -> None:
    """Write new bookings in a few large statements."""
    many: Mapping[type[Table], list[dict[str, Any]]] = {
        BookingRow: [_booking_values(one) for one in bookings],
        LegRow: [
            _leg_values(one.reference, position, leg)
            for one in bookings
            for position, leg in enumerate(one.legs)
        ],
        CouponRow: [
            _coupon_values(one.reference, position, coupon)
            for one in bookings
            for position, coupon in enumerate(one.coupons)
        ],
        PaymentRow: [
            _payment_values(one.reference, payment) for one in bookings for payment in one.payments
        ],
    }
    for row, values in many.items():
        # Core rather than ORM: a fresh start of the demo is waited for.
        session.execute(insert(Table.metadata.tables[row.__tablename__]), values)


def _booking(
    row: BookingRow, legs: list[LegRow], coupons: list[CouponRow], payments: list[PaymentRow]
) -> Booking:
    return Booking(
        reference=row.reference,
        status=BookingStatus(row.status),
        surname=row.surname,
        surname_latin=row.surname_latin,
        created_at=row.created_at,
        language=row.language,
        zone=row.zone,
        vip=row.vip,
        care=tuple(row.care),
        total=Money.of(row.total, row.currency),
        passengers=tuple(_passenger(one) for one in row.passengers),
        legs=tuple(_leg(one) for one in legs),
        coupons=tuple(_coupon(one, row.currency) for one in coupons),
        payments=tuple(_payment(one, row.currency) for one in payments),
        contacts=tuple(Contact(**one) for one in row.contacts),
    )


def _passenger(stored: dict[str, Any]) -> Passenger:
    return Passenger(**{**stored, "kind": PassengerKind(stored["kind"])})


def _leg(row: LegRow) -> Leg:
    return Leg(
        id=row.id,
        kind=LegKind(row.kind),
        carrier=row.carrier,
        number=row.number,
        origin=Place(**row.origin),
        destination=Place(**row.destination),
        departs_at=row.departs_at,
        arrives_at=row.arrives_at,
        status=LegStatus(row.status),
        moved_from=row.moved_from,
        told=row.told,
        fare=Fare(row.fare),
        policy=row.policy,
    )


def _coupon(row: CouponRow, currency: str) -> Coupon:
    return Coupon(
        id=row.id,
        passenger=row.passenger,
        leg=row.leg,
        paid=Money.of(row.paid, currency),
        taxes=Money.of(row.taxes, currency),
        state=CouponState(row.state),
        ticket=row.ticket,
        seat=row.seat,
    )


def _payment(row: PaymentRow, currency: str) -> Payment:
    return Payment(
        id=row.id,
        amount=Money.of(row.amount, currency),
        card=row.card,
        taken_at=row.taken_at,
        state=PaymentState(row.state),
        ticketed=row.ticketed,
        twin_of=row.twin_of,
    )


def _fields(value: Place | Passenger | Contact) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _booking_values(one: Booking) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "status": str(one.status),
        "surname": one.surname,
        "surname_latin": one.surname_latin,
        "created_at": one.created_at,
        "language": one.language,
        "zone": one.zone,
        "vip": one.vip,
        "care": list(one.care),
        "currency": one.total.currency,
        "total": one.total.amount,
        "passengers": [_fields(passenger) for passenger in one.passengers],
        "contacts": [_fields(contact) for contact in one.contacts],
    }


def _leg_values(reference: str, position: int, leg: Leg) -> dict[str, Any]:
    return {
        "booking": reference,
        "id": leg.id,
        "position": position,
        "kind": str(leg.kind),
        "carrier": leg.carrier,
        "number": leg.number,
        "origin": _fields(leg.origin),
        "destination": _fields(leg.destination),
        "departs_at": leg.departs_at,
        "arrives_at": leg.arrives_at,
        "status": str(leg.status),
        "moved_from": leg.moved_from,
        "told": leg.told,
        "fare": str(leg.fare),
        "policy": leg.policy,
    }


def _coupon_values(reference: str, position: int, coupon: Coupon) -> dict[str, Any]:
    return {
        "booking": reference,
        "id": coupon.id,
        "position": position,
        "passenger": coupon.passenger,
        "leg": coupon.leg,
        "paid": coupon.paid.amount,
        "taxes": coupon.taxes.amount,
        "state": str(coupon.state),
        "ticket": coupon.ticket,
        "seat": coupon.seat,
    }


def _payment_values(reference: str, payment: Payment) -> dict[str, Any]:
    return {
        "id": payment.id,
        "booking": reference,
        "amount": payment.amount.amount,
        "card": payment.card,
        "taken_at": payment.taken_at,
        "state": str(payment.state),
        "ticketed": payment.ticketed,
        "twin_of": payment.twin_of,
    }
