"""A booking with its passengers, legs, coupons, payments and contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bookings.trips.money import Money


class BookingStatus(StrEnum):
    """What became of the booking as a whole."""

    CONFIRMED = "confirmed"
    PENDING_TICKET = "pending_ticket"
    PARTLY_CANCELLED = "partly_cancelled"
    CANCELLED = "cancelled"


class PassengerKind(StrEnum):
    """What fare a passenger travels on."""

    ADULT = "adult"
    CHILD = "child"
    INFANT = "infant"


class LegKind(StrEnum):
    """What kind of part of a trip."""

    FLIGHT = "flight"
    TRAIN = "train"
    BUS = "bus"
    HOTEL = "hotel"


class LegStatus(StrEnum):
    """What the carrier did with the leg."""

    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class Fare(StrEnum):
    """Who sold the seat: the carrier, or a charterer who bought the aircraft."""

    REGULAR = "regular"
    CHARTER = "charter"


class CouponState(StrEnum):
    """What became of one passenger's right to one leg."""

    OPEN = "open"
    REFUND_REQUESTED = "refund_requested"
    REFUNDED = "refunded"
    USED = "used"
    NO_SHOW = "no_show"


class PaymentState(StrEnum):
    """Whether the money is still with us."""

    TAKEN = "taken"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Place:
    """An airport, station or hotel; `city` is the city's IATA code, `zone` an IANA time zone."""

    code: str
    city: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody who travels; `surname_latin` as in the passport."""

    id: str
    given_name: str
    surname: str
    surname_latin: str
    kind: PassengerKind


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight, train, bus or stay; `policy` is the `ID@VERSION` it was sold under."""

    id: str
    kind: LegKind
    carrier: str
    number: str
    origin: Place
    destination: Place
    departs_at: datetime
    arrives_at: datetime
    status: LegStatus
    moved_from: datetime | None
    told: bool
    fare: Fare
    policy: str

    def nights(self) -> int:
        """Nights of a stay, at least one."""
        zone = ZoneInfo(self.destination.zone)
        span = self.arrives_at.astimezone(zone).date() - self.departs_at.astimezone(zone).date()
        return max(span.days, 1)

    def counts_from(self) -> datetime:
        """The local departure that refund terms count from: a move never worsens them."""
        start = max(self.departs_at, self.moved_from or self.departs_at)
        return start.astimezone(ZoneInfo(self.origin.zone))


@dataclass(frozen=True, slots=True)
class Coupon:
    """One passenger's right to one leg; `paid` includes `taxes`; `seat` as it is printed."""

    id: str
    passenger: str
    leg: str
    paid: Money
    taxes: Money
    state: CouponState
    ticket: str | None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money taken from a card; `twin_of` names the payment that it repeats by mistake."""

    id: str
    amount: Money
    card: str
    taken_at: datetime
    state: PaymentState
    ticketed: bool
    twin_of: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody about the booking, rank 1 first."""

    rank: int
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Booking:
    """What somebody bought; `zone` is where the buyer lives."""

    reference: str
    status: BookingStatus
    surname: str
    surname_latin: str
    created_at: datetime
    language: str
    zone: str
    vip: bool
    care: tuple[str, ...]
    total: Money
    passengers: tuple[Passenger, ...]
    legs: tuple[Leg, ...]
    coupons: tuple[Coupon, ...]
    payments: tuple[Payment, ...]
    contacts: tuple[Contact, ...]

    def leg(self, leg_id: str) -> Leg | None:
        """The leg of this id."""
        return next((leg for leg in self.legs if leg.id == leg_id), None)

    def passenger(self, passenger_id: str) -> Passenger | None:
        """The passenger of this id."""
        return next((one for one in self.passengers if one.id == passenger_id), None)

    def original_payment(self) -> Payment | None:
        """The payment whose card a refund goes back to."""
        taken = [one for one in self.payments if one.state is PaymentState.TAKEN]
        return next((one for one in taken if one.twin_of is None), None)


def status_of(
    before: BookingStatus, legs: Iterable[Leg], coupons: Iterable[Coupon]
) -> BookingStatus:
    """What the booking is now: cancelled when nothing of it is left."""
    dead_legs = {leg.id for leg in legs if leg.status is LegStatus.CANCELLED}
    given_back = (CouponState.REFUND_REQUESTED, CouponState.REFUNDED)
    gone = [coupon.state in given_back or coupon.leg in dead_legs for coupon in coupons]
    if gone and all(gone):
        return BookingStatus.CANCELLED
    if any(gone):
        return BookingStatus.PARTLY_CANCELLED
    unticketed = before is BookingStatus.PENDING_TICKET
    return BookingStatus.PENDING_TICKET if unticketed else BookingStatus.CONFIRMED
