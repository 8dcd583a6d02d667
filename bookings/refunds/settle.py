"""Bring refunds forward: send what is asked for, find out what is unknown, note what is paid."""

from collections import Counter
from datetime import datetime, timedelta

from bookings.backend import Backend
from bookings.refunds.cashier import Cashier, CashierError, CashierTimeout, Order
from bookings.storage import refunds as store
from bookings.storage.bookings import restate_booking, set_coupons
from bookings.trips.booking import CouponState
from bookings.trips.refund import Refund, RefundState


def settle(backend: Backend, cashier: Cashier) -> Counter[RefundState]:
    """One round over all refunds; says how many came into which state."""
    now = backend.clock()
    reached = Counter(_give_up_abandoned(backend, now))
    reached.update(_find_out(backend, cashier, refund, now) for refund in _unknown(backend, now))
    reached.update(_send(backend, cashier, refund, now) for refund in _requested(backend, now))
    reached.update(_see_paid(backend, cashier, refund, now) for refund in _sent(backend, now))
    return Counter({state: number for state, number in reached.items() if state is not None})


def _give_up_abandoned(backend: Backend, now: datetime) -> list[RefundState | None]:
    """Whoever was sending these died in between: nobody knows what became of them."""
    since = now - timedelta(seconds=backend.settings.sending_s)
    with backend.database.look() as session:
        lost = store.abandoned(session, since)
    return [
        _step(backend, refund, RefundState.REQUESTED, RefundState.UNKNOWN, now) for refund in lost
    ]


def _unknown(backend: Backend, now: datetime) -> list[Refund]:
    with backend.database.look() as session:
        return store.in_state(session, RefundState.UNKNOWN, due_by=now)


def _requested(backend: Backend, now: datetime) -> list[Refund]:
    with backend.database.look() as session:
        return store.in_state(session, RefundState.REQUESTED, due_by=now)


def _sent(backend: Backend, now: datetime) -> list[Refund]:
    with backend.database.look() as session:
        return store.money_due(session, now)


def _find_out(
    backend: Backend, cashier: Cashier, refund: Refund, now: datetime
) -> RefundState | None:
    """Made: it is sent. Not made: it is asked for again, under the same key."""
    try:
        transfer = cashier.find(refund.id)
    except CashierError:
        return _later(backend, refund, now)
    after = RefundState.SENT if transfer else RefundState.REQUESTED
    return _step(backend, refund.id, RefundState.UNKNOWN, after, now)


def _send(backend: Backend, cashier: Cashier, refund: Refund, now: datetime) -> RefundState | None:
    with backend.database.work() as session:
        if not store.claim(session, refund.id, now):
            return None
        order = Order(refund.id, refund.amount, refund.to_card, store.due_at(session, refund.id))
    if not refund.amount.amount:
        return _paid(backend, refund, RefundState.REQUESTED, now)
    try:
        cashier.send(order, now)
    except CashierError:
        return _later(backend, refund, now)
    except CashierTimeout:
        retry_at = now + timedelta(seconds=backend.settings.retry_after_s)
        with backend.database.work() as session:
            store.step(
                session,
                refund.id,
                before=RefundState.REQUESTED,
                after=RefundState.UNKNOWN,
                at=now,
                try_at=retry_at,
            )
        return RefundState.UNKNOWN
    return _step(backend, refund.id, RefundState.REQUESTED, RefundState.SENT, now)


def _see_paid(
    backend: Backend, cashier: Cashier, refund: Refund, now: datetime
) -> RefundState | None:
    try:
        transfer = cashier.find(refund.id)
    except CashierError:
        return _later(backend, refund, now)
    if transfer is None or transfer.pays_at > now:
        return _later(backend, refund, now)
    return _paid(backend, refund, RefundState.SENT, now)


def _paid(
    backend: Backend, refund: Refund, before: RefundState, now: datetime
) -> RefundState | None:
    with backend.database.work() as session:
        if not store.step(session, refund.id, before=before, after=RefundState.PAID, at=now):
            return None
        set_coupons(
            session,
            refund.booking,
            refund.coupons,
            before=[CouponState.REFUND_REQUESTED],
            after=CouponState.REFUNDED,
        )
        store.mark_payment_returned(session, refund.id)
        restate_booking(session, refund.booking)
    return RefundState.PAID


def _step(
    backend: Backend, refund: str, before: RefundState, after: RefundState, now: datetime
) -> RefundState | None:
    with backend.database.work() as session:
        done = store.step(session, refund, before=before, after=after, at=now)
    return after if done else None


def _later(backend: Backend, refund: Refund, now: datetime) -> RefundState | None:
    """It stays in its state, which is no news."""
    with backend.database.work() as session:
        retry_at = now + timedelta(seconds=backend.settings.retry_after_s)
        store.try_later(session, refund.id, retry_at)
    return None
