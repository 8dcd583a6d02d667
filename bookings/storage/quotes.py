"""Quotes, kept word for word as they were told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bookings.errors import NotFound
from bookings.policies.model import Rule
from bookings.policies.quote import Quotation, Quote, QuoteLine
from bookings.storage.tables import BookingRow, QuoteRow, RefundRow
from bookings.trips.money import Money


def put_quotes(session: Session, quotes: Sequence[Quote]) -> None:
    """Write new quotes."""
    if quotes:
        session.execute(insert(QuoteRow), [_values(quote) for quote in quotes])


def get_quote(session: Session, quote_id: str) -> Quote:
    """The quote. Raises `NotFound`."""
    found = session.execute(
        select(QuoteRow, BookingRow.zone)
        .join(BookingRow, BookingRow.reference == QuoteRow.booking)
        .where(QuoteRow.id == quote_id)
    ).one_or_none()
    if found is None:
        raise NotFound("no quote has this id", code="quote_not_found")
    return _quote(found[0], found[1])


def has_quotes(session: Session, reference: str) -> bool:
    """Whether anything was ever quoted for this booking."""
    wanted = select(QuoteRow.id).where(QuoteRow.booking == reference).limit(1)
    return session.scalar(wanted) is not None


def expire_quotes(session: Session, reference: str, now: datetime) -> None:
    """End the quotes that nobody used: what they rest on has changed."""
    session.execute(
        update(QuoteRow)
        .where(
            QuoteRow.booking == reference,
            QuoteRow.expires_at > now,
            QuoteRow.id.not_in(select(RefundRow.quote)),
        )
        .values(expires_at=now)
        .execution_options(synchronize_session=False)
    )


def _values(quote: Quote) -> dict[str, Any]:
    told = quote.quotation
    return {
        "id": quote.id,
        "booking": quote.booking,
        "coupons": list(quote.coupons()),
        "paid": told.paid.amount,
        "penalty": told.penalty.amount,
        "refund": told.refund.amount,
        "currency": told.paid.currency,
        "rule": _rule_values(quote.rule),
        "lines": [_line_values(line) for line in told.lines],
        "payment": quote.payment,
        "to_card": quote.to_card,
        "needs_approval": quote.needs_approval,
        "made_at": quote.made_at,
        "expires_at": quote.expires_at,
    }


def _rule_values(rule: Rule) -> dict[str, Any]:
    return {"id": rule.id, "version": rule.version, "text": dict(rule.text)}


def _line_values(line: QuoteLine) -> dict[str, Any]:
    return {
        "coupon": line.coupon,
        "paid": line.paid.text(),
        "penalty": line.penalty.text(),
        "refund": line.refund.text(),
        "rule": _rule_values(line.rule),
    }


def _quote(row: QuoteRow, zone: str) -> Quote:
    def money(amount: Any) -> Money:
        return Money.of(amount, row.currency)

    lines = tuple(
        QuoteLine(
            line["coupon"],
            money(line["paid"]),
            money(line["penalty"]),
            money(line["refund"]),
            Rule(**line["rule"]),
        )
        for line in row.lines
    )
    return Quote(
        id=row.id,
        booking=row.booking,
        quotation=Quotation(lines, money(row.paid), money(row.penalty), money(row.refund)),
        rule=Rule(**row.rule),
        payment=row.payment,
        to_card=row.to_card,
        needs_approval=row.needs_approval,
        made_at=row.made_at,
        expires_at=row.expires_at,
        zone=zone,
    )
