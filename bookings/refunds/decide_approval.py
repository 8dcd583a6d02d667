"""A second person decides on a refund above the limit."""

from sqlalchemy.orm import Session

from bookings.backend import Backend
from bookings.errors import Conflict
from bookings.refunds.dates import due_at, expected_on
from bookings.storage.bookings import restate_booking, set_coupons
from bookings.storage.refunds import (
    decided_by,
    get_refund,
    release_coupons,
    set_dates,
    step,
)
from bookings.trips.booking import CouponState
from bookings.trips.refund import Refund, RefundState


def decide_approval(backend: Backend, refund_id: str, *, by: str, approved: bool) -> Refund:
    """Let the refund go on, or refuse it and open its coupons again.

    A repeat of the same decision by the same person changes nothing. Raises `NotFound`, and
    `Conflict` (`not_awaiting_approval`) when it was decided otherwise or never needed to be.
    """
    now = backend.clock()
    after = RefundState.REQUESTED if approved else RefundState.REFUSED
    with backend.database.work() as session:
        refund = get_refund(session, refund_id)
        decided = step(
            session,
            refund_id,
            before=RefundState.AWAITING_APPROVAL,
            after=after,
            at=now,
            decided_by=by,
        )
        if decided and approved:
            day = expected_on(now, refund.zone, backend.settings.refund_days)
            set_dates(session, refund_id, day, due_at(day, refund.zone))
        elif decided:
            _reopen(session, refund)
        elif not _same_decision(refund, decided_by(session, refund_id), by, approved):
            raise Conflict("nobody's approval is awaited", code="not_awaiting_approval")
        return get_refund(session, refund_id)


def _reopen(session: Session, refund: Refund) -> None:
    release_coupons(session, refund.id)
    set_coupons(
        session,
        refund.booking,
        refund.coupons,
        before=[CouponState.REFUND_REQUESTED],
        after=CouponState.OPEN,
    )
    restate_booking(session, refund.booking)


def _same_decision(refund: Refund, decided: str | None, by: str, approved: bool) -> bool:
    return decided == by and approved == (refund.state is not RefundState.REFUSED)
