"""Quote what comes back for some coupons, binding for a while."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from bookings.backend import Backend
from bookings.errors import Conflict, Invalid
from bookings.policies.quote import NothingToQuote, Quote, quote_coupons
from bookings.storage.bookings import get_booking
from bookings.storage.quotes import put_quotes
from bookings.storage.refunds import LIVE, refunds_of
from bookings.trips.booking import Booking, Coupon, CouponState
from bookings.trips.money import Money
from bookings.trips.refund import Refund


def make_quote(backend: Backend, reference: str, wanted: Sequence[str] | None) -> Quote:
    """Quote the named coupons, or all that are open.

    Raises `NotFound`, `Invalid` (`unknown_coupon`) and `Conflict` (`nothing_refundable`).
    """
    now = backend.clock()
    with backend.database.work() as session:
        booking = get_booking(session, reference)
        coupons = _chosen(booking, wanted)
        payment = booking.original_payment()
        try:
            quotation = quote_coupons(booking, coupons, backend.policies, now)
        except NothingToQuote as nothing:
            raise _nothing() from nothing
        if payment is None:
            raise _nothing()
        total = with_earlier(quotation.refund, refunds_of(session, reference))
        quote = Quote(
            id=f"q_{secrets.token_hex(10)}",
            booking=reference,
            quotation=quotation,
            rule=quotation.rule(),
            payment=payment.id,
            to_card=payment.card,
            needs_approval=backend.settings.needs_approval(total),
            made_at=now,
            expires_at=now + timedelta(seconds=backend.settings.quote_lifetime_s),
            zone=booking.zone,
        )
        put_quotes(session, [quote])
    return quote


def with_earlier(amount: Money, earlier: Sequence[Refund]) -> Money:
    """This amount and all that goes back already: parts do not slip under the limit."""
    return Money.total(
        (amount, *(refund.amount for refund in earlier if refund.state in LIVE)), amount.currency
    )


def _chosen(booking: Booking, wanted: Sequence[str] | None) -> list[Coupon]:
    if wanted is None:
        return [coupon for coupon in booking.coupons if coupon.state is CouponState.OPEN]
    if unknown := set(wanted) - {coupon.id for coupon in booking.coupons}:
        raise Invalid(f"the booking has no {', '.join(sorted(unknown))}", code="unknown_coupon")
    return [coupon for coupon in booking.coupons if coupon.id in set(wanted)]


def _nothing() -> Conflict:
    return Conflict("nothing of this can be refunded", code="nothing_refundable")
