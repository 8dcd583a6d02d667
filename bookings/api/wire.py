"""The shapes on the wire: docs/contracts.md section 4."""

from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bookings.policies import model as rules
from bookings.policies import quote as quotes
from bookings.trips import booking as trips
from bookings.trips import change as changes
from bookings.trips import money as monies
from bookings.trips import refund as refunds


def local(moment: datetime, zone: str) -> datetime:
    """The moment as the clocks of the zone show it, to the second."""
    return moment.astimezone(ZoneInfo(zone)).replace(microsecond=0)


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class Money(_Out):
    """An amount as text, with all the decimals of its currency."""

    amount: str = Field(examples=["89.90"])
    currency: str = Field(examples=["EUR"])

    @classmethod
    def of(cls, money: monies.Money) -> Self:
        """From the value."""
        return cls(amount=money.text(), currency=money.currency)


class Place(_Out):
    """An airport, station or hotel."""

    code: str
    city: str
    name: str
    zone: str

    @classmethod
    def of(cls, place: trips.Place) -> Self:
        """From the value."""
        return cls(code=place.code, city=place.city, name=place.name, zone=place.zone)


class Passenger(_Out):
    """Somebody who travels; `surname_latin` as in the passport."""

    id: str
    given_name: str
    surname: str
    surname_latin: str
    kind: trips.PassengerKind


class Leg(_Out):
    """A flight, train, bus or stay."""

    id: str
    kind: trips.LegKind
    carrier: str
    number: str
    origin: Place = Field(serialization_alias="from")
    destination: Place = Field(serialization_alias="to")
    departs_at: datetime
    arrives_at: datetime
    status: trips.LegStatus
    moved_from: datetime | None
    told: bool
    fare: trips.Fare
    policy: str

    @classmethod
    def of(cls, leg: trips.Leg) -> Self:
        """From the value: each moment in the clock of its place."""
        start = leg.origin.zone
        return cls(
            id=leg.id,
            kind=leg.kind,
            carrier=leg.carrier,
            number=leg.number,
            origin=Place.of(leg.origin),
            destination=Place.of(leg.destination),
            departs_at=local(leg.departs_at, start),
            arrives_at=local(leg.arrives_at, leg.destination.zone),
            status=leg.status,
            moved_from=local(leg.moved_from, start) if leg.moved_from else None,
            told=leg.told,
            fare=leg.fare,
            policy=leg.policy,
        )


class Coupon(_Out):
    """One passenger's right to one leg; `paid` includes `taxes`."""

    id: str
    passenger: str
    leg: str
    paid: Money
    taxes: Money
    state: trips.CouponState
    ticket: str | None
    seat: str | None

    @classmethod
    def of(cls, coupon: trips.Coupon) -> Self:
        """From the value."""
        return cls(
            id=coupon.id,
            passenger=coupon.passenger,
            leg=coupon.leg,
            paid=Money.of(coupon.paid),
            taxes=Money.of(coupon.taxes),
            state=coupon.state,
            ticket=coupon.ticket,
            seat=coupon.seat,
        )


class Payment(_Out):
    """Money taken from a card."""

    id: str
    amount: Money
    card: str
    taken_at: datetime
    state: trips.PaymentState
    ticketed: bool
    twin_of: str | None

    @classmethod
    def of(cls, payment: trips.Payment, zone: str) -> Self:
        """From the value."""
        return cls(
            id=payment.id,
            amount=Money.of(payment.amount),
            card=payment.card,
            taken_at=local(payment.taken_at, zone),
            state=payment.state,
            ticketed=payment.ticketed,
            twin_of=payment.twin_of,
        )


class Contact(_Out):
    """How to reach somebody about the booking."""

    rank: int
    phone: str | None
    email: str | None


class Booking(_Out):
    """What somebody bought."""

    reference: str
    status: trips.BookingStatus
    surname: str
    surname_latin: str
    created_at: datetime
    language: str
    vip: bool
    care: list[str]
    currency: str
    total: Money
    passengers: list[Passenger]
    legs: list[Leg]
    coupons: list[Coupon]
    payments: list[Payment]
    contacts: list[Contact]

    @classmethod
    def of(cls, one: trips.Booking) -> Self:
        """From the value."""
        return cls(
            reference=one.reference,
            status=one.status,
            surname=one.surname,
            surname_latin=one.surname_latin,
            created_at=local(one.created_at, one.zone),
            language=one.language,
            vip=one.vip,
            care=list(one.care),
            currency=one.total.currency,
            total=Money.of(one.total),
            passengers=[Passenger.model_validate(p, from_attributes=True) for p in one.passengers],
            legs=[Leg.of(leg) for leg in one.legs],
            coupons=[Coupon.of(coupon) for coupon in one.coupons],
            payments=[Payment.of(payment, one.zone) for payment in one.payments],
            contacts=[Contact.model_validate(c, from_attributes=True) for c in one.contacts],
        )


