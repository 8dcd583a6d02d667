"""A few thousand bookings of all markets, the same for the same seed and moment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from bookings.policies.model import Policies
from bookings.seed.catalogue import Market, Names, Route, markets, names
from bookings.seed.contacts import contacts
from bookings.seed.outcome import Seeded, World, cancelled, moved, paid_twice, refunded, travelled
from bookings.seed.plan import LegPlan, Person, Plan, book
from bookings.settings import Settings
from bookings.trips.booking import Booking, BookingStatus, LegKind, PassengerKind
from bookings.trips.references import new_reference
from bookings.trips.refund import RefundState

_PARTIES = ((1, 55), (2, 25), (3, 10), (4, 7), (5, 3))
_DAYS_AHEAD = (-45, 120)
_CARE = ((), ("elderly",), ("wheelchair",), ("pregnant",), ("unaccompanied_minor",))
_CARE_WEIGHTS = (92, 4, 2, 1, 1)


@dataclass(frozen=True, slots=True)
class Generator:
    """Draws bookings as of `now`."""

    policies: Policies
    settings: Settings
    now: datetime
    random: Random

    def bookings(self, count: int, taken: set[str]) -> Iterator[Seeded]:
        """So many bookings, with references that are not `taken`."""
        drawn = list(markets().values())
        weights = [market.weight for market in drawn]
        for _ in range(count):
            reference = new_reference(self.random)
            while reference in taken:
                reference = new_reference(self.random)
            taken.add(reference)
            [market] = self.random.choices(drawn, weights)
            yield self._lived(self._booked(market, reference))

    def _booked(self, market: Market, reference: str) -> Booking:
        random = self.random
        people, contact_of = self._party(names()[market.language])
        legs = self._legs(market, random.choice(market.routes))
        earliest = min(self.now, legs[0].departs_at - timedelta(hours=30))
        created_at = earliest - timedelta(minutes=random.randrange(60, 120 * 24 * 60))
        return book(
            Plan(
                reference=reference,
                language=market.language,
                zone=random.choice(market.zones),
                currency=market.currency,
                step=market.step,
                card=f"{random.choice(market.cards)}•• •••• {random.randrange(10_000):04d}",
                created_at=created_at.replace(microsecond=0),
                people=people,
                legs=legs,
                contacts=contacts(contact_of.given, contact_of.surname, market.language, random),
                vip=random.random() < 0.03,
                care=random.choices(_CARE, _CARE_WEIGHTS)[0],
                ticketed=random.random() > 0.01 or legs[0].departs_at < self.now,
            ),
            self.policies,
            random,
        )

    def _party(self, drawn_from: Names) -> tuple[list[Person], Person]:
        [size] = self.random.choices([n for n, _ in _PARTIES], [w for _, w in _PARTIES])
        given, surname, family = drawn_from.draw(self.random)
        people = [Person(given, surname)]
        while len(people) < size:
            given, surname, _ = drawn_from.draw(self.random, family)
            people.append(Person(given, surname, self._kind(len(people))))
        return people, people[0]

    def _kind(self, position: int) -> PassengerKind:
        if position == 1:
            return PassengerKind.ADULT
        child = self.random.random() < 0.8
        return PassengerKind.CHILD if child else PassengerKind.INFANT

    def _legs(self, market: Market, route: Route) -> list[LegPlan]:
        random = self.random
        day = random.randint(*_DAYS_AHEAD)
        price = self._price(market, route)
        if route.kind is LegKind.HOTEL:
            return [self._stay(route, day, random.choice((1, 2, 2, 3, 4, 7)), price)]
        legs = [self._ride(route, day, price)]
        if random.random() < 0.4:
            back = replace(
                route,
                origin=route.destination,
                destination=route.origin,
                number=route.number + 1,
            )
            legs.append(self._ride(back, day + random.randint(2, 14), self._price(market, route)))
        return legs

    def _price(self, market: Market, route: Route) -> Decimal:
        share = Decimal(self.random.randrange(1001)) / 1000
        wanted = route.lowest + (route.highest - route.lowest) * share
        return (wanted / market.step).to_integral_value() * market.step

    def _ride(self, route: Route, day: int, price: Decimal) -> LegPlan:
        zone = ZoneInfo(route.origin.zone)
        date = (self.now + timedelta(days=day)).astimezone(zone).date()
        minutes = self.random.randrange(6 * 12, 23 * 12) * 5
        departs_at = datetime(date.year, date.month, date.day, tzinfo=zone) + timedelta(
            minutes=minutes
        )
        return _leg_plan(
            route,
            number=str(route.number + self.random.randrange(0, 18, 2)),
            departs_at=departs_at,
            arrives_at=_later(departs_at, route.minutes),
            price=price,
        )

    def _stay(self, route: Route, day: int, nights: int, price: Decimal) -> LegPlan:
        zone = ZoneInfo(route.origin.zone)
        first = (self.now + timedelta(days=day)).astimezone(zone).date()
        last = first + timedelta(days=nights)
        return _leg_plan(
            route,
            number=str(route.number + self.random.randrange(1000)),
            departs_at=datetime(first.year, first.month, first.day, 15, tzinfo=zone),
            arrives_at=datetime(last.year, last.month, last.day, 11, tzinfo=zone),
            price=price * nights,
        )

    def _lived(self, booking: Booking) -> Seeded:
        """Most bookings see nothing; some are moved, cancelled, paid twice or given back."""
        random = self.random
        booking = travelled(booking, self.now, random)
        if booking.legs[0].departs_at <= self.now:
            return Seeded(booking)
        chance = random.random()
        if chance < 0.01 and booking.status is BookingStatus.CONFIRMED:
            booking = paid_twice(booking, random)
        seeded = Seeded(booking)
        told_at = max(booking.created_at, self.now - timedelta(hours=random.randrange(1, 200)))
        if 0.02 < chance < 0.05:
            seeded = cancelled(seeded, told_at, told=random.random() < 0.8)
        elif 0.05 <= chance < 0.09 and booking.legs[0].kind is not LegKind.HOTEL:
            by = timedelta(minutes=random.choice((20, 45, 90, 200, 300)))
            seeded = moved(seeded, by, told_at, told=random.random() < 0.8)
        return self._given_back(seeded) if random.random() < 0.08 else seeded

    def _given_back(self, seeded: Seeded) -> Seeded:
        """Refunds of all ages and states; the times of their states fit to now."""
        random = self.random
        hours, state = random.choice(
            (
                (random.randrange(13 * 24, 40 * 24), RefundState.PAID),
                (random.randrange(13 * 24, 40 * 24), RefundState.PAID),
                (random.randrange(1, 9 * 24), RefundState.SENT),
                (random.randrange(1, 9 * 24), RefundState.SENT),
                (random.randrange(1, 60), RefundState.AWAITING_APPROVAL),
                (random.randrange(24, 200), RefundState.REFUSED),
                (1, RefundState.REQUESTED),
                (1, RefundState.UNKNOWN),
            )
        )
        at = self.now - timedelta(hours=hours)
        if at < seeded.booking.created_at + timedelta(hours=1):
            return seeded
        world = World(self.policies, self.settings, self.now, random)
        return refunded(seeded, state, at, world)


def _leg_plan(
    route: Route, *, number: str, departs_at: datetime, arrives_at: datetime, price: Decimal
) -> LegPlan:
    return LegPlan(
        kind=route.kind,
        carrier=route.carrier,
        number=number,
        origin=route.origin,
        destination=route.destination,
        departs_at=departs_at,
        arrives_at=arrives_at,
        price=price,
        terms=route.terms,
    )


def _later(moment: datetime, minutes: int) -> datetime:
    """So much time later, also where clocks change in between."""
    zone = moment.tzinfo
    return (moment.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(zone)
