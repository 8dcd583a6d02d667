"""Refunds: every step is one guarded statement, and leaves a line in the history."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from bookings.errors import NotFound
from bookings.storage.tables import (
    BookingRow,
    PaymentRow,
    RefundCouponRow,
    RefundRow,
    RefundStepRow,
)
from bookings.trips.booking import PaymentState
from bookings.trips.money import Money
from bookings.trips.refund import Refund, RefundState, RefundStep

LIVE = tuple(state for state in RefundState if state is not RefundState.REFUSED)


def put_refunds(
    session: Session, refunds: Sequence[tuple[Refund, str, datetime]], now: datetime
) -> None:
    """Write new refunds: each with the payment it returns and the moment its money is due."""
    if not refunds:
        return
    rows = [_values(refund, payment, due_at, now) for refund, payment, due_at in refunds]
    session.execute(insert(RefundRow), rows)
    session.execute(
        insert(RefundCouponRow),
        [
            {
                "refund": refund.id,
                "booking": refund.booking,
                "coupon": coupon,
                "live": int(refund.state in LIVE),
            }
            for refund, _, _ in refunds
            for coupon in refund.coupons
        ],
    )
    session.execute(
        insert(RefundStepRow),
        [
            {"refund": refund.id, "state": str(step.state), "at": step.at}
            for refund, _, _ in refunds
            for step in refund.history
        ],
    )


def get_refund(session: Session, refund_id: str) -> Refund:
    """The refund. Raises `NotFound`."""
    found = _read(session, RefundRow.id == refund_id)
    if not found:
        raise NotFound("no refund has this id", code="refund_not_found")
    return found[0]


def refunds_of(session: Session, reference: str) -> list[Refund]:
    """The refunds of a booking, oldest first."""
    return _read(session, RefundRow.booking == reference)


def quote_is_used(session: Session, quote_id: str) -> bool:
    """Whether a refund executes this quote."""
    return session.scalar(select(RefundRow.id).where(RefundRow.quote == quote_id)) is not None


def in_state(session: Session, state: RefundState, *, due_by: datetime) -> list[Refund]:
    """Refunds in this state that it is time to look at: at most a hundred, the oldest first."""
    return _read(
        session,
        RefundRow.state == str(state),
        RefundRow.sending_at.is_(None),
        RefundRow.try_at <= due_by,
        limit=100,
    )


def money_due(session: Session, by: datetime) -> list[Refund]:
    """Refunds that were sent and should be paid by now: at most a hundred, the oldest first."""
    return _read(
        session,
        RefundRow.state == str(RefundState.SENT),
        RefundRow.due_at <= by,
        RefundRow.try_at <= by,
        limit=100,
    )


def claim(session: Session, refund_id: str, now: datetime) -> bool:
    """Take a requested refund to send it; False when somebody else does."""
    return _changed(
        session,
        refund_id,
        [RefundRow.state == str(RefundState.REQUESTED), RefundRow.sending_at.is_(None)],
        {"sending_at": now},
    )


def abandoned(session: Session, since: datetime) -> list[str]:
    """Refunds whose sender took them before `since` and never said what became of them."""
    wanted = select(RefundRow.id).where(
        RefundRow.state == str(RefundState.REQUESTED), RefundRow.sending_at < since
    )
    return list(session.scalars(wanted))


def step(
    session: Session,
    refund_id: str,
    *,
    before: RefundState,
    after: RefundState,
    at: datetime,
    **values: Any,
) -> bool:
    """Bring a refund from one state to the next; False when it was not in `before`."""
    changes = {"state": str(after), "sending_at": None, "try_at": at, **values}
    if not _changed(session, refund_id, [RefundRow.state == str(before)], changes):
        return False
    session.execute(insert(RefundStepRow).values(refund=refund_id, state=str(after), at=at))
    return True


def try_later(session: Session, refund_id: str, at: datetime) -> None:
    """Leave the refund in its state and look at it again at `at`."""
    _changed(session, refund_id, [], {"sending_at": None, "try_at": at})


def set_dates(session: Session, refund_id: str, expected_on: date, due_at: datetime) -> None:
    """When the money is expected."""
    _changed(session, refund_id, [], {"expected_on": expected_on, "due_at": due_at})


def due_at(session: Session, refund_id: str) -> datetime:
    """The moment at which the money is due. Raises `NotFound`."""
    found = session.scalar(select(RefundRow.due_at).where(RefundRow.id == refund_id))
    if found is None:
        raise NotFound(code="refund_not_found")
    return found


def decided_by(session: Session, refund_id: str) -> str | None:
    """Who approved or refused it."""
    return session.scalar(select(RefundRow.decided_by).where(RefundRow.id == refund_id))


def release_coupons(session: Session, refund_id: str) -> None:
    """The refund will not happen: its coupons may be refunded by another."""
    session.execute(
        update(RefundCouponRow).where(RefundCouponRow.refund == refund_id).values(live=0)
    )


def mark_payment_returned(session: Session, refund_id: str) -> None:
    """Note on the payment that nothing of it is left with us, if so."""
    payment = session.scalar(
        select(PaymentRow)
        .join(RefundRow, RefundRow.payment == PaymentRow.id)
        .where(RefundRow.id == refund_id)
    )
    if payment is None:
        return
    amounts = session.scalars(
        select(RefundRow.amount).where(
            RefundRow.payment == payment.id, RefundRow.state == str(RefundState.PAID)
        )
    )
    if sum(amounts) >= payment.amount:
        payment.state = str(PaymentState.RETURNED)
        session.flush()


def _changed(
    session: Session,
    refund_id: str,
    guards: Iterable[ColumnElement[bool]],
    values: dict[str, Any],
) -> bool:
    changed = session.execute(
        update(RefundRow)
        .where(RefundRow.id == refund_id, *guards)
        .values(**values)
        .returning(RefundRow.id)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


def _read(session: Session, *where: ColumnElement[bool], limit: int | None = None) -> list[Refund]:
    rows = session.execute(
        select(RefundRow, BookingRow.zone)
        .join(BookingRow, BookingRow.reference == RefundRow.booking)
        .where(*where)
        .order_by(RefundRow.requested_at, RefundRow.id)
        .limit(limit)
        .execution_options(populate_existing=True)
    ).all()
    steps: dict[str, list[RefundStep]] = {row.id: [] for row, _ in rows}
    history = select(RefundStepRow).where(RefundStepRow.refund.in_(steps))
    for one in session.scalars(history.order_by(RefundStepRow.id)):
        steps[one.refund].append(RefundStep(RefundState(one.state), one.at))
    return [_refund(row, zone, steps[row.id]) for row, zone in rows]


def _refund(row: RefundRow, zone: str, history: Iterable[RefundStep]) -> Refund:
    return Refund(
        id=row.id,
        quote=row.quote,
        booking=row.booking,
        coupons=tuple(row.coupons),
        amount=Money.of(row.amount, row.currency),
        to_card=row.to_card,
        state=RefundState(row.state),
        requested_at=row.requested_at,
        expected_on=row.expected_on,
        history=tuple(history),
        zone=zone,
    )


def _values(refund: Refund, payment: str, due_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "id": refund.id,
        "quote": refund.quote,
        "booking": refund.booking,
        "coupons": list(refund.coupons),
        "amount": refund.amount.amount,
        "currency": refund.amount.currency,
        "payment": payment,
        "to_card": refund.to_card,
        "state": str(refund.state),
        "requested_at": refund.requested_at,
        "expected_on": refund.expected_on,
        "due_at": due_at,
        "try_at": now,
    }
