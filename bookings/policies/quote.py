"""What comes back for a coupon, and the rule that says so. Pure: the time is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bookings.policies.model import Cause, FullRefund, Policies, Rule
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    Coupon,
    CouponState,
    Leg,
    LegStatus,
    PassengerKind,
)
from bookings.trips.money import Money

QUOTABLE = (CouponState.OPEN, CouponState.NO_SHOW)


class NothingToQuote(ValueError):
    """No coupon, or one that is not there to give back any more."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One coupon's part of a quote: `paid` is `penalty` plus `refund`."""

    coupon: str
    paid: Money
    penalty: Money
    refund: Money
    rule: Rule


@dataclass(frozen=True, slots=True)
class Quotation:
    """What comes back for some coupons of one booking."""

    lines: tuple[QuoteLine, ...]
    paid: Money
    penalty: Money
    refund: Money

    def rule(self) -> Rule:
        """The rule of the highest penalty, citing the texts of all that were applied."""
        leading = max(self.lines, key=lambda line: line.penalty.amount).rule
        texts = [leading.text] + [line.rule.text for line in self.lines]
        cited = {
            language: " ".join(dict.fromkeys(text[language] for text in texts if language in text))
            for language in leading.text
        }
        return Rule(leading.id, leading.version, cited)


def quote_coupons(
    booking: Booking, coupons: Sequence[Coupon], policies: Policies, now: datetime
) -> Quotation:
    """Apply the rules to each coupon.

    Raises `NothingToQuote` without coupons or for one that is used or already given back, and
    `UnknownPolicy` when the booking names terms that do not exist.
    """
    if not coupons or any(coupon.state not in QUOTABLE for coupon in coupons):
        raise NothingToQuote(booking.reference)
    lines = tuple(_line(booking, coupon, policies, now) for coupon in coupons)
    currency = booking.total.currency
    return Quotation(
        lines,
        paid=Money.total((line.paid for line in lines), currency),
        penalty=Money.total((line.penalty for line in lines), currency),
        refund=Money.total((line.refund for line in lines), currency),
    )


def _line(booking: Booking, coupon: Coupon, policies: Policies, now: datetime) -> QuoteLine:
    leg = booking.leg(coupon.leg)
    if leg is None:
        raise NothingToQuote(coupon.id)
    if full := _owed_in_full(booking, coupon, leg, policies, now):
        nothing = Money.zero(coupon.paid.currency)
        rule = Rule(full.id, full.version, full.text)
        return QuoteLine(coupon.id, coupon.paid, nothing, coupon.paid, rule)
    terms = policies.terms(leg.policy)
    missed = coupon.state is CouponState.NO_SHOW
    step = terms.steps[-1] if missed else terms.step_at(leg, now)
    penalty = step.penalty(coupon.paid, coupon.taxes, terms.basis, leg.nights())
    rule = Rule(terms.id, terms.version, step.text)
    return QuoteLine(coupon.id, coupon.paid, penalty, coupon.paid - penalty, rule)


def _owed_in_full(
    booking: Booking, coupon: Coupon, leg: Leg, policies: Policies, now: datetime
) -> FullRefund | None:
    if leg.status is LegStatus.CANCELLED:
        return policies.full_refund(Cause.CARRIER_CANCELLED, leg, booking)
    if coupon.state is CouponState.NO_SHOW or now > leg.counts_from():
        return None
    if rule := _moved_far(leg, policies.full_refund(Cause.MOVED, leg, booking)):
        return rule
    if booking.status is BookingStatus.PENDING_TICKET and coupon.ticket is None:
        return policies.full_refund(Cause.NOT_TICKETED, leg, booking)
    passenger = booking.passenger(coupon.passenger)
    if passenger is not None and passenger.kind is PassengerKind.INFANT:
        return policies.full_refund(Cause.INFANT, leg, booking)
    return None


def _moved_far(leg: Leg, rule: FullRefund | None) -> FullRefund | None:
    if rule is None or leg.status is not LegStatus.MOVED or leg.moved_from is None:
        return None
    hours = Decimal(abs(leg.departs_at - leg.moved_from) / timedelta(hours=1))
    return rule if hours >= (rule.hours or 0) else None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation that binds us until it expires; `zone` is the buyer's."""

    id: str
    booking: str
    quotation: Quotation
    rule: Rule
    payment: str
    to_card: str
    needs_approval: bool
    made_at: datetime
    expires_at: datetime
    zone: str

    def coupons(self) -> tuple[str, ...]:
        """The coupons that it is about."""
        return tuple(line.coupon for line in self.quotation.lines)
