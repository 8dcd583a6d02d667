"""Quotes and refunds."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse

from bookings.api import wire
from bookings.api.access import answer_for
from bookings.backend import Backend
from bookings.errors import Malformed, NotFound
from bookings.refunds.decide_approval import decide_approval
from bookings.refunds.make_quote import make_quote
from bookings.refunds.request_refund import request_refund
from bookings.storage.bookings import get_booking
from bookings.storage.idempotency import refund_by_key
from bookings.storage.quotes import get_quote
from bookings.storage.refunds import get_refund, refunds_of

LONGEST_KEY = 255


def quotes_router(backend: Backend) -> APIRouter:
    """The endpoints under `/v1/quotes`."""
    router = APIRouter(prefix="/quotes", tags=["quotes"])

    @router.post("", status_code=HTTPStatus.CREATED)
    def ask_quote(wanted: wire.AskQuote) -> wire.Quote:
        """A binding quote. 409 `nothing_refundable`; 422 `unknown_coupon`."""
        return wire.Quote.of(make_quote(backend, wanted.booking.upper(), wanted.coupons))

    @router.get("/{quote_id}")
    def read_quote(quote_id: str) -> wire.Quote:
        """A quote as it was told. 404 `quote_not_found`."""
        with backend.database.look() as session:
            return wire.Quote.of(get_quote(session, quote_id))

    return router


def refunds_router(backend: Backend) -> APIRouter:
    """The endpoints under `/v1/refunds`."""
    router = APIRouter(prefix="/refunds", tags=["refunds"])

    @router.post("", status_code=HTTPStatus.CREATED, response_model=wire.Refund)
    def ask_refund(
        wanted: wire.AskRefund, idempotency_key: Annotated[str | None, Header()] = None
    ) -> JSONResponse:
        """Execute a quote once; a repeat with the same key gets the same answer.

        400 `idempotency_key_missing`; 409 `in_flight`, `quote_expired`, `quote_used`,
        `coupon_already_refunded`; 422 `idempotency_key_reused`.
        """
        if not idempotency_key or len(idempotency_key) > LONGEST_KEY:
            raise Malformed("send an Idempotency-Key", code="idempotency_key_missing")
        answer = request_refund(
            backend,
            wanted.quote,
            idempotency_key,
            write=wire.refund_json,
            write_error=answer_for,
        )
        headers = {"Idempotent-Replayed": "true"} if answer.replayed else {}
        return JSONResponse(answer.body, answer.status, headers)

    @router.get("")
    def read_refunds(booking: str) -> wire.Refunds:
        """The refunds of a booking. 404 `booking_not_found`."""
        with backend.database.look() as session:
            reference = get_booking(session, booking.upper()).reference
            return wire.Refunds(
                refunds=[wire.Refund.of(one) for one in refunds_of(session, reference)]
            )

    @router.get("/by-key/{key}")
    def read_refund_by_key(key: str) -> wire.Refund:
        """The refund that was asked for under this key. 404 `refund_not_found`."""
        with backend.database.look() as session:
            refund_id = refund_by_key(session, key)
            if refund_id is None:
                raise NotFound("no refund was made under this key", code="refund_not_found")
            return wire.Refund.of(get_refund(session, refund_id))

    @router.get("/{refund_id}")
    def read_refund(refund_id: str) -> wire.Refund:
        """A refund as it is now. 404 `refund_not_found`."""
        with backend.database.look() as session:
            return wire.Refund.of(get_refund(session, refund_id))

    @router.post("/{refund_id}/approval")
    def decide(refund_id: str, decision: wire.Decision) -> wire.Refund:
        """A second person's decision. 409 `not_awaiting_approval`."""
        return wire.Refund.of(
            decide_approval(backend, refund_id, by=decision.by, approved=decision.approved)
        )

    return router
