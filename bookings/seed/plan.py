"""From what somebody wants to buy to the booking that stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

from bookings.policies.model import Policies
from bookings.seed.catalogue import Name
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    Contact,
    Coupon,
    CouponState,
    Fare,
    Leg,
    LegKind,
    LegStatus,
    Passenger,
    PassengerKind,
    Payment,
    PaymentState,
    Place,
)
from bookings.trips.money import Money

_SHARE = {
    PassengerKind.ADULT: Decimal(1),
    PassengerKind.CHILD: Decimal("0.75"),
    PassengerKind.INFANT: Decimal("0.1"),
}
_VOUCHER = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who will travel."""

    given: Name
    surname: Name
    kind: PassengerKind = PassengerKind.ADULT


@dataclass(frozen=True, slots=True)
class LegPlan:
    """A leg that is wanted; `price` is what an adult pays for it, taxes included."""

    kind: LegKind
    carrier: str
    number: str
    origin: Place
    destination: Place
    departs_at: datetime
    arrives_at: datetime
    price: Decimal
    terms: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking that is wanted."""

    reference: str
    language: str
    zone: str
    currency: str
    step: Decimal
    card: str
    created_at: datetime
    people: Sequence[Person]
    legs: Sequence[LegPlan]
    contacts: tuple[Contact, ...]
    vip: bool = False
    care: tuple[str, ...] = ()
    ticketed: bool = True


def book(plan: Plan, policies: Policies, random: Random) -> Booking:
    """The booking, with a coupon for each person and leg, paid by one card."""
    legs = tuple(_leg(f"l{n}", leg, plan, policies) for n, leg in enumerate(plan.legs, 1))
    people = tuple(_passenger(f"p{n}", person) for n, person in enumerate(plan.people, 1))
    seats = [
        (person, leg, wanted, wanted.seats[n] if n < len(wanted.seats) else None)
        for n, person in enumerate(people)
        for leg, wanted in zip(legs, plan.legs, strict=True)
    ]
    coupons = tuple(
        Coupon(
            id=f"c{n}",
            passenger=person.id,
            leg=leg.id,
            paid=(paid := _price(person, wanted, plan)),
            taxes=paid.share(_tax_percent(leg)),
            state=CouponState.OPEN,
            ticket=_ticket(leg, random) if plan.ticketed else None,
            seat=seat,
        )
        for n, (person, leg, wanted, seat) in enumerate(seats, 1)
    )
    total = Money.total((coupon.paid for coupon in coupons), plan.currency)
    buyer = people[0]
    payment = Payment(
        id=f"pay_{random.getrandbits(48):012x}",
        amount=total,
        card=plan.card,
        taken_at=plan.created_at,
        state=PaymentState.TAKEN,
        ticketed=plan.ticketed,
        twin_of=None,
    )
    return Booking(
        reference=plan.reference,
        status=BookingStatus.CONFIRMED if plan.ticketed else BookingStatus.PENDING_TICKET,
        surname=buyer.surname,
        surname_latin=buyer.surname_latin,
        created_at=plan.created_at,
        language=plan.language,
        zone=plan.zone,
        vip=plan.vip,
        care=plan.care,
        total=total,
        passengers=people,
        legs=legs,
        coupons=coupons,
        payments=(payment,),
        contacts=plan.contacts,
    )


def _passenger(passenger_id: str, person: Person) -> Passenger:
    return Passenger(
        passenger_id,
        person.given.native,
        person.surname.native,
        person.surname.latin,
        person.kind,
    )


def _leg(leg_id: str, wanted: LegPlan, plan: Plan, policies: Policies) -> Leg:
    policy = policies.sold_on(wanted.terms, plan.created_at.date())
    return Leg(
        id=leg_id,
        kind=wanted.kind,
        carrier=wanted.carrier,
        number=wanted.number,
        origin=wanted.origin,
        destination=wanted.destination,
        departs_at=wanted.departs_at,
        arrives_at=wanted.arrives_at,
        status=LegStatus.SCHEDULED,
        moved_from=None,
        told=True,
        fare=policies.terms(policy).fare,
        policy=policy,
    )


def _price(person: Passenger, wanted: LegPlan, plan: Plan) -> Money:
    steps = (wanted.price * _SHARE[person.kind] / plan.step).to_integral_value()
    return Money.of(steps * plan.step, plan.currency)


def _tax_percent(leg: Leg) -> int:
    """Charter and ground prices hold no taxes that are told apart."""
    return 18 if leg.kind is LegKind.FLIGHT and leg.fare is Fare.REGULAR else 0


def _ticket(leg: Leg, random: Random) -> str:
    if leg.kind is LegKind.FLIGHT:
        return f"{random.randrange(20, 999):03d}-{random.randrange(10**9, 10**10)}"
    return "".join(random.choices(_VOUCHER, k=8))
