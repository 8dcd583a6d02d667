"""What happens to demo bookings: legs flown, moved or cancelled, refunds asked for and paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from bookings.policies.model import Policies
from bookings.policies.quote import Quote, quote_coupons
from bookings.refunds.cashier import Order
from bookings.refunds.dates import due_at, expected_on
from bookings.settings import Settings
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    Coupon,
    CouponState,
    Leg,
    LegStatus,
    PaymentState,
    status_of,
)
from bookings.trips.refund import Refund, RefundState, RefundStep

_CONSIDERED = timedelta(minutes=4)
_SENT_AFTER = timedelta(minutes=2)
_NO_SHOWS = 0.06


@dataclass(frozen=True, slots=True)
class Seeded:
    """A booking and all that was written about it."""

    booking: Booking
    changes: tuple[tuple[str, Leg, datetime], ...] = ()
    quotes: tuple[Quote, ...] = ()
    refunds: tuple[tuple[Refund, str, datetime], ...] = ()
    transfers: tuple[tuple[Order, datetime], ...] = field(default=())


def travelled(booking: Booking, now: datetime, random: Random) -> Booking:
    """Legs that are over are completed, and their coupons used, or not."""
    over = {leg.id for leg in booking.legs if leg.arrives_at <= now}
    legs = tuple(
        replace(leg, status=LegStatus.COMPLETED) if leg.id in over else leg for leg in booking.legs
    )
    missed = random.random() < _NO_SHOWS
    used = CouponState.NO_SHOW if missed else CouponState.USED
    coupons = tuple(
        replace(coupon, state=used) if coupon.leg in over else coupon for coupon in booking.coupons
    )
    return replace(booking, legs=legs, coupons=coupons)


def moved(seeded: Seeded, by: timedelta, at: datetime, *, told: bool) -> Seeded:
    """The carrier moves the first leg."""
    first, *others = seeded.booking.legs
    leg = replace(
        first,
        departs_at=first.departs_at + by,
        arrives_at=first.arrives_at + by,
        moved_from=first.departs_at,
        status=LegStatus.MOVED,
        told=told,
    )
    return _with_change(seeded, (leg, *others), leg, at)


def cancelled(seeded: Seeded, at: datetime, *, told: bool) -> Seeded:
    """The carrier cancels the first leg."""
    first, *others = seeded.booking.legs
    leg = replace(first, status=LegStatus.CANCELLED, told=told)
    return _with_change(seeded, (leg, *others), leg, at)


def paid_twice(booking: Booking, random: Random) -> Booking:
    """The same money was taken again a minute later."""
    first = booking.payments[0]
    twin = replace(
        first,
        id=f"pay_{random.getrandbits(48):012x}",
        taken_at=first.taken_at + timedelta(seconds=70),
        ticketed=False,
        twin_of=first.id,
    )
    return replace(booking, payments=(first, twin))


@dataclass(frozen=True, slots=True)
class World:
    """What the fate of a booking depends on."""

    policies: Policies
    settings: Settings
    now: datetime
    random: Random


def refunded(seeded: Seeded, state: RefundState, at: datetime, world: World) -> Seeded:
    """All open coupons were quoted and given back at `at`; the refund is now in `state`."""
    booking = seeded.booking
    coupons = [coupon for coupon in booking.coupons if coupon.state is CouponState.OPEN]
    payment = booking.original_payment()
    if not coupons or payment is None:
        return seeded
    quoted_at = at - _CONSIDERED
    quotation = quote_coupons(booking, coupons, world.policies, quoted_at)
    quote = Quote(
        id=f"q_{world.random.getrandbits(80):020x}",
        booking=booking.reference,
        quotation=quotation,
        rule=quotation.rule(),
        payment=payment.id,
        to_card=payment.card,
        needs_approval=world.settings.needs_approval(quotation.refund),
        made_at=quoted_at,
        expires_at=quoted_at + timedelta(seconds=world.settings.quote_lifetime_s),
        zone=booking.zone,
    )
    refund = _refund(quote, state, at, world)
    due = due_at(refund.expected_on, booking.zone)
    made = state in (RefundState.SENT, RefundState.PAID)
    transfer = (Order(refund.id, refund.amount, refund.to_card, due), at + _SENT_AFTER)
    return replace(
        seeded,
        booking=_after_refund(booking, refund),
        quotes=(*seeded.quotes, quote),
        refunds=(*seeded.refunds, (refund, payment.id, due)),
        transfers=(*seeded.transfers, transfer) if made else seeded.transfers,
    )


def _with_change(seeded: Seeded, legs: Sequence[Leg], changed: Leg, at: datetime) -> Seeded:
    booking = _restated(seeded.booking, legs, seeded.booking.coupons)
    change = (booking.reference, changed, at)
    return replace(seeded, booking=booking, changes=(*seeded.changes, change))


def _refund(quote: Quote, state: RefundState, at: datetime, world: World) -> Refund:
    day = expected_on(at, quote.zone, world.settings.refund_days)
    return Refund(
        id=f"r_{world.random.getrandbits(80):020x}",
        quote=quote.id,
        booking=quote.booking,
        coupons=quote.coupons(),
        amount=quote.quotation.refund,
        to_card=quote.to_card,
        state=state,
        requested_at=at,
        expected_on=day,
        history=tuple(_history(state, at, due_at(day, quote.zone), quote.needs_approval)),
        zone=quote.zone,
    )


def _history(
    state: RefundState, at: datetime, due: datetime, approval: bool
) -> Iterable[RefundStep]:
    yield RefundStep(RefundState.REQUESTED, at)
    if approval or state in (RefundState.AWAITING_APPROVAL, RefundState.REFUSED):
        yield RefundStep(RefundState.AWAITING_APPROVAL, at)
    if state in (RefundState.UNKNOWN, RefundState.SENT, RefundState.PAID):
        first = RefundState.UNKNOWN if state is RefundState.UNKNOWN else RefundState.SENT
        yield RefundStep(first, at + _SENT_AFTER)
    if state is RefundState.REFUSED:
        yield RefundStep(RefundState.REFUSED, at + timedelta(hours=5))
    if state is RefundState.PAID:
        yield RefundStep(RefundState.PAID, due)


def _after_refund(booking: Booking, refund: Refund) -> Booking:
    if refund.state is RefundState.REFUSED:
        return booking
    paid = refund.state is RefundState.PAID
    after = CouponState.REFUNDED if paid else CouponState.REFUND_REQUESTED
    coupons = [
        replace(coupon, state=after) if coupon.id in refund.coupons else coupon
        for coupon in booking.coupons
    ]
    first = booking.payments[0]
    if paid and first.amount <= refund.amount:
        returned = replace(first, state=PaymentState.RETURNED)
        booking = replace(booking, payments=(returned, *booking.payments[1:]))
    return _restated(booking, booking.legs, coupons)


def _restated(booking: Booking, legs: Sequence[Leg], coupons: Sequence[Coupon]) -> Booking:
    status: BookingStatus = status_of(booking.status, legs, coupons)
    return replace(booking, legs=tuple(legs), coupons=tuple(coupons), status=status)