class Rule(_Out):
    """The rule that was applied, as it is cited: a text for each language."""

    id: str
    version: int
    text: dict[str, str]

    @classmethod
    def of(cls, rule: rules.Rule) -> Self:
        """From the value."""
        return cls(id=rule.id, version=rule.version, text=dict(rule.text))


class QuoteLine(_Out):
    """One coupon's part of a quote."""

    coupon: str
    paid: Money
    penalty: Money
    refund: Money
    rule: Rule

    @classmethod
    def of(cls, line: quotes.QuoteLine) -> Self:
        """From the value."""
        return cls(
            coupon=line.coupon,
            paid=Money.of(line.paid),
            penalty=Money.of(line.penalty),
            refund=Money.of(line.refund),
            rule=Rule.of(line.rule),
        )


class Quote(_Out):
    """What comes back, binding until it expires: `paid` is `penalty` plus `refund`."""

    id: str
    booking: str
    coupons: list[str]
    paid: Money
    penalty: Money
    refund: Money
    rule: Rule
    lines: list[QuoteLine]
    to_card: str
    expires_at: datetime
    needs_approval: bool

    @classmethod
    def of(cls, quote: quotes.Quote) -> Self:
        """From the value."""
        told = quote.quotation
        return cls(
            id=quote.id,
            booking=quote.booking,
            coupons=list(quote.coupons()),
            paid=Money.of(told.paid),
            penalty=Money.of(told.penalty),
            refund=Money.of(told.refund),
            rule=Rule.of(quote.rule),
            lines=[QuoteLine.of(line) for line in told.lines],
            to_card=quote.to_card,
            expires_at=local(quote.expires_at, quote.zone),
            needs_approval=quote.needs_approval,
        )


class RefundStep(_Out):
    """When a refund came into a state."""

    state: refunds.RefundState
    at: datetime


class Refund(_Out):
    """Money on its way back to the card that paid."""

    id: str
    quote: str
    booking: str
    coupons: list[str]
    amount: Money
    to_card: str
    state: refunds.RefundState
    requested_at: datetime
    expected_on: date
    history: list[RefundStep]

    @classmethod
    def of(cls, one: refunds.Refund) -> Self:
        """From the value."""
        return cls(
            id=one.id,
            quote=one.quote,
            booking=one.booking,
            coupons=list(one.coupons),
            amount=Money.of(one.amount),
            to_card=one.to_card,
            state=one.state,
            requested_at=local(one.requested_at, one.zone),
            expected_on=one.expected_on,
            history=[
                RefundStep(state=step.state, at=local(step.at, one.zone)) for step in one.history
            ],
        )


class Change(_Out):
    """A leg moved or cancelled; ask for those after the highest `id` you know."""

    id: int
    booking: str
    leg: str
    cancelled: bool
    departs_at: datetime
    arrives_at: datetime
    moved_from: datetime | None
    at: datetime

    @classmethod
    def of(cls, one: changes.Change) -> Self:
        """From the value."""
        return cls(
            id=one.id,
            booking=one.booking,
            leg=one.leg,
            cancelled=one.cancelled,
            departs_at=local(one.departs_at, one.from_zone),
            arrives_at=local(one.arrives_at, one.to_zone),
            moved_from=local(one.moved_from, one.from_zone) if one.moved_from else None,
            at=local(one.at, one.zone),
        )


class Payments(_Out):
    """The payments of a booking."""

    payments: list[Payment]


class Refunds(_Out):
    """The refunds of a booking, oldest first."""

    refunds: list[Refund]


class Changes(_Out):
    """Schedule changes, lowest number first."""

    changes: list[Change]


class AskQuote(_In):
    """Which coupons of which booking; null means all that are open."""

    booking: str = Field(max_length=12)
    coupons: list[str] | None = Field(default=None, max_length=100)


class AskRefund(_In):
    """Execute this quote."""

    quote: str = Field(max_length=40)


class Decision(_In):
    """A second person's decision, and who that is."""

    by: str = Field(min_length=1, max_length=80)
    approved: bool


class ScheduleChange(_In):
    """Either both new times, or `cancelled`."""

    leg: str = Field(max_length=8)
    departs_at: AwareDatetime | None = None
    arrives_at: AwareDatetime | None = None
    cancelled: bool = False

    @model_validator(mode="after")
    def _moved_or_cancelled(self) -> Self:
        times = [self.departs_at, self.arrives_at]
        if self.cancelled and any(times):
            raise ValueError("a leg is moved or cancelled, not both")
        if not self.cancelled and not all(times):
            raise ValueError("give departs_at and arrives_at, or cancelled: true")
        return self


class Problem(_Out):
    """Why a request was not granted: `code` is for programs, `message` for people."""

    code: str
    message: str


class Problems(_Out):
    """The body of every error."""

    error: Problem


class Ready(_Out):
    """The backend answers."""

    ready: bool


def refund_json(refund: refunds.Refund) -> dict[str, Any]:
    """The refund as JSON."""
    return Refund.of(refund).model_dump(mode="json", by_alias=True)
