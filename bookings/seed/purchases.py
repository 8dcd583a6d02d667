"""What each of the named travellers bought, relative to the seed day."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bookings.seed.catalogue import Name, places
from bookings.seed.plan import LegPlan, Person, Plan
from bookings.trips.booking import Contact, LegKind, PassengerKind

_WHOLE = Decimal(1)
_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Day:
    """The seed day: D is today where the traveller lives."""

    now: datetime
    zone: str

    def at(self, days: int, hour: int, minute: int = 0, zone: str | None = None) -> datetime:
        """D plus `days`, at this time on the clocks of `zone`."""
        day = self.now.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=days)
        place = ZoneInfo(zone or self.zone)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=place)

    def ago(self, *, days: int = 0, hours: int = 0) -> datetime:
        """So long before now."""
        return (self.now - timedelta(days=days, hours=hours)).replace(microsecond=0)


def moscow_istanbul_and_back(reference: str, day: Day) -> Plan:
    """A return flight at a flexible fare."""
    return Plan(
        reference=reference,
        language="ru",
        zone=day.zone,
        currency="RUB",
        step=_WHOLE,
        card="2200 70•• •••• 4417",
        created_at=day.ago(days=23, hours=4),
        people=[_person("Анна", "Anna", "Иванова", "Ivanova")],
        legs=[
            _flight("SU 2136", "SVO IST", (day.at(12, 9, 35), 285), "21450", "flight-flex"),
            _flight(
                "SU 2137",
                "IST SVO",
                (day.at(19, 16, 10, "Europe/Istanbul"), 280),
                "19870",
                "flight-flex",
            ),
        ],
        contacts=_contacts("anna.ivanova", "447700900141", "a.ivanova.work", "33639980141"),
    )


def charter_to_mashhad(reference: str, day: Day) -> Plan:
    """One seat on a charter flight within Iran."""
    return Plan(
        reference=reference,
        language="fa",
        zone=day.zone,
        currency="IRR",
        step=_WHOLE,
        card="6037 99•• •••• 1234",
        created_at=day.ago(days=9, hours=2),
        people=[_person("رضا", "Reza", "کریمی", "Karimi")],
        legs=[
            _flight("W5 1087", "THR MHD", (day.at(3, 18, 30), 90), "28500000", "charter-flight-ir")
        ],
        contacts=_contacts("reza.karimi", "447700900152", "maryam.karimi", "447700900153"),
    )


def moscow_sochi(reference: str, day: Day) -> Plan:
    """A flight that the carrier will cancel."""
    return Plan(
        reference=reference,
        language="ru",
        zone=day.zone,
        currency="RUB",
        step=_WHOLE,
        card="2202 20•• •••• 9036",
        created_at=day.ago(days=31),
        people=[_person("Сергей", "Sergei", "Петров", "Petrov")],
        legs=[_flight("SU 1124", "SVO AER", (day.at(5, 11, 15), 240), "12480", "flight-flex")],
        contacts=_contacts("sergei.petrov", "447700900164", "irina.petrova", "33639980164"),
    )


def family_to_barcelona(reference: str, day: Day) -> Plan:
    """Two adults and a child at a flexible fare."""
    child = replace(_person("Lily", "Lily", "Walker", "Walker"), kind=PassengerKind.CHILD)
    return Plan(
        reference=reference,
        language="en",
        zone=day.zone,
        currency="GBP",
        step=_CENTS,
        card="4539 10•• •••• 7720",
        created_at=day.ago(days=40),
        people=[
            _person("James", "James", "Walker", "Walker"),
            _person("Emma", "Emma", "Walker", "Walker"),
            child,
        ],
        legs=[_flight("BA 478", "LHR BCN", (day.at(20, 10, 40), 130), "164.80", "flight-flex")],
        contacts=_contacts("james.walker", "447700900175", "emma.walker", "447700900176"),
    )


def shanghai_tokyo(reference: str, day: Day) -> Plan:
    """A flight that was given back four days ago."""
    return Plan(
        reference=reference,
        language="zh",
        zone=day.zone,
        currency="CNY",
        step=_WHOLE,
        card="6222 02•• •••• 5868",
        created_at=day.ago(days=27),
        people=[_person("伟", "Wei", "王", "Wang")],
        legs=[_flight("MU 523", "PVG HND", (day.at(15, 9, 5), 170), "2180", "flight-flex")],
        contacts=_contacts("wang.wei", "447700900186", "wang.wei.office", "33639980186"),
    )


def istanbul_antalya(reference: str, day: Day) -> Plan:
    """Paid, and no ticket came."""
    return Plan(
        reference=reference,
        language="tr",
        zone=day.zone,
        currency="TRY",
        step=_CENTS,
        card="9792 08•• •••• 3301",
        created_at=day.ago(hours=20),
        people=[_person("Mehmet", "Mehmet", "Yılmaz", "Yilmaz")],
        legs=[_flight("PC 2012", "SAW AYT", (day.at(9, 7, 50), 80), "2349.90", "flight-flex")],
        contacts=_contacts("mehmet.yilmaz", "447700900197", "ayse.yilmaz", "491713920019"),
        ticketed=False,
    )


def riyadh_jeddah_today(reference: str, day: Day) -> Plan:
    """A flight that leaves in five hours."""
    start = (day.now + timedelta(hours=5)).replace(second=0, microsecond=0)
    start += timedelta(minutes=-start.minute % 5)
    return Plan(
        reference=reference,
        language="ar",
        zone=day.zone,
        currency="SAR",
        step=_WHOLE,
        card="4847 83•• •••• 6609",
        created_at=day.ago(days=6),
        people=[_person("فهد", "Fahad", "الحربي", "Alharbi")],
        legs=[_flight("SV 1021", "RUH JED", (start, 105), "890", "flight-flex")],
        contacts=_contacts("fahad.alharbi", "447700900208", "alharbi.office", "33639980208"),
        vip=True,
    )


def train_to_munich(reference: str, day: Day) -> Plan:
    """A train with a booked seat."""
    ride = _flight("ICE 575", "FFMHBF MUCHBF", (day.at(2, 9, 50), 200), "64.90", "train-standard")
    return Plan(
        reference=reference,
        language="de",
        zone=day.zone,
        currency="EUR",
        step=_CENTS,
        card="4907 62•• •••• 8845",
        created_at=day.ago(days=14),
        people=[_person("Helga", "Helga", "Schneider", "Schneider")],
        legs=[replace(ride, kind=LegKind.TRAIN, seats=("7 / 61",))],
        contacts=_contacts("helga.schneider", "491713920061", "jan.schneider", "491713920062"),
        care=("elderly",),
    )


def paris_hotel(reference: str, day: Day) -> Plan:
    """A stay that has begun."""
    hotel = places()["H-PAR"]
    return Plan(
        reference=reference,
        language="ja",
        zone=day.zone,
        currency="EUR",
        step=_CENTS,
        card="3540 57•• •••• 2219",
        created_at=day.ago(days=52),
        people=[_person("健", "Ken", "佐藤", "Sato")],
        legs=[
            LegPlan(
                kind=LegKind.HOTEL,
                carrier="HT",
                number="50731",
                origin=hotel,
                destination=hotel,
                departs_at=day.at(-1, 15, 0, hotel.zone),
                arrives_at=day.at(3, 11, 0, hotel.zone),
                price=Decimal("708.00"),
                terms="hotel-flex",
            )
        ],
        contacts=_contacts("ken.sato", "447700900219", "yoko.sato", "33639980219"),
    )


def madrid_lisbon(reference: str, day: Day) -> Plan:
    """A flight that the carrier will move."""
    return Plan(
        reference=reference,
        language="es",
        zone=day.zone,
        currency="EUR",
        step=_CENTS,
        card="4548 81•• •••• 5172",
        created_at=day.ago(days=35),
        people=[_person("Lucía", "Lucia", "García", "Garcia")],
        legs=[_flight("IB 3108", "MAD LIS", (day.at(8, 8, 25), 80), "96.40", "flight-flex")],
        contacts=_contacts("lucia.garcia", "447700900230", "pablo.garcia", "33639980230"),
    )


def _person(given: str, given_latin: str, surname: str, surname_latin: str) -> Person:
    return Person(Name(given, given_latin), Name(surname, surname_latin))


def _flight(number: str, way: str, times: tuple[datetime, int], price: str, terms: str) -> LegPlan:
    """`CARRIER NUMBER`, `FROM TO`, departure and minutes, an adult's price."""
    carrier, digits = number.split()
    origin, destination = (places()[code] for code in way.split())
    departs_at, minutes = times
    return LegPlan(
        kind=LegKind.FLIGHT,
        carrier=carrier,
        number=digits,
        origin=origin,
        destination=destination,
        departs_at=departs_at,
        arrives_at=departs_at.astimezone(UTC) + timedelta(minutes=minutes),
        price=Decimal(price),
        terms=terms,
    )


def _contacts(name: str, phone: str, second: str, second_phone: str) -> tuple[Contact, Contact]:
    """Two contacts; the numbers are reserved for fiction, the domains for examples."""
    return (
        Contact(1, f"+{phone}", f"{name}@example.com"),
        Contact(2, f"+{second_phone}", f"{second}@example.org"),
    )
