"""Execute a quote, once: whoever asks, however often, over whatever channel."""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bookings.backend import Backend
from bookings.errors import BookingsError, Conflict, StoreBusy
from bookings.policies.quote import QUOTABLE, Quote
from bookings.refunds.dates import due_at, expected_on
from bookings.refunds.make_quote import with_earlier
from bookings.storage.bookings import get_booking, restate_booking, set_coupons
from bookings.storage.idempotency import Answer, claim_key, keep_answer, release_key
from bookings.storage.quotes import get_quote
from bookings.storage.refunds import put_refunds, quote_is_used, refunds_of
from bookings.trips.booking import CouponState
from bookings.trips.refund import Refund, RefundState, RefundStep

CREATED = 201

Write = Callable[[Refund], dict[str, Any]]
WriteError = Callable[[BookingsError], Answer]


def request_refund(
    backend: Backend, quote_id: str, key: str, *, write: Write, write_error: WriteError
) -> Answer:
    """Claim the key, do the work, keep the answer: a repeat gets what the first call got.

    The refund and its answer are one commit, so a claim without an answer did nothing.
    Raises `Conflict` (`in_flight`) and `Invalid` (`idempotency_key_reused`).
    """
    claimed_at = backend.clock()
    if known := _claim(backend, quote_id, key, claimed_at):
        return known
    try:
        with backend.database.work() as session:
            refund = _execute(session, backend, quote_id, claimed_at)
            answer = Answer(CREATED, write(refund))
            keep_answer(session, key, answer, claimed_at=claimed_at, refund=refund.id)
        return answer
    except StoreBusy:
        with backend.database.work() as session:
            release_key(session, key, claimed_at=claimed_at)
        raise
    except IntegrityError:
        refused: BookingsError = _already_refunded()
    except BookingsError as error:
        refused = error
    answer = write_error(refused)
    with backend.database.work() as session:
        keep_answer(session, key, answer, claimed_at=claimed_at, refund=None)
    return answer


def _claim(backend: Backend, quote_id: str, key: str, now: datetime) -> Answer | None:
    payload = hashlib.sha256(json.dumps({"quote": quote_id}).encode()).hexdigest()
    in_flight = timedelta(seconds=backend.settings.in_flight_s)
    try:
        with backend.database.work() as session:
            return claim_key(session, key, payload, now=now, in_flight=in_flight)
    except IntegrityError:  # on PostgreSQL two first calls can insert at once
        raise Conflict("another request with this key was faster", code="in_flight") from None


def _execute(session: Session, backend: Backend, quote_id: str, now: datetime) -> Refund:
    quote = get_quote(session, quote_id)
    get_booking(session, quote.booking, lock=True)
    if quote_is_used(session, quote_id):
        raise Conflict("this quote was executed already", code="quote_used")
    if get_quote(session, quote_id).expires_at <= now:
        raise Conflict("this quote has expired: ask for a new one", code="quote_expired")
    taken = set_coupons(
        session,
        quote.booking,
        quote.coupons(),
        before=QUOTABLE,
        after=CouponState.REFUND_REQUESTED,
    )
    if not taken:
        raise _already_refunded()
    refund = _new_refund(session, backend, quote, now)
    put_refunds(session, [(refund, quote.payment, due_at(refund.expected_on, quote.zone))], now)
    restate_booking(session, quote.booking)
    return refund


def _new_refund(session: Session, backend: Backend, quote: Quote, now: datetime) -> Refund:
    amount = quote.quotation.refund
    total = with_earlier(amount, refunds_of(session, quote.booking))
    history = [RefundStep(RefundState.REQUESTED, now)]
    if backend.settings.needs_approval(total):
        history.append(RefundStep(RefundState.AWAITING_APPROVAL, now))
    return Refund(
        id=f"r_{secrets.token_hex(10)}",
        quote=quote.id,
        booking=quote.booking,
        coupons=quote.coupons(),
        amount=amount,
        to_card=quote.to_card,
        state=history[-1].state,
        requested_at=now,
        expected_on=expected_on(now, quote.zone, backend.settings.refund_days),
        history=tuple(history),
        zone=quote.zone,
    )


def _already_refunded() -> Conflict:
    return Conflict("a part of this was refunded already", code="coupon_already_refunded")
