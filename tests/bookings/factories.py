"""Bookings that say only what a test is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

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
)
from bookings.trips.money import Money

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")
MEHRABAD = Place("THR", "THR", "Mehrabad", "Asia/Tehran")
MASHHAD = Place("MHD", "MHD", "Hasheminejad", "Asia/Tehran")
DEPARTURE = datetime(2026, 12, 10, 18, 30, tzinfo=TEHRAN)


def a_leg(policy: str = "flight-flex@1", **values: Any) -> Leg:
    """A scheduled flight in the evening of 10 December, Tehran time."""
    leg = Leg(
        id="l1",
        kind=LegKind.FLIGHT,
        carrier="W5",
        number="1087",
        origin=MEHRABAD,
        destination=MASHHAD,
        departs_at=DEPARTURE,
        arrives_at=DEPARTURE + timedelta(minutes=90),
        status=LegStatus.SCHEDULED,
        moved_from=None,
        told=True,
        fare=Fare.CHARTER if policy.startswith("charter") else Fare.REGULAR,
        policy=policy,
    )
    return replace(leg, **values)


def a_coupon(paid: str = "1000", taxes: str = "0", currency: str = "EUR", **values: Any) -> Coupon:
    """An open coupon of the first passenger for the first leg."""
    coupon = Coupon(
        id="c1",
        passenger="p1",
        leg="l1",
        paid=Money.of(paid, currency),
        taxes=Money.of(taxes, currency),
        state=CouponState.OPEN,
        ticket="344-8265423784",
    )
    return replace(coupon, **values)


def a_booking(*coupons: Coupon, legs: tuple[Leg, ...] | None = None, **values: Any) -> Booking:
    """A confirmed booking of one adult, paid by one card."""
    held = coupons or (a_coupon(),)
    total = Money.total((coupon.paid for coupon in held), held[0].paid.currency)
    booking = Booking(
        reference="AB2CD3",
        status=BookingStatus.CONFIRMED,
        surname="کریمی",
        surname_latin="Karimi",
        created_at=NOON - timedelta(days=20),
        language="fa",
        zone="Asia/Tehran",
        vip=False,
        care=(),
        total=total,
        passengers=(Passenger("p1", "رضا", "کریمی", "Karimi", PassengerKind.ADULT),),
        legs=legs or (a_leg(),),
        coupons=held,
        payments=(a_payment(total),),
        contacts=(Contact(1, "+447700900152", "reza.karimi@example.com"),),
    )
    return replace(booking, **values)


def a_payment(amount: Money, **values: Any) -> Payment:
    """The money was taken when the booking was made."""
    payment = Payment(
        id="pay_1",
        amount=amount,
        card="6037 99•• •••• 1234",
        taken_at=NOON - timedelta(days=20),
        state=PaymentState.TAKEN,
        ticketed=True,
        twin_of=None,
    )
    return replace(payment, **values)


def euros(amount: str | int) -> Money:
    """So many euros."""
    return Money.of(Decimal(amount), "EUR")
