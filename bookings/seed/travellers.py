"""The ten named travellers of contract/demo-travellers.yml, always seeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bookings.policies.model import Policies
from bookings.seed import purchases
from bookings.seed.outcome import Seeded, World, cancelled, moved, paid_twice, refunded
from bookings.seed.plan import Plan, book
from bookings.seed.purchases import Day
from bookings.settings import Settings
from bookings.trips.refund import RefundState

_DESCRIBED_REFUND_DAYS = 10


Fate = Callable[[Seeded, Day, World], Seeded]


def _uneventful(seeded: Seeded, _day: Day, _world: World) -> Seeded:
    return seeded


def _cancelled(seeded: Seeded, day: Day, _world: World) -> Seeded:
    return cancelled(seeded, day.ago(hours=6), told=False)


def _moved(seeded: Seeded, day: Day, _world: World) -> Seeded:
    return moved(seeded, timedelta(hours=4), day.ago(hours=3), told=False)


def _paid_twice(seeded: Seeded, _day: Day, world: World) -> Seeded:
    return replace(seeded, booking=paid_twice(seeded.booking, world.random))


def _refund_sent(seeded: Seeded, day: Day, world: World) -> Seeded:
    settings = world.settings.model_copy(update={"refund_days": _DESCRIBED_REFUND_DAYS})
    return refunded(seeded, RefundState.SENT, day.at(-4, 10, 20), replace(world, settings=settings))


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody to play: `what` tells their matter, `bought` and `fate` make it so."""

    key: str
    reference: str
    zone: str
    what: str
    bought: Callable[[str, Day], Plan]
    fate: Fate = _uneventful


TRAVELLERS = (
    Traveller(
        "status_confirmed",
        "RU7KQ2",
        "Europe/Moscow",
        "return flight Moscow–Istanbul, confirmed, D+12, regular fare",
        purchases.moscow_istanbul_and_back,
    ),
    Traveller(
        "charter_refund",
        "K4RM7N",
        "Asia/Tehran",
        "charter flight Tehran–Mashhad, D+3, one passenger, IRR",
        purchases.charter_to_mashhad,
    ),
    Traveller(
        "carrier_cancelled",
        "P3TRV8",
        "Europe/Moscow",
        "flight cancelled by the carrier, D+5, full refund due, RUB",
        purchases.moscow_sochi,
        _cancelled,
    ),
    Traveller(
        "three_passengers",
        "WK9HR4",
        "Europe/London",
        "family of two adults and a child, regular fare, D+20, GBP",
        purchases.family_to_barcelona,
    ),
    Traveller(
        "refund_underway",
        "W8NG3X",
        "Asia/Shanghai",
        "refund requested D-4, money expected D+6, CNY",
        purchases.shanghai_tokyo,
        _refund_sent,
    ),
    Traveller(
        "paid_no_ticket",
        "Y5KMZ7",
        "Europe/Istanbul",
        "payment taken twice, no ticket issued, TRY",
        purchases.istanbul_antalya,
        _paid_twice,
    ),
    Traveller(
        "vip_leaving_today",
        "HR6B2V",
        "Asia/Riyadh",
        "VIP, flight leaves in 5 hours, SAR",
        purchases.riyadh_jeddah_today,
    ),
    Traveller(
        "elderly_train",
        "SC4NR9",
        "Europe/Berlin",
        "care flag elderly, train with a seat booking, D+2, EUR",
        purchases.train_to_munich,
    ),
    Traveller(
        "hotel_abroad",
        "ST8P3K",
        "Asia/Tokyo",
        "hotel in Paris, staying now, EUR",
        purchases.paris_hotel,
    ),
    Traveller(
        "moved_flight",
        "GR2C6M",
        "Europe/Madrid",
        "flight moved by 4 hours, not yet told, D+8, EUR",
        purchases.madrid_lisbon,
        _moved,
    ),
)


def seed_travellers(now: datetime, policies: Policies, settings: Settings) -> Sequence[Seeded]:
    """Their bookings, each in the state that its description tells."""
    return [_seed(one, now, policies, settings) for one in TRAVELLERS]


def _seed(one: Traveller, now: datetime, policies: Policies, settings: Settings) -> Seeded:
    day = Day(now, one.zone)
    random = Random(one.reference)
    booking = book(one.bought(one.reference, day), policies, random)
    return one.fate(Seeded(booking), day, World(policies, settings, now, random))
