"""Every table of the booking backend."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, refused when naive, returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept digit by digit: SQLite would make a float of it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Table(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        Decimal: Exact,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class BookingRow(Table):
    """What never changes of a booking, and its status."""

    __tablename__ = "bookings"

    reference: Mapped[str] = mapped_column(String(6), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    surname: Mapped[str] = mapped_column(String(120))
    surname_latin: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(60))
    vip: Mapped[bool]
    care: Mapped[list[Any]]
    currency: Mapped[str] = mapped_column(String(3))
    total: Mapped[Decimal]
    passengers: Mapped[list[Any]]
    contacts: Mapped[list[Any]]


class LegRow(Table):
    """One part of a trip; `position` keeps the order."""

    __tablename__ = "legs"

    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), primary_key=True)
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    carrier: Mapped[str] = mapped_column(String(8))
    number: Mapped[str] = mapped_column(String(12))
    origin: Mapped[dict[str, Any]]
    destination: Mapped[dict[str, Any]]
    departs_at: Mapped[datetime]
    arrives_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(12))
    moved_from: Mapped[datetime | None]
    told: Mapped[bool]
    fare: Mapped[str] = mapped_column(String(8))
    policy: Mapped[str] = mapped_column(String(60))


class CouponRow(Table):
    """One passenger's right to one leg."""

    __tablename__ = "coupons"

    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), primary_key=True)
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int]
    passenger: Mapped[str] = mapped_column(String(8))
    leg: Mapped[str] = mapped_column(String(8))
    paid: Mapped[Decimal]
    taxes: Mapped[Decimal]
    state: Mapped[str] = mapped_column(String(20))
    ticket: Mapped[str | None] = mapped_column(String(24))
    seat: Mapped[str | None] = mapped_column(String(24))


class PaymentRow(Table):
    """Money taken; only the mask of the card is kept."""

    __tablename__ = "payments"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), index=True)
    amount: Mapped[Decimal]
    card: Mapped[str] = mapped_column(String(30))
    taken_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    ticketed: Mapped[bool]
    twin_of: Mapped[str | None] = mapped_column(String(40))


class QuoteRow(Table):
    """A binding quote with the cited rule, kept as it was told."""

    __tablename__ = "quotes"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), index=True)
    coupons: Mapped[list[Any]]
    paid: Mapped[Decimal]
    penalty: Mapped[Decimal]
    refund: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    rule: Mapped[dict[str, Any]]
    lines: Mapped[list[Any]]
    payment: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    to_card: Mapped[str] = mapped_column(String(30))
    needs_approval: Mapped[bool]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class RefundRow(Table):
    """A refund: at most one for a quote. `sending_at` is the lease of whoever is sending it."""

    __tablename__ = "refunds"
    __table_args__ = (Index("ix_refunds_work", "state", "try_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    quote: Mapped[str] = mapped_column(ForeignKey("quotes.id"), unique=True)
    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), index=True)
    coupons: Mapped[list[Any]]
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    payment: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    to_card: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20))
    requested_at: Mapped[datetime]
    expected_on: Mapped[date]
    due_at: Mapped[datetime]
    try_at: Mapped[datetime]
    sending_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))


class RefundStepRow(Table):
    """The states of a refund with their moments, append-only."""

    __tablename__ = "refund_steps"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    refund: Mapped[str] = mapped_column(ForeignKey("refunds.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class RefundCouponRow(Table):
    """Which coupons a refund gives back; a coupon is in one live refund at most."""

    __tablename__ = "refund_coupons"
    __table_args__ = (
        Index(
            "uq_refund_coupons_live",
            "booking",
            "coupon",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live = 1"),
        ),
    )

    refund: Mapped[str] = mapped_column(ForeignKey("refunds.id"), primary_key=True)
    booking: Mapped[str] = mapped_column(String(6))
    coupon: Mapped[str] = mapped_column(String(8), primary_key=True)
    live: Mapped[int]


class IdempotencyRow(Table):
    """A key that a caller sent, what it stood for, and our answer once there is one."""

    __tablename__ = "idempotency_keys"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    payload: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    status: Mapped[int | None]
    answer: Mapped[dict[str, Any] | None]
    refund: Mapped[str | None] = mapped_column(String(40))


class ChangeRow(Table):
    """A schedule change, append-only and numbered; numbers are never used again."""

    __tablename__ = "schedule_changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    booking: Mapped[str] = mapped_column(ForeignKey("bookings.reference"), index=True)
    leg: Mapped[str] = mapped_column(String(8))
    cancelled: Mapped[bool]
    departs_at: Mapped[datetime]
    arrives_at: Mapped[datetime]
    moved_from: Mapped[datetime | None]
    at: Mapped[datetime]


class TransferRow(Table):
    """The simulated payment provider's own ledger: one transfer for a key, whoever repeats it."""

    __tablename__ = "cashier_transfers"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    card: Mapped[str] = mapped_column(String(30))
    pays_at: Mapped[datetime]
    at: Mapped[datetime]


class SeedRow(Table):
    """When the demo bookings were written: they age with the days."""

    __tablename__ = "seeds"

    at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
